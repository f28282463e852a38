#include "format.h"

#include "stops.h"

PyObject *rt_format_with_spec(PyObject *value, PyObject *spec)
{
    return rt_seen(PyObject_Format(value, spec));
}

PyObject *rt_convert_Str(PyObject *value)
{
    return rt_seen(PyObject_Str(value));
}

PyObject *rt_convert_Repr(PyObject *value)
{
    return rt_seen(PyObject_Repr(value));
}

PyObject *rt_convert_ASCII(PyObject *value)
{
    return rt_seen(PyObject_ASCII(value));
}

int rt_print_expr(PyThreadState *ts, PyObject *value)
{
    /* Calling the hook may replace it. */
    PyObject *hook = Py_XNewRef(PySys_GetObject("displayhook"));
    if (hook == NULL) {
        PyErr_SetString(PyExc_RuntimeError, "lost sys.displayhook");
        return -1;
    }
    PyObject *result = PyObject_CallOneArg(hook, value);
    Py_DECREF(hook);
    Py_XDECREF(result);
    return result == NULL ? -1 : 0;
}
