#include "with.h"

#include "stops.h"

#include "interned.h"
#include "py/lookup.h"

/* How one kind of `with` names its protocol. */
typedef struct {
    const char *enter;
    const char *exit;
    const char *protocol;
    PyObject *enter_name, *exit_name;
} protocol;

static protocol sync_protocol = {"__enter__", "__exit__", "context manager protocol", NULL, NULL};
static protocol async_protocol = {"__aenter__", "__aexit__", "asynchronous context manager protocol", NULL, NULL};

/* Enter `manager` by protocol `p`; outputs and errors as rt_before_with. */
static int enter(PyThreadState *ts, PyObject *manager, protocol *p, PyObject **exit_out, PyObject **entered)
{
    if (rt_interned(&p->enter_name, p->enter) == NULL || rt_interned(&p->exit_name, p->exit) == NULL) {
        return -1;
    }
    PyObject *enter = rt_lookup_special(manager, p->enter_name);
    if (enter == NULL) {
        if (!PyErr_Occurred()) {
            PyErr_Format(PyExc_TypeError, "'%.200s' object does not support the %s", Py_TYPE(manager)->tp_name,
                         p->protocol);
        }
        return -1;
    }
    PyObject *exit = rt_lookup_special(manager, p->exit_name);
    if (exit == NULL) {
        if (!PyErr_Occurred()) {
            PyErr_Format(PyExc_TypeError, "'%.200s' object does not support the %s (missed %s method)",
                         Py_TYPE(manager)->tp_name, p->protocol, p->exit);
        }
        Py_DECREF(enter);
        return -1;
    }
    PyObject *result = PyObject_CallNoArgs(enter);
    Py_DECREF(enter);
    if (result == NULL) {
        Py_DECREF(exit);
        return -1;
    }
    *exit_out = exit;
    *entered = result;
    return 0;
}

int rt_before_with(PyThreadState *ts, PyObject *manager, PyObject **exit, PyObject **entered)
{
    return enter(ts, manager, &sync_protocol, exit, entered);
}

int rt_before_async_with(PyThreadState *ts, PyObject *manager, PyObject **exit, PyObject **awaitable)
{
    int status = enter(ts, manager, &async_protocol, exit, awaitable);
    return status < 0 ? status : rt_seen_all((PyObject *[]){*exit, *awaitable}, 2);
}

PyObject *rt_with_except_start(PyThreadState *ts, PyObject *exit, PyObject *exc)
{
    PyObject *traceback = PyException_GetTraceback(exc);
    PyObject *args[4] = {NULL, (PyObject *)Py_TYPE(exc), exc, traceback != NULL ? traceback : Py_None};
    PyObject *result = PyObject_Vectorcall(exit, args + 1, 3 | PY_VECTORCALL_ARGUMENTS_OFFSET, NULL);
    Py_XDECREF(traceback);
    return result;
}
