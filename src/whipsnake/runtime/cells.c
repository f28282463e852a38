#include "cells.h"

#include "py/exc.h"
#include "py/lookup.h"

/* Set the `name` attribute of a raised NameError. */
static void set_error_name(PyThreadState *ts, PyObject *name)
{
    PyObject *exc = rt_take_raised(ts);
    if (Py_IS_TYPE(exc, (PyTypeObject *)PyExc_NameError) && ((PyNameErrorObject *)exc)->name == NULL) {
        ((PyNameErrorObject *)exc)->name = Py_NewRef(name);
    }
    rt_set_raised(ts, exc);
}

RT_COLD void rt_unbound(PyCodeObject *co, int i)
{
    PyThreadState *ts = rt_thread();
    if (rt_failed(ts)) {
        return;
    }
    PyObject *name = PyTuple_GET_ITEM(co->co_localsplusnames, i);
    const char *text = PyUnicode_AsUTF8(name);
    if (text == NULL) {
        return;
    }
    if (i < co->co_nlocalsplus - co->co_nfreevars) {
        PyErr_Format(PyExc_UnboundLocalError,
                     "cannot access local variable '%s' where it is not associated with a value", text);
    }
    else {
        PyErr_Format(PyExc_NameError,
                     "cannot access free variable '%s' where it is not associated with a value in enclosing scope",
                     text);
        set_error_name(ts, name);
    }
}

int rt_cell_delete(PyObject *cell, PyCodeObject *co, int i)
{
    PyObject *old = ((PyCellObject *)cell)->ob_ref;
    if (old == NULL) {
        rt_unbound(co, i);
        return -1;
    }
    ((PyCellObject *)cell)->ob_ref = NULL;
    rt_decref(old);
    return 0;
}

PyObject *rt_closure_item(_PyInterpreterFrame *f, int i)
{
    return rt_newref(PyTuple_GET_ITEM(rt_frame_function(f)->func_closure, i));
}

PyObject *rt_load_from_dict_or_cell(PyObject *mapping, PyObject *cell, PyCodeObject *co, int i)
{
    PyObject *value;
    if (rt_optional_item(mapping, PyTuple_GET_ITEM(co->co_localsplusnames, i), &value) != 0) {
        return value;
    }
    return rt_cell_get(cell, co, i);
}

void rt_store_local_small(_PyInterpreterFrame *f, const _Py_CODEUNIT *code, PyObject **slots, int i, PyObject *value,
                          int unit)
{
    rt_store_local(f, code, slots, i, value, unit);
}
