#include "embedded.h"

/* `self` is (function, handler). */
static PyObject *answer(PyObject *self, PyObject *const *args, Py_ssize_t n, PyObject *names)
{
    PyObject *result = PyObject_Vectorcall(PyTuple_GET_ITEM(self, 1), args, (size_t)n, names);
    if (result == Py_NotImplemented) {
        Py_DECREF(result);
        return PyObject_Vectorcall(PyTuple_GET_ITEM(self, 0), args, (size_t)n, names);
    }
    if (result != NULL && PyExceptionInstance_Check(result)) {
        PyErr_SetObject((PyObject *)Py_TYPE(result), result);
        Py_CLEAR(result);
    }
    return result;
}

PyObject *rt_answered(PyObject *Py_UNUSED(self), PyObject *args)
{
    PyObject *function, *handler;
    if (!PyArg_ParseTuple(args, "O!O", &PyCFunction_Type, &function, &handler)) {
        return NULL;
    }
    PyMethodDef *definition = PyMem_Malloc(sizeof(*definition)); /* kept, as the function is */
    if (definition == NULL) {
        return PyErr_NoMemory();
    }
    *definition = *((PyCFunctionObject *)function)->m_ml;
    definition->ml_meth = (PyCFunction)(void (*)(void))answer;
    definition->ml_flags = METH_FASTCALL | METH_KEYWORDS;
    return PyCFunction_NewEx(definition, args, ((PyCFunctionObject *)function)->m_module);
}
