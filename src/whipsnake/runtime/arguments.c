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

/* A default in a slot is marked until all is bound: the slot does not own it yet. */
#define DEFAULT_BIT 1

RT_INLINE PyObject *marked(PyObject *value)
{
    return (PyObject *)((uintptr_t)value | DEFAULT_BIT);
}

/* Bind the keyword arguments whose values begin at `values`. `collected`: the `**` dict, which takes references of its
 * own, or NULL. */
static int bind_keywords(PyCodeObject *co, PyObject *kwnames, PyObject *const *values, PyObject **locals,
                         PyObject *collected)
{
    int total = co->co_argcount + co->co_kwonlyargcount;
    Py_ssize_t n = PyTuple_GET_SIZE(kwnames), others = 0;
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
            locals[i] = values[k];
        }
        else if (collected == NULL || PyDict_SetItem(collected, keyword, values[k]) < 0) {
            return 0;
        }
        else {
            others++;
        }
    }
    return others == 0 || PyDict_GET_SIZE(collected) == others;
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
            locals[i] = marked(PyTuple_GET_ITEM(defaults, i - required));
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
            locals[i] = marked(value);
        }
    }
    return 1;
}

/* All parameters have their argument or default: the slots own them now, and `rest` and `collected` theirs. */
static void settle(PyCodeObject *co, PyObject *const *args, Py_ssize_t given, PyObject **locals, PyObject *rest,
                   PyObject *collected)
{
    int total = co->co_argcount + co->co_kwonlyargcount;
    for (Py_ssize_t i = given; i < total; i++) {
        if ((uintptr_t)locals[i] & DEFAULT_BIT) {
            locals[i] = rt_newref((PyObject *)((uintptr_t)locals[i] & ~(uintptr_t)DEFAULT_BIT));
        }
    }
    PyObject **next = &locals[total];
    if (rest != NULL) {
        memcpy(((PyTupleObject *)rest)->ob_item, args + given, (size_t)PyTuple_GET_SIZE(rest) * sizeof(*args));
        *next++ = rest;
    }
    if (collected != NULL) {
        *next = collected;
        Py_ssize_t at = 0;
        PyObject *key, *value;
        while (PyDict_Next(collected, &at, &key, &value)) {
            rt_decref(value);
        }
    }
}

static int bind(PyFunctionObject *function, PyCodeObject *co, PyObject *const *args, Py_ssize_t n, PyObject *kwnames,
                PyObject **locals)
{
    Py_ssize_t given = n < co->co_argcount ? n : co->co_argcount;
    memcpy(locals, args, (size_t)given * sizeof(*args));
    memset(locals + given, 0, (size_t)(co->co_nlocalsplus - given) * sizeof(*locals));
    PyObject *rest = NULL, *collected = NULL;
    int fits = n == given || (co->co_flags & CO_VARARGS);
    if (fits && (co->co_flags & CO_VARARGS)) {
        rest = PyTuple_New(n - given);
        fits = rest != NULL;
    }
    if (fits && (co->co_flags & CO_VARKEYWORDS)) {
        collected = PyDict_New();
        fits = collected != NULL;
    }
    if (fits && (kwnames == NULL || bind_keywords(co, kwnames, args + n, locals, collected)) &&
        bind_defaults(function, co, given, locals)) {
        settle(co, args, given, locals, rest, collected);
        return 1;
    }
    rt_xdecref(rest);
    rt_xdecref(collected);
    PyErr_Clear();
    return 0;
}

int rt_bind(PyFunctionObject *function, PyCodeObject *co, PyObject *const *args, Py_ssize_t n, PyObject *kwnames,
            PyObject **locals, PyObject **namespace)
{
    if (kwnames == RT_NAMESPACE) {
        memset(locals, 0, (size_t)co->co_nlocalsplus * sizeof(*locals));
        *namespace = args[0];
        return 1;
    }
    if (!bind(function, co, args, n, kwnames, locals)) {
        return 0;
    }
    if (!(co->co_flags & CO_OPTIMIZED)) {
        *namespace = rt_newref(function->func_globals);
    }
    return 1;
}
