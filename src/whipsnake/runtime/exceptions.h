/* Raising, catching and matching exceptions. */
#ifndef RT_EXCEPTIONS_H
#define RT_EXCEPTIONS_H

#include "py/exc.h"
#include "py/frame.h"

/* Entry of a handler: the raised exception, taken out of the thread state. Owned; NULL during a stop, or if this is
 * one. */
PyObject *rt_catch(PyThreadState *ts);

/* Make `exc` the handled exception (what `sys.exception()` answers). Returns the one handled before, owned:
 * None if there was none. Never fails. */
static inline PyObject *rt_push_exc_info(PyThreadState *ts, PyObject *exc)
{
    _PyErr_StackItem *handled = ts->exc_info;
    PyObject *previous = handled->exc_value;
    handled->exc_value = rt_newref(exc);
    return previous != NULL ? previous : rt_newref(Py_None);
}

/* Leave a handler: `previous` (stolen), from rt_push_exc_info, is the handled exception again. Never fails.
 */
static inline void rt_pop_except(PyThreadState *ts, PyObject *previous)
{
    _PyErr_StackItem *handled = ts->exc_info;
    PyObject *old = handled->exc_value;
    /* None would hide the exceptions that the callers handle */
    handled->exc_value = previous == Py_None ? NULL : previous;
    rt_xdecref(old);
    if (previous == Py_None) {
        rt_decref(previous);
    }
}

/* rt_check_exc_match for all but the plainest types. */
int rt_check_exc_match_slowly(PyThreadState *ts, PyObject *exc, PyObject *type);

/* Whether `except type` catches the exception `exc`: 0 or 1; -1 with TypeError if `type` is neither an
 * exception class nor a tuple of such. */
static inline int rt_check_exc_match(PyThreadState *ts, PyObject *exc, PyObject *type)
{
    /* The class of an exception is an exception class: nothing to check. */
    if ((PyObject *)Py_TYPE(exc) == type) {
        return 1;
    }
    return rt_check_exc_match_slowly(ts, exc, type);
}

/* `except* type` on `exc` (an exception or None): `*match` gets the part that matches, a naked exception
 * wrapped into a group, `*rest` what remains; None stands for nothing; both owned. A match becomes the
 * handled exception. 0, or -1 with an exception (TypeError for a bad type) and both outputs unset. */
int rt_check_eg_match(PyThreadState *ts, PyObject *exc, PyObject *type, PyObject **rest, PyObject **match);

/* After the `except*` clauses of a try: from the exception it began with and the list of those raised or left
 * over, what is to be raised (owned), or None. NULL with an exception. */
PyObject *rt_prep_reraise_star(PyObject *original, PyObject *excs);

/* `raise exc from cause`. Both are stolen, both may be NULL: `rt_raise(ts, NULL, NULL)` is the bare `raise`,
 * for which rt_raise_again is the better choice. Always leaves an exception set, the one asked for or
 * another, with
 * `__context__` chained; returns -1. */
int rt_raise(PyThreadState *ts, PyObject *exc, PyObject *cause);

/* Bare `raise`: the handled exception is raised as it stands, without a traceback entry of `f`; where there
 * is none, RuntimeError, with that entry. So the caller adds none. Returns -1. */
int rt_raise_again(PyThreadState *ts, _PyInterpreterFrame *f);

/* RERAISE: `exc` (stolen, an exception instance) is the raised exception as it stands. */
static inline void rt_reraise(PyThreadState *ts, PyObject *exc)
{
    rt_set_raised(ts, exc);
}

/* RERAISE with an operand: as rt_reraise, and the frame's instruction pointer goes back to `lasti`, an int of
 * rt_lasti. */
void rt_reraise_from(PyThreadState *ts, _PyInterpreterFrame *f, PyObject *exc, PyObject *lasti);

/* The index of the instruction the frame is at, as the int object the interpreter pushes for a handler; -1 where there
 * is no memory for it: MemoryError is then the raised exception. Owned. */
PyObject *rt_lasti(_PyInterpreterFrame *f);

/* What leaves a generator or coroutine instead of `exc`: a RuntimeError caused by it if it is a StopIteration
 * (or, in an async generator, a StopAsyncIteration), else `exc`. Owned; NULL with an exception. */
PyObject *rt_stopiteration_error(PyObject *exc);

/* END_ASYNC_FOR: drop `exc` (stolen) and return 0 if it is a StopAsyncIteration; else raise it as it stands
 * and return -1. */
int rt_end_async_for(PyThreadState *ts, PyObject *exc);

/* CLEANUP_THROW: the value of a StopIteration (owned); NULL after raising any other `exc` as it stands.
 * Steals `exc`. */
PyObject *rt_cleanup_throw(PyThreadState *ts, PyObject *exc);

#endif
