#include "exceptions.h"

#include "frame.h"
#include "interned.h"
#include "py/intrinsics.h"
#include "stops.h"

PyObject *rt_catch(PyThreadState *ts)
{
    return rt_seen(rt_take_raised(ts));
}

/* ---- matching
 * --------------------------------------------------------------------------------------------------- */

/* Whether `type` may stand after `except`; if not, TypeError. */
static int check_catchable(PyObject *type)
{
    int valid;
    if (PyTuple_Check(type)) {
        valid = 1;
        for (Py_ssize_t i = 0; valid && i < PyTuple_GET_SIZE(type); i++) {
            valid = PyExceptionClass_Check(PyTuple_GET_ITEM(type, i));
        }
    }
    else {
        valid = PyExceptionClass_Check(type);
    }
    if (!valid) {
        PyErr_SetString(PyExc_TypeError, "catching classes that do not inherit from BaseException is not allowed");
    }
    return valid;
}

int rt_check_exc_match_slowly(PyThreadState *ts, PyObject *exc, PyObject *type)
{
    if (PyExceptionClass_Check(type)) {
        return PyType_IsSubtype(Py_TYPE(exc), (PyTypeObject *)type);
    }
    if (!check_catchable(type)) {
        return -1;
    }
    return PyErr_GivenExceptionMatches(exc, type);
}

/* Whether `type`, which may stand after `except`, may stand after `except*`; if not, an exception. */
static int check_star_catchable(PyObject *type)
{
    int is_group = 0;
    if (PyTuple_Check(type)) {
        for (Py_ssize_t i = 0; is_group == 0 && i < PyTuple_GET_SIZE(type); i++) {
            is_group = PyObject_IsSubclass(PyTuple_GET_ITEM(type, i), PyExc_BaseExceptionGroup);
        }
    }
    else {
        is_group = PyObject_IsSubclass(type, PyExc_BaseExceptionGroup);
    }
    if (is_group > 0) {
        PyErr_SetString(PyExc_TypeError, "catching ExceptionGroup with except* is not allowed. Use except instead.");
    }
    return is_group == 0;
}

/* A naked exception as the group of it alone. Owned; NULL with an exception. */
static PyObject *wrap_in_group(PyObject *exc)
{
    PyObject *excs = PyTuple_Pack(1, exc);
    if (excs == NULL) {
        return NULL;
    }
    PyObject *group = PyObject_CallFunction(PyExc_BaseExceptionGroup, "sO", "", excs);
    Py_DECREF(excs);
    return group;
}

/* Split the group `exc` by `type`; outputs as those of rt_check_eg_match. 0, or -1 with an exception. */
static int split_group(PyObject *exc, PyObject *type, PyObject **rest, PyObject **match)
{
    static PyObject *split;
    PyObject *name = rt_interned(&split, "split");
    PyObject *pair = name == NULL ? NULL : PyObject_CallMethodOneArg(exc, name, type);
    if (pair == NULL) {
        return -1;
    }
    if (!PyTuple_CheckExact(pair) || PyTuple_GET_SIZE(pair) < 2) {
        PyErr_Format(PyExc_TypeError, "%.200s.split must return a 2-tuple, not %.200s", Py_TYPE(exc)->tp_name,
                     Py_TYPE(pair)->tp_name);
        Py_DECREF(pair);
        return -1;
    }
    *match = Py_NewRef(PyTuple_GET_ITEM(pair, 0));
    *rest = Py_NewRef(PyTuple_GET_ITEM(pair, 1));
    Py_DECREF(pair);
    return 0;
}

int rt_check_eg_match(PyThreadState *ts, PyObject *exc, PyObject *type, PyObject **rest, PyObject **match)
{
    if (!check_catchable(type) || !check_star_catchable(type)) {
        return -1;
    }
    PyObject *matched = Py_None, *remaining = Py_None;
    int is_group = PyObject_TypeCheck(exc, (PyTypeObject *)PyExc_BaseExceptionGroup);
    if (exc == Py_None) {
        Py_INCREF(matched);
        Py_INCREF(remaining);
    }
    else if (PyErr_GivenExceptionMatches(exc, type)) {
        matched = is_group ? Py_NewRef(exc) : wrap_in_group(exc);
        if (matched == NULL) {
            return -1;
        }
        Py_INCREF(remaining);
    }
    else if (is_group) {
        if (split_group(exc, type, &remaining, &matched) < 0) {
            return -1;
        }
    }
    else {
        Py_INCREF(matched);
        remaining = Py_NewRef(exc);
    }
    if (matched != Py_None) {
        PyErr_SetHandledException(matched);
    }
    *rest = remaining;
    *match = matched;
    return 0;
}

PyObject *rt_prep_reraise_star(PyObject *original, PyObject *excs)
{
    return rt_py_prep_reraise_star(original, excs);
}

/* ---- raising
 * ---------------------------------------------------------------------------------------------------- */

/* An exception from what stands after `raise` or `from` (stolen): the exception itself, or an instance of the
 * class. NULL with an exception: TypeError `complaint` for anything else, and where a class gives no
 * exception, if `checked`. */
static PyObject *instantiate(PyObject *exc, const char *complaint, int checked)
{
    if (PyExceptionInstance_Check(exc)) {
        return exc;
    }
    PyObject *result = NULL;
    if (PyExceptionClass_Check(exc)) {
        result = PyObject_CallNoArgs(exc);
        if (checked && result != NULL && !PyExceptionInstance_Check(result)) {
            PyErr_Format(PyExc_TypeError, "calling %R should have returned an instance of BaseException, not %R", exc,
                         Py_TYPE(result));
            Py_CLEAR(result);
        }
    }
    else {
        PyErr_SetString(PyExc_TypeError, complaint);
    }
    Py_DECREF(exc);
    return result;
}

/* Raise the exception handled innermost as it stands and return 1; 0 with RuntimeError if there is none. */
static int raise_handled(PyThreadState *ts)
{
    for (_PyErr_StackItem *handled = ts->exc_info; handled != NULL; handled = handled->previous_item) {
        if (handled->exc_value != NULL && handled->exc_value != Py_None) {
            rt_set_raised(ts, rt_newref(handled->exc_value));
            return 1;
        }
    }
    PyErr_SetString(PyExc_RuntimeError, "No active exception to reraise");
    return 0;
}

int rt_raise(PyThreadState *ts, PyObject *exc, PyObject *cause)
{
    if (exc == NULL) {
        Py_XDECREF(cause);
        raise_handled(ts);
        return -1;
    }
    exc = instantiate(exc, "exceptions must derive from BaseException", 1);
    if (exc == NULL) {
        Py_XDECREF(cause);
        return -1;
    }
    if (cause != NULL) {
        if (cause == Py_None) {
            Py_DECREF(cause);
            cause = NULL;
        }
        else {
            cause = instantiate(cause, "exception causes must derive from BaseException", RT_CHECKS_CAUSE);
            if (cause == NULL) {
                Py_DECREF(exc);
                return -1;
            }
        }
        PyException_SetCause(exc, cause);
    }
    PyErr_SetObject((PyObject *)Py_TYPE(exc), exc);
    Py_DECREF(exc);
    return -1;
}

int rt_raise_again(PyThreadState *ts, _PyInterpreterFrame *f)
{
    if (!raise_handled(ts)) {
        rt_traceback(ts, f);
    }
    return -1;
}

void rt_reraise_from(PyThreadState *ts, _PyInterpreterFrame *f, PyObject *exc, PyObject *lasti)
{
    long index = PyLong_AsLong(lasti);
    if (index >= 0) {
        rt_at(f, _PyCode_CODE(rt_frame_code(f)), (int)index);
    }
    rt_set_raised(ts, exc);
}

PyObject *rt_lasti(_PyInterpreterFrame *f)
{
    PyObject *lasti = PyLong_FromLong(_PyInterpreterFrame_LASTI(f));
    /* without memory the handler's exception is now MemoryError, as in the interpreter; a small int is always there */
    return lasti != NULL ? lasti : PyLong_FromLong(-1);
}

/* ---- generators and coroutines
 * ---------------------------------------------------------------------------------- */

PyObject *rt_stopiteration_error(PyObject *exc)
{
    int flags = rt_frame_code(rt_current_frame(rt_thread()))->co_flags;
    const char *message = NULL;
    if (PyErr_GivenExceptionMatches(exc, PyExc_StopIteration)) {
        message = flags & CO_ASYNC_GENERATOR ? "async generator raised StopIteration"
                  : flags & CO_COROUTINE     ? "coroutine raised StopIteration"
                                             : "generator raised StopIteration";
    }
    else if ((flags & CO_ASYNC_GENERATOR) && PyErr_GivenExceptionMatches(exc, PyExc_StopAsyncIteration)) {
        message = "async generator raised StopAsyncIteration";
    }
    if (message == NULL) {
        return rt_newref(exc);
    }
    PyObject *error = PyObject_CallFunction(PyExc_RuntimeError, "s", message);
    if (error == NULL) {
        return NULL;
    }
    PyException_SetCause(error, Py_NewRef(exc));
    PyException_SetContext(error, Py_NewRef(exc));
    return error;
}

int rt_end_async_for(PyThreadState *ts, PyObject *exc)
{
    if (PyErr_GivenExceptionMatches(exc, PyExc_StopAsyncIteration)) {
        rt_decref(exc);
        return 0;
    }
    rt_set_raised(ts, exc);
    return -1;
}

PyObject *rt_cleanup_throw(PyThreadState *ts, PyObject *exc)
{
    if (!PyErr_GivenExceptionMatches(exc, PyExc_StopIteration)) {
        rt_set_raised(ts, exc);
        return NULL;
    }
    PyObject *value = rt_newref(((PyStopIterationObject *)exc)->value);
    rt_decref(exc);
    return value;
}
