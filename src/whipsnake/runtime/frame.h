/* The frame of a compiled function: entered, left, and what tracebacks need of it.
 *
 * Every call has a real interpreter frame, on the data stack. It borrows its function and its code object (the caller
 * holds the function, the unit the code); its slots own their values, as the interpreter's do. Should a frame object
 * outlive the call, rt_leave moves the contents over to it and takes the missing references.
 */
#ifndef RT_FRAME_H
#define RT_FRAME_H

#include "py/datastack.h"
#include "py/eval.h"
#include "py/locals_proxy.h"

/* As `kwnames` of an entry: args[0] is the namespace (a mapping) to run a class or module body in. */
extern PyObject rt_namespace_marker;
#define RT_NAMESPACE (&rt_namespace_marker)

/* Run the call of a function in the interpreter, as if it had no compiled code: an rt_code. */
PyObject *rt_call_interpreted(PyThreadState *ts, PyObject *func, PyObject *const *args, Py_ssize_t n,
                              PyObject *kwnames);

/* Move arguments of any form into the first slots of `locals`, in all of which it stores: an owned reference, or NULL.
 * For RT_NAMESPACE, and for code that is not optimised, `*namespace` is set (owned).
 * 1; or 0 if they do not fit or an error occurred: the arguments are still the caller's, the slots undefined, and no
 * exception is set. */
int rt_bind(PyFunctionObject *function, PyCodeObject *co, PyObject *const *args, Py_ssize_t n, PyObject *kwnames,
            PyObject **locals, PyObject **namespace);

/* rt_enter for arguments of any form, out of line. */
_PyInterpreterFrame *rt_enter_slowly(PyThreadState *ts, PyObject *func, PyObject *const *args, Py_ssize_t n,
                                     PyObject *kwnames, PyCodeObject *co, PyObject **result);

/* Begin a call: check that compiled code may run, push a frame, bind the arguments, make it the current frame.
 *
 * `argcount`: the number of parameters if all are plain positional ones, else -1. The frame's slots own the arguments,
 * the other slots are NULL. NULL: the call is done, `*result` (owned or NULL with an exception) is its result: somebody
 * traces, the arguments do not fit, or the recursion limit is reached. */
RT_INLINE _PyInterpreterFrame *rt_enter(PyThreadState *ts, PyObject *func, PyObject *const *args, Py_ssize_t n,
                                        PyObject *kwnames, PyCodeObject *co, int argcount, int nlocalsplus,
                                        PyObject **result)
{
    int *remaining = rt_py_recursion(ts);
    size_t size = offsetof(_PyInterpreterFrame, localsplus) + (size_t)nlocalsplus * sizeof(PyObject *);
    if (RT_UNLIKELY(kwnames != NULL || n != argcount || rt_maybe_observed(ts, co) | (ts->interp->eval_frame != NULL) ||
                    *remaining <= 0 || rt_stack_doubtful(result) || !rt_data_fits(ts, size))) {
        return rt_enter_slowly(ts, func, args, n, kwnames, co, result);
    }
    _PyInterpreterFrame *f = rt_data_push(ts, size);
    rt_frame_init(f, (PyFunctionObject *)func, co, nlocalsplus);
    for (int i = 0; i < argcount; i++) {
        f->localsplus[i] = args[i];
    }
    for (int i = argcount; i < nlocalsplus; i++) {
        f->localsplus[i] = NULL;
    }
    f->previous = rt_current_frame(ts);
    rt_set_current_frame(ts, f);
    --*remaining;
    return f;
}

/* Drop the contents of a frame that is no longer current: a frame object that outlives it takes them over. Function and
 * code are the frame's own (`owns`) or borrowed. An exception that is set stays set. */
void rt_frame_release(PyThreadState *ts, _PyInterpreterFrame *f, int owns);

/* The rest of rt_leave for a frame with a frame object or a namespace. */
RT_COLD PyObject *rt_leave_slowly(PyThreadState *ts, _PyInterpreterFrame *f, PyObject *result);

/* End a call that rt_enter began: returns `result`. */
RT_INLINE PyObject *rt_leave(PyThreadState *ts, _PyInterpreterFrame *f, int nlocalsplus, PyObject *result)
{
    rt_set_current_frame(ts, f->previous);
    rt_recursion_leave(ts);
    if (RT_UNLIKELY(((uintptr_t)f->frame_obj | (uintptr_t)f->f_locals) != 0)) {
        return rt_leave_slowly(ts, f, result);
    }
    for (int i = 0; i < nlocalsplus; i++) {
        rt_xdecref(f->localsplus[i]);
    }
    rt_data_pop(ts, f);
    return result;
}

/* rt_leave for code that runs once. */
RT_COLD PyObject *rt_leave_once(PyThreadState *ts, _PyInterpreterFrame *f, int nlocalsplus, PyObject *result);

/* Add the current frame `f`, at its instruction pointer, to the traceback of the exception that is set. */
void rt_traceback(PyThreadState *ts, _PyInterpreterFrame *f);

/* Let the interpreter go on with the current frame `f` of rt_enter, `units` code units behind its instruction, with the
 * `depth` items of `stack` on its operand stack; they are stolen. Returns what the function shall return: the call is done, as by
 * rt_leave. */
RT_COLD PyObject *rt_hand_over(PyThreadState *ts, _PyInterpreterFrame *f, int units, PyObject **stack, int depth);

#endif
