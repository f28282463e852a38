#include "imports.h"

#include "stops.h"
#include "interned.h"
#include "py/imports.h"
#include "py/lookup.h"

/* ---- import a.b.c
 * ----------------------------------------------------------------------------------------------- */

/* The frame's `__import__`, owned; NULL with ImportError or another exception. */
static PyObject *import_function(_PyInterpreterFrame *f)
{
    static PyObject *import_name;
    PyObject *name = rt_interned(&import_name, "__import__"), *function;
    if (name == NULL) {
        return NULL;
    }
    if (rt_optional_item(f->f_builtins, name, &function) == 0) {
        PyErr_SetString(PyExc_ImportError, "__import__ not found");
    }
    return function;
}

PyObject *rt_import_name(PyThreadState *ts, _PyInterpreterFrame *f, PyObject *name, PyObject *fromlist, PyObject *level)
{
    PyObject *function = import_function(f), *result = NULL;
    if (function == NULL) {
        return NULL;
    }
    PyObject *locals = f->f_locals != NULL ? f->f_locals : Py_None;
    if (function == rt_py_import_function(ts)) {
        long depth = PyLong_AsLong(level);
        if (depth != -1 || !PyErr_Occurred()) {
            result = PyImport_ImportModuleLevelObject(name, f->f_globals, locals, fromlist, (int)depth);
        }
    }
    else {
        PyObject *args[6] = {NULL, name, f->f_globals, locals, fromlist, level};
        result = PyObject_Vectorcall(function, args + 1, 5 | PY_VECTORCALL_ARGUMENTS_OFFSET, NULL);
    }
    rt_decref(function);
    return rt_seen(result);
}

/* ---- from a import b
 * -------------------------------------------------------------------------------------------- */

/* The module `module.name` of sys.modules, for a package that is still being imported: 1 and owned `*found`,
 * 0 if there is none, -1 with an exception. */
static int submodule(PyObject *module, PyObject *name, PyObject **found)
{
    static PyObject *name_name;
    PyObject *dunder_name = rt_interned(&name_name, "__name__"), *package;
    int known = dunder_name == NULL ? -1 : rt_optional_attr(module, dunder_name, &package);
    if (known <= 0) {
        /* Versions differ in whether an exception counts: the error report looks once more. */
        PyErr_Clear();
        return 0;
    }
    if (!PyUnicode_Check(package)) {
        Py_DECREF(package);
        return 0;
    }
    PyObject *full_name = PyUnicode_FromFormat("%U.%U", package, name);
    Py_DECREF(package);
    if (full_name == NULL) {
        return -1;
    }
    *found = PyImport_GetModule(full_name);
    Py_DECREF(full_name);
    return *found != NULL ? 1 : PyErr_Occurred() ? -1 : 0;
}

/* A module that says the same of itself as `module`, without its `__getattr__`; what is no module is itself.
 * Owned; NULL with an exception. */
static PyObject *stand_in(PyObject *module)
{
    static PyObject *getattr_name;
    PyObject *getattr = rt_interned(&getattr_name, "__getattr__");
    if (getattr == NULL || !PyModule_Check(module)) {
        return getattr == NULL ? NULL : Py_NewRef(module);
    }
    PyObject *copy = PyModule_New("");
    PyObject *dict = copy == NULL ? NULL : PyModule_GetDict(copy);
    if (dict == NULL) {
        return NULL;
    }
    PyDict_Clear(dict);
    if (PyDict_Update(dict, PyModule_GetDict(module)) < 0 ||
        (PyDict_Contains(dict, getattr) > 0 && PyDict_DelItem(dict, getattr) < 0)) {
        Py_CLEAR(copy);
    }
    return copy;
}

PyObject *rt_import_from(PyThreadState *ts, PyObject *module, PyObject *name)
{
    PyObject *found;
    if (rt_optional_attr(module, name, &found) != 0) {
        return rt_seen(found);
    }
    int known = submodule(module, name, &found);
    if (known != 0) {
        return known < 0 ? NULL : found;
    }
    /* The lookup has happened, and may have run the module's `__getattr__`: it must not run again. */
    PyObject *copy = stand_in(module);
    if (copy != NULL) {
        rt_py_import_from_error(ts, copy, name);
        Py_DECREF(copy);
    }
    return NULL;
}

/* ---- from a import *
 * -------------------------------------------------------------------------------------------- */

/* Raise the TypeError for a name of `module` that is no string: a key of its `__dict__`, or an item of its
 * `__all__`. */
static void not_a_name(PyObject *module, PyObject *name, int from_dict)
{
    static PyObject *name_name;
    PyObject *dunder_name = rt_interned(&name_name, "__name__");
    PyObject *module_name = dunder_name == NULL ? NULL : PyObject_GetAttr(module, dunder_name);
    if (module_name == NULL) {
        return;
    }
    if (PyUnicode_Check(module_name)) {
        PyErr_Format(PyExc_TypeError, "%s in %U.%s must be str, not %.100s", from_dict ? "Key" : "Item", module_name,
                     from_dict ? "__dict__" : "__all__", Py_TYPE(name)->tp_name);
    }
    else {
        PyErr_Format(PyExc_TypeError, "module __name__ must be a string, not %.100s", Py_TYPE(module_name)->tp_name);
    }
    Py_DECREF(module_name);
}

/* The names that `*` stands for: `__all__`, or else the keys of `__dict__`, and then `*from_dict` is set.
 * Owned; NULL with an exception. */
static PyObject *names_of(PyObject *module, int *from_dict)
{
    static PyObject *all_name, *dict_name;
    PyObject *names, *dict;
    *from_dict = 0;
    if (rt_interned(&all_name, "__all__") == NULL || rt_interned(&dict_name, "__dict__") == NULL) {
        return NULL;
    }
    if (rt_optional_attr(module, all_name, &names) != 0) {
        return names;
    }
    int known = rt_optional_attr(module, dict_name, &dict);
    if (known <= 0) {
        if (known == 0) {
            PyErr_SetString(PyExc_ImportError, "from-import-* object has no __dict__ and no __all__");
        }
        return NULL;
    }
    *from_dict = 1;
    names = PyMapping_Keys(dict);
    Py_DECREF(dict);
    return names;
}

/* Bind `name` of `module` in `locals`. 0, or -1 with an exception. */
static int import_one(PyObject *locals, PyObject *module, PyObject *name, int from_dict)
{
    if (!PyUnicode_Check(name)) {
        not_a_name(module, name, from_dict);
        return -1;
    }
    if (from_dict && PyUnicode_GET_LENGTH(name) > 0 && PyUnicode_READ_CHAR(name, 0) == '_') {
        return 0;
    }
    PyObject *value = PyObject_GetAttr(module, name);
    if (value == NULL) {
        return -1;
    }
    int status =
        PyDict_CheckExact(locals) ? PyDict_SetItem(locals, name, value) : PyObject_SetItem(locals, name, value);
    Py_DECREF(value);
    return status;
}

int rt_import_star(PyThreadState *ts, _PyInterpreterFrame *f, PyObject *module)
{
    PyObject *locals = f->f_locals;
    if (locals == NULL) {
        PyErr_SetString(PyExc_SystemError, "no locals found during 'import *'");
        return -1;
    }
    int from_dict;
    PyObject *names = names_of(module, &from_dict);
    if (names == NULL) {
        return -1;
    }
    int status = 0;
    for (Py_ssize_t i = 0; status == 0; i++) {
        PyObject *name = PySequence_GetItem(names, i);
        if (name == NULL) {
            if (PyErr_ExceptionMatches(PyExc_IndexError)) {
                PyErr_Clear();
            }
            else {
                status = -1;
            }
            break;
        }
        status = import_one(locals, module, name, from_dict);
        Py_DECREF(name);
    }
    Py_DECREF(names);
    return status;
}
