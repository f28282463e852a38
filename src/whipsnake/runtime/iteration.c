#include "iteration.h"

#include "cells.h"
#include "generator.h"
#include "py/exc.h"
#include "py/iterators.h"
#include "py/long.h"
#include "stops.h"

PyObject *rt_get_iter(PyObject *value)
{
    return rt_seen(PyObject_GetIter(value));
}

/* The next item of any iterator. */
static PyObject *next_item(PyThreadState *ts, PyObject *iterator)
{
    PyTypeObject *type = Py_TYPE(iterator);
    if (type == &PyGen_Type) {
        PyGenObject *gen = (PyGenObject *)iterator;
        rt_body body = rt_gen_resumable(ts, gen);
        if (body != NULL) {
            PyObject *result;
            if (rt_resume(ts, gen, body, rt_newref(Py_None), &result) == PYGEN_RETURN)
                Py_CLEAR(result);
            return result;
        }
    }
    PyObject *item = type->tp_iternext(iterator);
    if (item == NULL && rt_failed(ts) && PyErr_ExceptionMatches(PyExc_StopIteration))
        PyErr_Clear();
    return item;
}

PyObject *rt_iter_next(PyThreadState *ts, PyObject *iterator)
{
    PyTypeObject *type = Py_TYPE(iterator);
    if (type == &PyListIter_Type) {
        struct rt_sequence_iterator *items = (struct rt_sequence_iterator *)iterator;
        PyObject *list = items->sequence;
        /* How an iterator says that it has ended depends on the version: it does that itself. */
        if (RT_LIKELY(list != NULL && (size_t)items->index < (size_t)PyList_GET_SIZE(list)))
            return rt_newref(PyList_GET_ITEM(list, items->index++));
    }
    else if (type == &PyRangeIter_Type) {
        long number;
        return rt_range_next(iterator, &number) ? rt_int_from(number) : NULL;
    }
    else if (type == &PyTupleIter_Type) {
        struct rt_sequence_iterator *items = (struct rt_sequence_iterator *)iterator;
        PyObject *tuple = items->sequence;
        if (RT_LIKELY(tuple != NULL && items->index < PyTuple_GET_SIZE(tuple)))
            return rt_newref(PyTuple_GET_ITEM(tuple, items->index++));
    }
    return rt_seen_item(ts, next_item(ts, iterator));
}

/* Drop the first n of `items`. */
static RT_COLD void drop(PyObject **items, Py_ssize_t n)
{
    for (Py_ssize_t i = 0; i < n; i++)
        rt_decref(items[i]);
}

/* iter(value) with unpacking's own TypeError. */
static PyObject *iter_to_unpack(PyThreadState *ts, PyObject *value)
{
    PyObject *iterator = PyObject_GetIter(value);
    if (iterator == NULL && PyErr_ExceptionMatches(PyExc_TypeError) && Py_TYPE(value)->tp_iter == NULL &&
        !PySequence_Check(value)) {
        PyErr_Format(PyExc_TypeError, "cannot unpack non-iterable %.200s object", Py_TYPE(value)->tp_name);
    }
    return iterator;
}

/* The next n items of `iterator` into `results`. The number of items there were, or -1 with an exception;
 * `results` is unset unless that is n. */
static Py_ssize_t take(PyThreadState *ts, PyObject *iterator, Py_ssize_t n, PyObject **results)
{
    for (Py_ssize_t i = 0; i < n; i++) {
        results[i] = next_item(ts, iterator);
        if (results[i] == NULL) {
            int failed = rt_failed(ts);
            drop(results, i);
            return failed ? -1 : i;
        }
    }
    return n;
}

static RT_NOINLINE int unpack_iterable(PyThreadState *ts, PyObject *value, Py_ssize_t n, PyObject **results)
{
    PyObject *iterator = iter_to_unpack(ts, value);
    if (iterator == NULL)
        return -1;
    Py_ssize_t found = take(ts, iterator, n, results);
    if (found != n) {
        if (found >= 0)
            PyErr_Format(PyExc_ValueError, "not enough values to unpack (expected %zd, got %zd)", n, found);
        rt_decref(iterator);
        return -1;
    }
    PyObject *excess = next_item(ts, iterator);
    if (excess != NULL || rt_failed(ts)) {
        if (excess != NULL) {
            rt_decref(excess);
            PyErr_Format(PyExc_ValueError, "too many values to unpack (expected %zd)", n);
        }
        drop(results, n);
        rt_decref(iterator);
        return -1;
    }
    rt_decref(iterator);
    return rt_seen_all(results, (int)n);
}

int rt_unpack(PyThreadState *ts, PyObject *value, Py_ssize_t n, PyObject **results)
{
    PyObject *const *items;
    if (PyTuple_CheckExact(value) && PyTuple_GET_SIZE(value) == n)
        items = ((PyTupleObject *)value)->ob_item;
    else if (PyList_CheckExact(value) && PyList_GET_SIZE(value) == n)
        items = ((PyListObject *)value)->ob_item;
    else
        return unpack_iterable(ts, value, n, results);
    for (Py_ssize_t i = 0; i < n; i++)
        results[i] = rt_newref(items[i]);
    return 0;
}

int rt_unpack_into(PyThreadState *ts, _PyInterpreterFrame *f, const _Py_CODEUNIT *code, PyObject *value, Py_ssize_t n,
                   const rt_target *targets, int owned)
{
    PyObject *items[n]; /* a finaliser that a store runs may change a list, or drop the tuple */
    if (rt_unpack(ts, value, n, items) < 0)
        return -1;
    if (owned)
        rt_decref(value);
    for (Py_ssize_t i = 0; i < n; i++)
        rt_store_local(f, code, f->localsplus, targets[i].slot, items[i], targets[i].unit);
    return 0;
}

int rt_unpack_ex(PyThreadState *ts, PyObject *value, Py_ssize_t before, Py_ssize_t after, PyObject **results)
{
    PyObject *iterator = iter_to_unpack(ts, value);
    if (iterator == NULL)
        return -1;
    Py_ssize_t found = take(ts, iterator, before, results);
    if (found != before) {
        if (found >= 0) {
            PyErr_Format(PyExc_ValueError, "not enough values to unpack (expected at least %zd, got %zd)",
                         before + after, found);
        }
        rt_decref(iterator);
        return -1;
    }
    PyObject *rest = PySequence_List(iterator);
    rt_decref(iterator);
    if (rest == NULL) {
        drop(results, before);
        return -1;
    }
    Py_ssize_t middle = PyList_GET_SIZE(rest) - after;
    if (middle < 0) {
        PyErr_Format(PyExc_ValueError, "not enough values to unpack (expected at least %zd, got %zd)", before + after,
                     before + PyList_GET_SIZE(rest));
        rt_decref(rest);
        drop(results, before);
        return -1;
    }
    /* the list gives up its last items */
    for (Py_ssize_t i = 0; i < after; i++)
        results[before + 1 + i] = PyList_GET_ITEM(rest, middle + i);
    Py_SET_SIZE(rest, middle);
    results[before] = rest;
    return rt_seen_all(results, (int)(before + 1 + after));
}

PyObject *rt_get_len(PyObject *value)
{
    Py_ssize_t n = PyObject_Length(value);
    return n < 0 ? NULL : rt_seen(PyLong_FromSsize_t(n));
}
