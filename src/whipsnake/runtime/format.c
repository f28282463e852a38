#include "format.h"

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
