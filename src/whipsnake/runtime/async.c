#include "async.h"

#include "stops.h"
#include "py/awaitable.h"
#include "py/intrinsics.h"

PyObject *rt_get_aiter(PyThreadState *ts, PyObject *value)
{
    PyAsyncMethods *methods = Py_TYPE(value)->tp_as_async;
    if (methods == NULL || methods->am_aiter == NULL) {
        PyErr_Format(PyExc_TypeError, "'async for' requires an object with __aiter__ method, got %.100s",
                     Py_TYPE(value)->tp_name);
        return NULL;
    }
    PyObject *iterator = methods->am_aiter(value);
    if (iterator == NULL) {
        return NULL;
    }
    methods = Py_TYPE(iterator)->tp_as_async;
    if (methods == NULL || methods->am_anext == NULL) {
        PyErr_Format(PyExc_TypeError,
                     "'async for' received an object from __aiter__ that does not implement __anext__: %.100s",
                     Py_TYPE(iterator)->tp_name);
        Py_DECREF(iterator);
        return NULL;
    }
    return rt_seen(iterator);
}

PyObject *rt_get_anext(PyThreadState *ts, PyObject *aiter)
{
    PyAsyncMethods *methods = Py_TYPE(aiter)->tp_as_async;
    if (PyAsyncGen_CheckExact(aiter)) {
        return methods->am_anext(aiter);
    }
    if (methods == NULL || methods->am_anext == NULL) {
        PyErr_Format(PyExc_TypeError, "'async for' requires an iterator with __anext__ method, got %.100s",
                     Py_TYPE(aiter)->tp_name);
        return NULL;
    }
    PyObject *next = methods->am_anext(aiter);
    if (next == NULL) {
        return NULL;
    }
    PyObject *awaitable = rt_awaitable_iter(next);
    if (awaitable == NULL) {
        _PyErr_FormatFromCause(PyExc_TypeError, "'async for' received an invalid object from __anext__: %.100s",
                               Py_TYPE(next)->tp_name);
    }
    Py_DECREF(next);
    return rt_seen(awaitable);
}

/* Whether `value` is a coroutine, native or by types.coroutine. */
static int is_coroutine(PyObject *value)
{
    return PyCoro_CheckExact(value) || (PyGen_CheckExact(value) && rt_py_is_iterable_coroutine(value));
}

PyObject *rt_awaitable_iter(PyObject *value)
{
    if (is_coroutine(value)) {
        return rt_newref(value);
    }
    PyAsyncMethods *methods = Py_TYPE(value)->tp_as_async;
    if (methods == NULL || methods->am_await == NULL) {
        PyErr_Format(PyExc_TypeError, "object %.100s can't be used in 'await' expression", Py_TYPE(value)->tp_name);
        return NULL;
    }
    PyObject *iterator = methods->am_await(value);
    if (iterator == NULL) {
        return NULL;
    }
    if (is_coroutine(iterator)) {
        PyErr_SetString(PyExc_TypeError, "__await__() returned a coroutine");
        Py_CLEAR(iterator);
    }
    else if (!PyIter_Check(iterator)) {
        PyErr_Format(PyExc_TypeError, "__await__() returned non-iterator of type '%.100s'", Py_TYPE(iterator)->tp_name);
        Py_CLEAR(iterator);
    }
    return iterator;
}

PyObject *rt_async_gen_wrap(PyObject *value)
{
    return rt_py_async_gen_wrap(value);
}
