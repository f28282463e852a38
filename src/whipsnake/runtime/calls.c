#include "calls.h"

PyObject *rt_call(PyThreadState *ts, PyObject *function, PyObject **args, Py_ssize_t n)
{
    return PyObject_Vectorcall(function, args, (size_t)n | PY_VECTORCALL_ARGUMENTS_OFFSET, NULL);
}

PyObject *rt_call_method(PyThreadState *ts, PyObject *function, PyObject *self, PyObject **args, Py_ssize_t n)
{
    return rt_call_method_kw(ts, function, self, args, n, NULL);
}

PyObject *rt_call_kw(PyThreadState *ts, PyObject *function, PyObject **args, Py_ssize_t n, PyObject *kwnames)
{
    size_t positional = (size_t)(n - PyTuple_GET_SIZE(kwnames));
    return PyObject_Vectorcall(function, args, positional | PY_VECTORCALL_ARGUMENTS_OFFSET, kwnames);
}

PyObject *rt_call_method_kw(PyThreadState *ts, PyObject *function, PyObject *self, PyObject **args,
                            Py_ssize_t n, PyObject *kwnames)
{
    size_t positional = (size_t)(kwnames == NULL ? n : n - PyTuple_GET_SIZE(kwnames));
    if (self == NULL)
        return PyObject_Vectorcall(function, args, positional | PY_VECTORCALL_ARGUMENTS_OFFSET, kwnames);
    args[-1] = self;
    return PyObject_Vectorcall(function, args - 1, positional + 1, kwnames);
}

PyObject *rt_call_ex(PyThreadState *ts, PyObject *function, PyObject *args, PyObject *kwargs)
{
    if (PyTuple_CheckExact(args))
        return PyObject_Call(function, args, kwargs);
    if (Py_TYPE(args)->tp_iter == NULL && !PySequence_Check(args)) {
        PyObject *name = _PyObject_FunctionStr(function);
        if (name != NULL) {
            PyErr_Format(PyExc_TypeError, "%U argument after * must be an iterable, not %.200s", name,
                         Py_TYPE(args)->tp_name);
            rt_decref(name);
        }
        return NULL;
    }
    PyObject *tuple = PySequence_Tuple(args);
    if (tuple == NULL)
        return NULL;
    PyObject *result = PyObject_Call(function, tuple, kwargs);
    rt_decref(tuple);
    return result;
}
