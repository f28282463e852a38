/* Binding arguments to parameters where the plain form of rt_enter does not do. */

#include "frame.h"

/* The index of the parameter that the exact string `keyword` names, from `first` on; `total` if none does. */
static int parameter_named(PyCodeObject *co, int first, int total, PyObject *keyword)
{
    PyObject **names = ((PyTupleObject *)co->co_localsplusnames)->ob_item;
    for (int i = first; i < total; i++) {
        if (names[i] == keyword) {
            return i;
        }
    }
    /* nearly all names are interned: what follows is for a misfit, or for the key of a `**kwargs` */
    for (int i = first; i < total; i++) {
        if (PyUnicode_GET_LENGTH(names[i]) == PyUnicode_GET_LENGTH(keyword) &&
            PyUnicode_Compare(names[i], keyword) == 0) {
            return i;
        }
    }
    return total;
}

/* Bind the keyword arguments whose values begin at `values`. `collected`: the `**` dict, or NULL. */
static int bind_keywords(PyCodeObject *co, PyObject *kwnames, PyObject *const *values, PyObject **locals,
                         PyObject *collected)
{
    int total = co->co_argcount + co->co_kwonlyargcount;
    Py_ssize_t n = PyTuple_GET_SIZE(kwnames);
    for (Py_ssize_t k = 0; k < n; k++) {
        PyObject *keyword = PyTuple_GET_ITEM(kwnames, k);
        if (!PyUnicode_CheckExact(keyword)) {
            return 0;
        }
        int i = parameter_named(co, co->co_posonlyargcount, total, keyword);
        if (i < total) {
            if (locals[i] != NULL) {
                return 0;
            }
            locals[i] = rt_newref(values[k]);
        }
        else if (collected == NULL || PyDict_SetItem(collected, keyword, values[k]) < 0) {
            return 0;
        }
    }
    return 1;
}

/* Fill the positional parameters from `given` on, and the keyword-only ones, that are still NULL. */
static int bind_defaults(PyFunctionObject *function, PyCodeObject *co, Py_ssize_t given, PyObject **locals)
{
    int argcount = co->co_argcount;
    PyObject *defaults = function->func_defaults;
    Py_ssize_t required = argcount - (defaults != NULL ? PyTuple_GET_SIZE(defaults) : 0);
    for (Py_ssize_t i = given; i < argcount; i++) {
        if (locals[i] == NULL) {
            if (i < required) {
                return 0;
            }
            locals[i] = rt_newref(PyTuple_GET_ITEM(defaults, i - required));
        }
    }
    for (int i = argcount; i < argcount + co->co_kwonlyargcount; i++) {
        if (locals[i] == NULL) {
            if (function->func_kwdefaults == NULL) {
                return 0;
            }
            PyObject *name = PyTuple_GET_ITEM(co->co_localsplusnames, i);
            PyObject *value = PyDict_GetItemWithError(function->func_kwdefaults, name);
            if (value == NULL) {
                return 0;
            }
            locals[i] = rt_newref(value);
        }
    }
    return 1;
}

static int bind(PyFunctionObject *function, PyCodeObject *co, PyObject *const *args, Py_ssize_t n, PyObject *kwnames,
                PyObject **locals)
{
    int argcount = co->co_argcount;
    Py_ssize_t given = n < argcount ? n : argcount;
    for (Py_ssize_t i = 0; i < given; i++) {
        locals[i] = rt_newref(args[i]);
    }
    PyObject **next = locals + argcount + co->co_kwonlyargcount;
    if (co->co_flags & CO_VARARGS) {
        PyObject *rest = PyTuple_New(n - given);
        if (rest == NULL) {
            return 0;
        }
        for (Py_ssize_t i = given; i < n; i++) {
            PyTuple_SET_ITEM(rest, i - given, rt_newref(args[i]));
        }
        *next++ = rest;
    }
    else if (n > argcount) {
        return 0;
    }
    PyObject *collected = NULL;
    if (co->co_flags & CO_VARKEYWORDS) {
        *next = collected = PyDict_New();
        if (collected == NULL) {
            return 0;
        }
    }
    if (kwnames != NULL && !bind_keywords(co, kwnames, args + n, locals, collected)) {
        return 0;
    }
    return bind_defaults(function, co, given, locals);
}

int rt_bind(PyFunctionObject *function, PyCodeObject *co, PyObject *const *args, size_t nargsf, PyObject *kwnames,
            PyObject **locals, PyObject **namespace)
{
    int count = co->co_nlocalsplus;
    memset(locals, 0, (size_t)count * sizeof(PyObject *));
    if (kwnames == RT_NAMESPACE) {
        *namespace = rt_newref(args[0]);
        return 1;
    }
    if (!bind(function, co, args, PyVectorcall_NARGS(nargsf), kwnames, locals)) {
        for (int i = 0; i < count; i++) {
            rt_xdecref(locals[i]);
        }
        PyErr_Clear();
        return 0;
    }
    if (!(co->co_flags & CO_OPTIMIZED)) {
        *namespace = rt_newref(function->func_globals);
    }
    return 1;
}
