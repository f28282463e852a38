#include "subscripts.h"

#include "calls.h"
#include "function.h"
#include "interned.h"
#include "py/dict.h"
#include "py/long.h"
#include "shared.h"
#include "stops.h"

/* The index that an exact int is in a sequence of n items: 1; 0 if it is no such int or out of range. */
RT_INLINE int index_in(PyObject *key, Py_ssize_t n, Py_ssize_t *index)
{
    if (!PyLong_CheckExact(key) || !rt_int_is_compact(key))
        return 0;
    Py_ssize_t i = rt_int_compact_value(key);
    if (i < 0)
        i += n;
    *index = i;
    return (size_t)i < (size_t)n;
}

/* What `__getitem__` in a class makes of mp_subscript; NULL if that could not be found out. */
static binaryfunc subscript_of_classes(void)
{
    static binaryfunc found;
    static int asked;
    if (RT_UNLIKELY(!asked)) {
        asked = 1;
        PyObject *cls = PyObject_CallFunction((PyObject *)&PyType_Type, "s(){sO}", "_", "__getitem__", Py_None);
        if (cls == NULL) {
            PyErr_Clear();
        }
        else {
            found = ((PyTypeObject *)cls)->tp_as_mapping->mp_subscript;
            rt_decref(cls);
        }
    }
    return found;
}

/* The function that is the `__getitem__` of the class with the version, borrowed. */
static struct {
    uint32_t version; /* 0: empty */
    PyObject *function;
} getters[64];

/* `obj[key]` by a `__getitem__` written in Python: 1 and the result; 0 if obj's class has none. */
static int python_get_item(PyObject *obj, PyObject *key, PyObject **result)
{
    static PyObject *slot;
    PyTypeObject *type = Py_TYPE(obj);
    PyMappingMethods *mapping = type->tp_as_mapping;
    if (mapping == NULL || mapping->mp_subscript == NULL || mapping->mp_subscript != subscript_of_classes())
        return 0;
    uint32_t version = type->tp_version_tag;
    size_t place = version % Py_ARRAY_LENGTH(getters);
    PyObject *function = getters[place].function;
    if (RT_UNLIKELY(version == 0 || getters[place].version != version)) {
        PyObject *name = rt_interned(&slot, "__getitem__");
        if (name == NULL) {
            PyErr_Clear();
            return 0;
        }
        function = _PyType_Lookup(type, name);
        if (function == NULL || !rt_is_function(function))
            return 0;
        version = type->tp_version_tag;
        getters[version % Py_ARRAY_LENGTH(getters)].version = version;
        getters[version % Py_ARRAY_LENGTH(getters)].function = function;
    }
    PyObject *args[] = {rt_newref(obj), rt_newref(key)};
    rt_incref(function);
    *result = rt_call_function(rt_thread(), function, args, 2, NULL);
    rt_decref(function);
    return 1;
}

/* rt_get_item for all that is left. */
static RT_NOINLINE PyObject *other_get_item(PyObject *obj, PyObject *key)
{
    PyTypeObject *type = Py_TYPE(obj);
    if (type->tp_flags & Py_TPFLAGS_HEAPTYPE) {
        PyObject *result;
        if (python_get_item(obj, key, &result))
            return rt_seen(result);
    }
    else if (type == &PyUnicode_Type && PyUnicode_IS_READY(obj)) {
        Py_ssize_t i;
        if (index_in(key, PyUnicode_GET_LENGTH(obj), &i))
            return PyUnicode_FromOrdinal((int)PyUnicode_READ_CHAR(obj, i));
    }
    return rt_seen(PyObject_GetItem(obj, key));
}

PyObject *rt_get_item(PyObject *obj, PyObject *key)
{
    PyTypeObject *type = Py_TYPE(obj);
    Py_ssize_t i;
    if (type == &PyList_Type) {
        if (RT_LIKELY(index_in(key, PyList_GET_SIZE(obj), &i)))
            return rt_newref(PyList_GET_ITEM(obj, i));
    }
    else if (type == &PyTuple_Type) {
        if (RT_LIKELY(index_in(key, PyTuple_GET_SIZE(obj), &i)))
            return rt_newref(PyTuple_GET_ITEM(obj, i));
    }
    else if (type == &PyDict_Type) {
        if (PyUnicode_CheckExact(key) && RT_LIKELY(rt_keys_are_strings(((PyDictObject *)obj)->ma_keys))) {
            PyObject *value = rt_dict_get((PyDictObject *)obj, key);
            if (RT_LIKELY(value != NULL))
                return rt_newref(value);
        }
        return rt_seen(PyDict_Type.tp_as_mapping->mp_subscript(obj, key));
    }
    return other_get_item(obj, key);
}

int rt_set_item(PyObject *obj, PyObject *key, PyObject *value)
{
    Py_ssize_t i;
    if (PyList_CheckExact(obj)) {
        if (RT_LIKELY(index_in(key, PyList_GET_SIZE(obj), &i))) {
            PyObject *old = PyList_GET_ITEM(obj, i);
            PyList_SET_ITEM(obj, i, value);
            rt_decref(old);
            return 0;
        }
    }
    if (PyDict_CheckExact(obj)) {
        int status = PyDict_SetItem(obj, key, value);
        rt_decref(value);
        return rt_seen_status(status);
    }
    int status = PyObject_SetItem(obj, key, value);
    rt_decref(value);
    return rt_seen_writing_status(status);
}

int rt_delete_item(PyObject *obj, PyObject *key)
{
    return rt_seen_status(PyObject_DelItem(obj, key));
}

/* A bound of a slice with step 1 on n items, cut to 0 ... n: 1; 0 if it is neither None nor a small exact
 * int. */
RT_INLINE int bound_in(PyObject *bound, Py_ssize_t n, Py_ssize_t absent, Py_ssize_t *index)
{
    if (bound == Py_None) {
        *index = absent;
        return 1;
    }
    if (!PyLong_CheckExact(bound) || !rt_int_is_compact(bound))
        return 0;
    Py_ssize_t i = rt_int_compact_value(bound);
    if (i < 0) {
        i += n;
        *index = i < 0 ? 0 : i;
    }
    else {
        *index = i > n ? n : i;
    }
    return 1;
}

/* Whether it is a list, tuple or string between usual bounds. `*part` is that, or NULL with an exception. */
static int is_usual_part(PyObject *obj, PyObject *start, PyObject *stop, PyObject **part)
{
    PyTypeObject *type = Py_TYPE(obj);
    Py_ssize_t i, j;
    if (type == &PyList_Type) {
        Py_ssize_t n = PyList_GET_SIZE(obj);
        if (bound_in(start, n, 0, &i) && bound_in(stop, n, n, &j)) {
            *part = PyList_GetSlice(obj, i, j);
            return 1;
        }
    }
    else if (type == &PyTuple_Type) {
        Py_ssize_t n = PyTuple_GET_SIZE(obj);
        if (bound_in(start, n, 0, &i) && bound_in(stop, n, n, &j)) {
            *part = PyTuple_GetSlice(obj, i, j);
            return 1;
        }
    }
    else if (type == &PyUnicode_Type && PyUnicode_IS_READY(obj)) {
        Py_ssize_t n = PyUnicode_GET_LENGTH(obj);
        if (bound_in(start, n, 0, &i) && bound_in(stop, n, n, &j)) {
            *part = PyUnicode_Substring(obj, i, j);
            return 1;
        }
    }
    return 0;
}

/* A slice that takes over the references to its bounds: they die with it. */
static PyObject *slice_between(PyObject *start, PyObject *stop)
{
    PyObject *slice = PySlice_New(start, stop, NULL);
    rt_decref(start);
    rt_decref(stop);
    return slice;
}

PyObject *rt_get_slice(PyObject *obj, PyObject *start, PyObject *stop)
{
    PyObject *result;
    if (is_usual_part(obj, start, stop, &result)) {
        rt_decref(start);
        rt_decref(stop);
        return result;
    }
    PyObject *slice = slice_between(start, stop);
    if (slice == NULL)
        return NULL;
    result = PyObject_GetItem(obj, slice);
    rt_decref(slice);
    return rt_seen(result);
}

int rt_set_slice(PyObject *obj, PyObject *start, PyObject *stop, PyObject *value)
{
    /* other iterables may change the list while they are read */
    if (PyList_CheckExact(obj) && (PyList_CheckExact(value) || PyTuple_CheckExact(value))) {
        Py_ssize_t n = PyList_GET_SIZE(obj), i, j;
        if (bound_in(start, n, 0, &i) && bound_in(stop, n, n, &j)) {
            int status = PyList_SetSlice(obj, i, j < i ? i : j, value);
            rt_decref(start);
            rt_decref(stop);
            return status;
        }
    }
    PyObject *slice = slice_between(start, stop);
    if (slice == NULL)
        return -1;
    int status = PyObject_SetItem(obj, slice, value);
    rt_decref(slice);
    return rt_seen_status(status);
}
