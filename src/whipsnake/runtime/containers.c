#include "containers.h"

#include "stops.h"
#include "interned.h"
#include "py/exc.h"

/* ---- displays
 * --------------------------------------------------------------------------------------------------- */

/* Drop n items; returns NULL. */
static RT_COLD PyObject *drop(PyObject *const *items, Py_ssize_t n)
{
    for (Py_ssize_t i = 0; i < n; i++) {
        rt_decref(items[i]);
    }
    return NULL;
}

PyObject *rt_build_tuple(PyObject *const *items, Py_ssize_t n)
{
    PyObject *tuple = PyTuple_New(n);
    if (RT_UNLIKELY(tuple == NULL)) {
        return drop(items, n);
    }
    memcpy(((PyTupleObject *)tuple)->ob_item, items, (size_t)n * sizeof(*items));
    return tuple;
}

PyObject *rt_build_list(PyObject *const *items, Py_ssize_t n)
{
    PyObject *list = PyList_New(n);
    if (RT_UNLIKELY(list == NULL)) {
        return drop(items, n);
    }
    if (n > 0) {
        memcpy(((PyListObject *)list)->ob_item, items, (size_t)n * sizeof(*items));
    }
    return list;
}

PyObject *rt_build_set(PyObject *const *items, Py_ssize_t n)
{
    PyObject *set = PySet_New(NULL);
    for (Py_ssize_t i = 0; set != NULL && i < n; i++) {
        if (PySet_Add(set, items[i]) < 0) {
            Py_CLEAR(set);
        }
    }
    return rt_seen(set);
}

PyObject *rt_build_map(PyObject *const *items, Py_ssize_t n)
{
    return n == 0 ? PyDict_New() : rt_seen(rt_py_dict_from_items(items, 2, items + 1, 2, n / 2));
}

PyObject *rt_build_const_key_map(PyObject *keys, PyObject *const *items, Py_ssize_t n)
{
    return rt_py_dict_from_items(((PyTupleObject *)keys)->ob_item, 1, items, 1, n);
}

PyObject *rt_build_string(PyObject *const *items, Py_ssize_t n)
{
    static PyObject *empty;
    PyObject *separator = rt_interned(&empty, "");
    return separator == NULL ? NULL : _PyUnicode_JoinArray(separator, items, n);
}

/* ---- filling
 * ---------------------------------------------------------------------------------------------------- */

int rt_list_append_slowly(PyObject *list, PyObject *value)
{
    int status = PyList_Append(list, value);
    rt_decref(value);
    return status;
}

int rt_list_extend(PyThreadState *ts, PyObject *list, PyObject *iterable)
{
    PyObject *none = _PyList_Extend((PyListObject *)list, iterable);
    if (RT_LIKELY(none != NULL)) {
        Py_DECREF(none);
        return rt_seen_status(0);
    }
    if (PyErr_ExceptionMatches(PyExc_TypeError) && Py_TYPE(iterable)->tp_iter == NULL && !PySequence_Check(iterable)) {
        PyErr_Clear();
        PyErr_Format(PyExc_TypeError, "Value after * must be an iterable, not %.200s", Py_TYPE(iterable)->tp_name);
    }
    return -1;
}

int rt_set_add(PyObject *set, PyObject *value)
{
    return rt_seen_status(PySet_Add(set, value));
}

int rt_map_add(PyObject *dict, PyObject *key, PyObject *value)
{
    return rt_seen_status(PyDict_SetItem(dict, key, value));
}

int rt_set_update(PyObject *set, PyObject *iterable)
{
    return rt_seen_status(_PySet_Update(set, iterable));
}

int rt_dict_update(PyThreadState *ts, PyObject *dict, PyObject *mapping)
{
    if (RT_LIKELY(PyDict_Update(dict, mapping) == 0)) {
        return rt_seen_status(0);
    }
    if (PyErr_ExceptionMatches(PyExc_AttributeError)) {
        PyErr_Format(PyExc_TypeError, "'%.200s' object is not a mapping", Py_TYPE(mapping)->tp_name);
    }
    return -1;
}

/* DICT_MERGE's failure in the words of a call of `function`; an exception is set, and is set afterwards. */
static void explain_merge(PyThreadState *ts, PyObject *mapping, PyObject *function)
{
    if (PyErr_ExceptionMatches(PyExc_AttributeError)) {
        PyErr_Clear();
        PyObject *name = _PyObject_FunctionStr(function);
        if (name != NULL) {
            PyErr_Format(PyExc_TypeError, "%U argument after ** must be a mapping, not %.200s", name,
                         Py_TYPE(mapping)->tp_name);
            Py_DECREF(name);
        }
    }
    else if (PyErr_ExceptionMatches(PyExc_KeyError)) {
        PyObject *key = rt_repeated_keyword(ts);
        if (key == NULL) {
            return;
        }
        PyErr_Clear();
        PyObject *name = _PyObject_FunctionStr(function);
        if (name != NULL) {
            PyErr_Format(PyExc_TypeError, "%U got multiple values for keyword argument '%S'", name, key);
            Py_DECREF(name);
        }
        Py_DECREF(key);
    }
}

int rt_dict_merge(PyThreadState *ts, PyObject *dict, PyObject *mapping, PyObject *function)
{
    if (RT_LIKELY(_PyDict_MergeEx(dict, mapping, 2) == 0)) {
        return rt_seen_status(0);
    }
    explain_merge(ts, mapping, function);
    return -1;
}
