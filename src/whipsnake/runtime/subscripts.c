#include "subscripts.h"

PyObject *rt_get_item(PyObject *obj, PyObject *key)
{
    return PyObject_GetItem(obj, key);
}

int rt_set_item(PyObject *obj, PyObject *key, PyObject *value)
{
    return PyObject_SetItem(obj, key, value);
}

PyObject *rt_get_slice(PyObject *obj, PyObject *start, PyObject *stop)
{
    PyObject *slice = PySlice_New(start, stop, NULL);
    if (slice == NULL)
        return NULL;
    PyObject *result = PyObject_GetItem(obj, slice);
    rt_decref(slice);
    return result;
}

int rt_set_slice(PyObject *obj, PyObject *start, PyObject *stop, PyObject *value)
{
    PyObject *slice = PySlice_New(start, stop, NULL);
    if (slice == NULL)
        return -1;
    int status = PyObject_SetItem(obj, slice, value);
    rt_decref(slice);
    return status;
}
