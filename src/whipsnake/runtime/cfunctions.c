#include "cfunctions.h"

#include "interned.h"

#include "internal/pycore_ceval.h"
#include "internal/pycore_interp.h"

#define SHAPE (METH_VARARGS | METH_FASTCALL | METH_NOARGS | METH_O | METH_KEYWORDS | METH_METHOD)

/* ---- isinstance ---- */

/* Whether `obj.__class__` is its type for each obj of the type: nothing overrides what `object` has. */
static int has_plain_class(PyTypeObject *type)
{
    static PyObject *slot, *plain;
    PyObject *name = rt_interned(&slot, "__class__");
    if (RT_UNLIKELY(name == NULL)) {
        PyErr_Clear();
        return 0;
    }
    if (RT_UNLIKELY(plain == NULL))
        plain = _PyType_Lookup(&PyBaseObject_Type, name);
    return type->tp_getattro == PyObject_GenericGetAttr && _PyType_Lookup(type, name) == plain;
}

/* rt_isinstance where neither code nor an exception is needed: 1 or 0; -1: it may be. */
RT_INLINE int simple_isinstance(PyObject *obj, PyObject *cls)
{
    if (Py_IS_TYPE(obj, (PyTypeObject *)cls))
        return 1;
    if (!PyType_CheckExact(cls))
        return -1;
    if (PyType_IsSubtype(Py_TYPE(obj), (PyTypeObject *)cls))
        return 1;
    return has_plain_class(Py_TYPE(obj)) ? 0 : -1;
}

int rt_isinstance(PyObject *obj, PyObject *cls)
{
    int is = -1;
    if (PyTuple_CheckExact(cls)) {
        is = 0;
        for (Py_ssize_t i = 0; i < PyTuple_GET_SIZE(cls) && is == 0; i++)
            is = simple_isinstance(obj, PyTuple_GET_ITEM(cls, i));
    }
    else {
        is = simple_isinstance(obj, cls);
    }
    return is >= 0 ? is : PyObject_IsInstance(obj, cls);
}

/* ---- calls ---- */

static PyObject *length(PyObject *obj)
{
    Py_ssize_t n = PyObject_Length(obj);
    return n < 0 ? NULL : PyLong_FromSsize_t(n);
}

/* `method(self, arg)`, where `arg` may be NULL, counted among nested calls of C. */
static PyObject *call_counted(PyThreadState *ts, PyCFunction method, PyObject *self, PyObject *arg)
{
    if (_Py_EnterRecursiveCallTstate(ts, " while calling a Python object"))
        return NULL;
    PyObject *result = method(self, arg);
    _Py_LeaveRecursiveCallTstate(ts);
    return result;
}

/* Call what `def` describes with n arguments behind `self`: as rt_call_c_function. */
RT_INLINE int call_method_def(PyThreadState *ts, const PyMethodDef *def, PyObject *self, PyObject **args, size_t n,
                              PyObject **result)
{
    switch (def->ml_flags & SHAPE) {
    case METH_O:
        if (n != 1)
            return 0;
        *result = call_counted(ts, def->ml_meth, self, args[0]);
        return 1;
    case METH_NOARGS:
        if (n != 0)
            return 0;
        *result = call_counted(ts, def->ml_meth, self, NULL);
        return 1;
    case METH_FASTCALL:
        *result = ((_PyCFunctionFast)(void (*)(void))def->ml_meth)(self, args, (Py_ssize_t)n);
        return 1;
    case METH_FASTCALL | METH_KEYWORDS:
        *result = ((_PyCFunctionFastWithKeywords)(void (*)(void))def->ml_meth)(self, args, (Py_ssize_t)n, NULL);
        return 1;
    default:
        return 0;
    }
}

int rt_call_c_function(PyThreadState *ts, PyObject *function, PyObject **args, size_t n, PyObject **result)
{
    if (Py_IS_TYPE(function, &PyCFunction_Type)) {
        const struct callable_cache *known = &ts->interp->callable_cache;
        if (function == known->isinstance && n == 2) {
            int is = rt_isinstance(args[0], args[1]);
            *result = is < 0 ? NULL : rt_newref(is ? Py_True : Py_False);
            return 1;
        }
        if (function == known->len && n == 1) {
            *result = length(args[0]);
            return 1;
        }
        return call_method_def(ts, ((PyCFunctionObject *)function)->m_ml, PyCFunction_GET_SELF(function), args, n,
                               result);
    }
    if (Py_IS_TYPE(function, &PyMethodDescr_Type) && n > 0 &&
        PyObject_TypeCheck(args[0], ((PyMethodDescrObject *)function)->d_common.d_type))
        return call_method_def(ts, ((PyMethodDescrObject *)function)->d_method, args[0], args + 1, n - 1, result);
    return 0;
}
