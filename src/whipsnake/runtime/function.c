#include "function.h"

#include "frame.h"
#include "py/function.h"
#include "py/handover.h"
#include "py/unreported.h"

PyObject rt_namespace_marker;

PyObject *rt_new_function(PyCodeObject *code, PyObject *globals, const rt_entry *entry)
{
    PyObject *function = PyFunction_New((PyObject *)code, globals);
    if (function != NULL && entry != NULL && entry->call != NULL) {
        rt_py_function_compiled((PyFunctionObject *)function, rt_shared.vectorcall, rt_shared.function_type);
    }
    return function;
}

PyObject *rt_make_function(_PyInterpreterFrame *f, PyObject *code, const rt_unit *unit, int index)
{
    return rt_new_function((PyCodeObject *)code, f->f_globals, &unit->entries[index]);
}

/* Put `value`, stolen, into an attribute of a new function. */
static int set(PyObject **attribute, PyObject *value)
{
    PyObject *old = *attribute;
    *attribute = value;
    rt_xdecref(old);
    return 0;
}

int rt_function_set_defaults(PyObject *function, PyObject *value)
{
    return set(&((PyFunctionObject *)function)->func_defaults, value);
}

int rt_function_set_kwdefaults(PyObject *function, PyObject *value)
{
    return set(&((PyFunctionObject *)function)->func_kwdefaults, value);
}

int rt_function_set_annotations(PyObject *function, PyObject *value)
{
    return set(&((PyFunctionObject *)function)->func_annotations, value);
}

int rt_function_set_closure(PyObject *function, PyObject *value)
{
    return set(&((PyFunctionObject *)function)->func_closure, value);
}

int rt_function_set_type_params(PyObject *function, PyObject *value)
{
    rt_py_function_set_type_params((PyFunctionObject *)function, value);
    return 0;
}

PyObject *rt_vectorcall(PyObject *func, PyObject *const *args, size_t nargsf, PyObject *kwnames)
{
    PyThreadState *ts = rt_thread();
    const rt_entry *entry = rt_compiled((PyCodeObject *)((PyFunctionObject *)func)->func_code);
    if (RT_UNLIKELY(entry == NULL || entry->call == NULL)) {
        PyObject *result = rt_interpreter_vectorcall(func, args, nargsf, kwnames);
        rt_end_unreported(ts, result);
        return result;
    }
    Py_ssize_t n = PyVectorcall_NARGS(nargsf), total = n + (kwnames != NULL ? PyTuple_GET_SIZE(kwnames) : 0);
    _PyInterpreterFrame *caller = rt_current_frame(ts);
    if (caller != NULL && rt_is_call_of(caller, func, args, total) && !rt_maybe_observed(ts, rt_frame_code(caller))) {
        PyObject *result = entry->call(ts, func, args, n, kwnames);
        for (Py_ssize_t i = 0; i < total; i++) {
            ((PyObject **)args)[i] = rt_newref(Py_None); /* for the interpreter to drop */
        }
        return result;
    }
    for (Py_ssize_t i = 0; i < total; i++) {
        rt_incref(args[i]);
    }
    /* not every caller in C holds what it calls: a frame of the interpreter's would */
    rt_incref(func);
    PyObject *result = entry->call(ts, func, args, n, kwnames);
    rt_decref(func);
    return result;
}

/* ---- calls that the interpreter runs ---- */

/* The call in a frame of the interpreter's, into which the arguments are moved: 1 and `*result`; 0 if they do not fit. */
static int interpret(PyThreadState *ts, PyFunctionObject *function, PyObject *const *args, Py_ssize_t n,
                     PyObject *kwnames, PyObject **result)
{
    PyCodeObject *co = (PyCodeObject *)function->func_code;
    PyObject *slots[64], *namespace = NULL;
    int count = co->co_nlocalsplus;
    if (count > (int)Py_ARRAY_LENGTH(slots) || ts->interp->eval_frame != NULL ||
        !rt_bind(function, co, args, n, kwnames, slots, &namespace)) {
        return 0;
    }
    _PyInterpreterFrame *f = rt_interpreter_frame(ts, co);
    if (f == NULL) {
        for (int i = 0; i < count; i++) {
            rt_xdecref(slots[i]);
        }
        rt_xdecref(namespace);
        *result = PyErr_NoMemory();
        return 1;
    }
    rt_frame_init(f, function, co, count);
    memcpy(f->localsplus, slots, (size_t)count * sizeof(*slots));
    rt_incref((PyObject *)function);
    rt_incref((PyObject *)co);
    f->f_locals = namespace;
    rt_at_next(f, _PyCode_CODE(co), 0);
    rt_frame_mark(f, RT_INTERPRETED);
    *result = rt_interpret(ts, f);
    return 1;
}

PyObject *rt_call_interpreted(PyThreadState *ts, PyObject *func, PyObject *const *args, Py_ssize_t n, PyObject *kwnames)
{
    PyFunctionObject *function = (PyFunctionObject *)func;
    PyObject *result;
    if (kwnames == RT_NAMESPACE) {
        result = PyEval_EvalCodeEx(function->func_code, function->func_globals, args[0], NULL, 0, NULL, 0, NULL, 0,
                                   NULL, function->func_closure);
        rt_decref(args[0]);
        return result;
    }
    if (interpret(ts, function, args, n, kwnames, &result)) {
        return result;
    }
    result = rt_interpreter_vectorcall(func, args, (size_t)n, kwnames);
    /* arguments too many go first */
    PyCodeObject *co = (PyCodeObject *)function->func_code;
    Py_ssize_t total = n + (kwnames != NULL ? PyTuple_GET_SIZE(kwnames) : 0);
    Py_ssize_t fit = co->co_flags & CO_VARARGS || n < co->co_argcount ? n : co->co_argcount;
    for (Py_ssize_t i = fit; i < n; i++) {
        rt_decref(args[i]);
    }
    for (Py_ssize_t i = 0; i < total; i++) {
        if (i < fit || i >= n) {
            rt_decref(args[i]);
        }
    }
    return result;
}

/* What a call that the interpreter counts as one of C takes of the C stack, generously. */
#define STACK_OF_C_CALL 3072 /* list.sort has 2.5 kB of its own */

/* rt_call_interpreted where the C stack runs low, `reserve` bytes being left. Calls from interpreted code to functions
 * it runs itself do not use the C stack: until this call is done, `function` is such a one, so that it recurses as
 * deeply as the recursion limit says. C code may meanwhile nest only as deeply as the reserve allows. */
static PyObject *call_on_low_stack(PyThreadState *ts, PyFunctionObject *function, PyObject *const *args, Py_ssize_t n,
                                   PyObject *kwnames, size_t reserve)
{
    vectorcallfunc compiled = function->vectorcall;
    PyTypeObject *type = Py_TYPE(function);
    int *c_calls = rt_py_c_recursion(ts), withheld = *c_calls - (int)(reserve / STACK_OF_C_CALL);
    if (withheld < 0 || c_calls == rt_py_recursion(ts))
        withheld = 0;
    *c_calls -= withheld;
    function->vectorcall = rt_low_stack_vectorcall;
    Py_SET_TYPE(function, &PyFunction_Type);
    PyObject *result = rt_call_interpreted(ts, (PyObject *)function, args, n, kwnames);
    Py_SET_TYPE(function, type);
    function->vectorcall = compiled;
    function->func_version = 0;
    *c_calls += withheld;
    return result;
}

/* rt_call_interpreted where somebody may observe the caller. */
static PyObject *call_observed(PyThreadState *ts, PyObject *func, PyObject *const *args, Py_ssize_t n,
                               PyObject *kwnames)
{
    PyObject *result = rt_call_interpreted(ts, func, args, n, kwnames);
    if (kwnames != RT_NAMESPACE)
        rt_end_unreported(ts, result);
    return result;
}

static void drop_arguments(PyObject *const *args, Py_ssize_t n, PyObject *kwnames)
{
    Py_ssize_t total = kwnames == RT_NAMESPACE ? 1 : n + (kwnames != NULL ? PyTuple_GET_SIZE(kwnames) : 0);
    for (Py_ssize_t i = 0; i < total; i++)
        rt_decref(args[i]);
}

/* Where compiled code may not run: 0, the arguments are gone, and `*result` is what the code shall return; or 1 after
 * all, the data stack has room for `size` bytes. */
static RT_COLD int enter_check(PyThreadState *ts, PyObject *func, PyObject *const *args, Py_ssize_t n,
                               PyObject *kwnames, PyCodeObject *co, size_t size, PyObject **result)
{
    const rt_entry *entry = rt_compiled(co);
    int is_sealed = entry != NULL && entry->stops == NULL;
    if (!is_sealed && rt_observed_slowly(ts, co)) {
        *result = call_observed(ts, func, args, n, kwnames);
        return 0;
    }
    char here;
    if (!is_sealed && rt_stack_is_low(&here) && *rt_py_recursion(ts) > 0) {
        size_t reserve = rt_stack_for_nesting(&here);
        *result = call_on_low_stack(ts, (PyFunctionObject *)func, args, n, kwnames, reserve);
        return 0;
    }
    *result = NULL;
    if (rt_recursion_check(ts, &here) < 0) {
        drop_arguments(args, n, kwnames);
        return 0;
    }
    if (rt_data_reserve(ts, size) < 0) {
        drop_arguments(args, n, kwnames);
        PyErr_NoMemory();
        return 0;
    }
    return 1;
}

_PyInterpreterFrame *rt_enter_slowly(PyThreadState *ts, PyObject *func, PyObject *const *args, Py_ssize_t n,
                                     PyObject *kwnames, PyCodeObject *co, PyObject **result)
{
    PyFunctionObject *function = (PyFunctionObject *)func;
    int *remaining = rt_py_recursion(ts);
    size_t size = offsetof(_PyInterpreterFrame, localsplus) + (size_t)co->co_nlocalsplus * sizeof(PyObject *);
    if (RT_UNLIKELY(rt_maybe_observed(ts, co) || ts->interp->eval_frame != NULL || *remaining <= 0 ||
                    rt_stack_doubtful(result) || !rt_data_fits(ts, size)) &&
        !enter_check(ts, func, args, n, kwnames, co, size, result)) {
        return NULL;
    }
    _PyInterpreterFrame *f = rt_data_push(ts, size);
    rt_frame_init(f, function, co, co->co_nlocalsplus);
    if (!rt_bind(function, co, args, n, kwnames, f->localsplus, &f->f_locals)) {
        rt_data_pop(ts, f);
        *result = rt_call_interpreted(ts, func, args, n, kwnames);
        return NULL;
    }
    f->previous = rt_current_frame(ts);
    rt_set_current_frame(ts, f);
    --*remaining;
    return f;
}
