#include "attributes.h"

PyObject *rt_load_attr_slowly(PyObject *obj, PyObject *name, rt_attr_cache *cache)
{
    return PyObject_GetAttr(obj, name);
}

int rt_store_attr(PyObject *obj, PyObject *name, PyObject *value, rt_attr_cache *cache)
{
    return PyObject_SetAttr(obj, name, value);
}

int rt_load_method(PyObject *obj, PyObject *name, rt_method_cache *cache, PyObject **function,
                   PyObject **self)
{
    *self = _PyObject_GetMethod(obj, name, function) ? rt_newref(obj) : NULL;
    return *function != NULL ? 0 : -1;
}

PyObject *rt_load_super_attr(PyObject *super_, PyObject *cls, PyObject *self, PyObject *name)
{
    PyObject *args[] = {NULL, cls, self};
    PyObject *bound = PyObject_Vectorcall(super_, args + 1, 2 | PY_VECTORCALL_ARGUMENTS_OFFSET, NULL);
    if (bound == NULL)
        return NULL;
    PyObject *result = PyObject_GetAttr(bound, name);
    rt_decref(bound);
    return result;
}

int rt_load_super_method(PyObject *super_, PyObject *cls, PyObject *self, PyObject *name, PyObject **function,
                         PyObject **bound)
{
    *bound = NULL;
    *function = rt_load_super_attr(super_, cls, self, name);
    return *function != NULL ? 0 : -1;
}
