/* The raised exception of a thread, and the handled one: where each CPython version keeps them. */
#ifndef RT_PY_EXC_H
#define RT_PY_EXC_H

#include "refs.h"

/* Whether an exception is raised (set and not yet caught) in this thread. */
static inline int rt_failed(PyThreadState *ts)
{
#if PY_VERSION_HEX >= 0x030C0000
    return ts->current_exception != NULL;
#else
    return ts->curexc_type != NULL;
#endif
}

/* 3.11: the raised (type, value, traceback) as one exception object. See rt_take_raised. */
PyObject *rt_take_raised_slowly(PyThreadState *ts);

/* Take the raised exception out of the thread state. An exception must be set. Returns an owned exception
 * instance with its `__traceback__` in place; on 3.11 that may have to instantiate it, which may yield
 * another exception. */
static inline PyObject *rt_take_raised(PyThreadState *ts)
{
#if PY_VERSION_HEX >= 0x030C0000
    PyObject *exc = ts->current_exception;
    ts->current_exception = NULL;
    return exc;
#else
    PyObject *type = ts->curexc_type, *exc = ts->curexc_value, *traceback = ts->curexc_traceback;
    /* a metaclass of the program's own is asked for its __subclasscheck__ */
    if (RT_UNLIKELY(exc == NULL || (PyObject *)Py_TYPE(exc) != type || !PyExceptionInstance_Check(exc) ||
                    !Py_IS_TYPE(type, &PyType_Type))) {
        return rt_take_raised_slowly(ts);
    }
    ts->curexc_type = ts->curexc_value = ts->curexc_traceback = NULL;
    PyObject **slot = &((PyBaseExceptionObject *)exc)->traceback;
    PyObject *old = *slot;
    *slot = traceback;
    rt_xdecref(old);
    rt_decref(type);
    return exc;
#endif
}

/* Make `exc`, an exception instance whose reference is stolen, the raised exception as it stands: with its
 * own traceback, no context added. Nothing may be raised at the time. */
static inline void rt_set_raised(PyThreadState *ts, PyObject *exc)
{
#if PY_VERSION_HEX >= 0x030C0000
    ts->current_exception = exc;
#else
    ts->curexc_type = rt_newref((PyObject *)Py_TYPE(exc));
    ts->curexc_value = exc;
    PyObject *traceback = ((PyBaseExceptionObject *)exc)->traceback;
    /* None, where one was wiped, is no traceback to add entries to. */
    ts->curexc_traceback = traceback == Py_None ? NULL : rt_xnewref(traceback);
#endif
}

/* The key of a raised KeyError that DICT_MERGE reports as a repeated keyword argument; NULL without an error
 * if the raised exception is of another shape. The exception stays raised. Returns a new reference. */
PyObject *rt_repeated_keyword(PyThreadState *ts);

/* Whether `raise x from cls` insists that calling `cls` gives an exception; before, anything became the
 * cause. */
#define RT_CHECKS_CAUSE (PY_VERSION_HEX >= 0x030D0000)

#endif
