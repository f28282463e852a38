#include "py/exc.h"

#if PY_VERSION_HEX < 0x030C0000

PyObject *rt_take_raised_slowly(PyThreadState *ts)
{
    PyObject *type, *exc, *traceback;
    PyErr_Fetch(&type, &exc, &traceback);
    if (type == NULL)
        return NULL;
    PyErr_NormalizeException(&type, &exc, &traceback);
    PyException_SetTraceback(exc, traceback != NULL ? traceback : Py_None);
    Py_XDECREF(traceback);
    Py_XDECREF(type);
    return exc;
}

PyObject *rt_repeated_keyword(PyThreadState *ts)
{
    /* An instance is no tuple: while another exception is handled, 3.11 instantiates at once, and so reports
     * nothing. */
    PyObject *args = ts->curexc_value;
    if (args == NULL || !PyTuple_Check(args) || PyTuple_GET_SIZE(args) != 1) {
        return NULL;
    }
    return Py_NewRef(PyTuple_GET_ITEM(args, 0));
}

#else

PyObject *rt_repeated_keyword(PyThreadState *ts)
{
    PyObject *args = ((PyBaseExceptionObject *)ts->current_exception)->args;
    if (args == NULL || !PyTuple_Check(args) || PyTuple_GET_SIZE(args) != 1) {
        return NULL;
    }
    return Py_NewRef(PyTuple_GET_ITEM(args, 0));
}

#endif
