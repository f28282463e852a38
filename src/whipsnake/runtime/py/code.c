#include "py/code.h"

#include "interned.h"

PyObject *rt_py_code_replace(PyObject *code, PyObject *changes)
{
    static PyObject *slot;
    PyObject *name = rt_interned(&slot, "replace"), *result = NULL;
    PyObject *replace = name != NULL && changes != NULL ? PyObject_GetAttr(code, name) : NULL;
    PyObject *nothing = replace != NULL ? PyTuple_New(0) : NULL;
    if (nothing != NULL) {
        result = PyObject_Call(replace, nothing, changes);
    }
    Py_XDECREF(nothing);
    Py_XDECREF(replace);
    Py_XDECREF(changes);
    return result;
}
