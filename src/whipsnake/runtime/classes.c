#include "classes.h"

#include "frame.h"
#include "interned.h"
#include "py/function.h"
#include "py/lookup.h"

PyAPI_FUNC(PyObject *) _PyStack_AsDict(PyObject *const *values, PyObject *kwnames);

/* The bases with each that is not a class replaced by what its `__mro_entries__` answers; `bases` itself if none was.
 * Owned; NULL with an exception. */
static PyObject *resolve_bases(PyObject *bases)
{
    static PyObject *mro_entries;
    if (rt_interned(&mro_entries, "__mro_entries__") == NULL) {
        return NULL;
    }
    PyObject *resolved = NULL; /* a list, from the first replacement on */
    Py_ssize_t n = PyTuple_GET_SIZE(bases);
    for (Py_ssize_t i = 0; i < n; i++) {
        PyObject *base = PyTuple_GET_ITEM(bases, i);
        PyObject *method = NULL;
        if (!PyType_Check(base) && rt_optional_attr(base, mro_entries, &method) < 0) {
            goto error;
        }
        if (method == NULL) {
            if (resolved != NULL && PyList_Append(resolved, base) < 0) {
                goto error;
            }
            continue;
        }
        PyObject *entries = PyObject_CallOneArg(method, bases);
        Py_DECREF(method);
        if (entries == NULL) {
            goto error;
        }
        if (!PyTuple_Check(entries)) {
            PyErr_SetString(PyExc_TypeError, "__mro_entries__ must return a tuple");
            Py_DECREF(entries);
            goto error;
        }
        if (resolved == NULL) {
            PyObject *before = PyTuple_GetSlice(bases, 0, i);
            resolved = before != NULL ? PySequence_List(before) : NULL;
            Py_XDECREF(before);
        }
        int status = resolved == NULL
                         ? -1
                         : PyList_SetSlice(resolved, PyList_GET_SIZE(resolved), PyList_GET_SIZE(resolved), entries);
        Py_DECREF(entries);
        if (status < 0) {
            goto error;
        }
    }
    if (resolved == NULL) {
        return rt_newref(bases);
    }
    PyObject *result = PyList_AsTuple(resolved);
    Py_DECREF(resolved);
    return result;
error:
    Py_XDECREF(resolved);
    return NULL;
}

/* The most derived of `metaclass` and the types of `bases`, borrowed; NULL with TypeError if there is none. */
static PyTypeObject *most_derived(PyTypeObject *metaclass, PyObject *bases)
{
    for (Py_ssize_t i = 0; i < PyTuple_GET_SIZE(bases); i++) {
        PyTypeObject *type = Py_TYPE(PyTuple_GET_ITEM(bases, i));
        if (PyType_IsSubtype(metaclass, type)) {
            continue;
        }
        if (!PyType_IsSubtype(type, metaclass)) {
            PyErr_SetString(
                PyExc_TypeError,
                "metaclass conflict: the metaclass of a derived class must be a (non-strict) subclass of the "
                "metaclasses of all its bases");
            return NULL;
        }
        metaclass = type;
    }
    return metaclass;
}

/* The metaclass: what `keywords` (may be NULL) has as "metaclass", which is taken out of it, or the first base's, or
 * `type`; made more derived where it is a class, `*is_class`. Owned; NULL with an exception. */
static PyObject *find_metaclass(PyObject *bases, PyObject *keywords, int *is_class)
{
    static PyObject *name;
    if (rt_interned(&name, "metaclass") == NULL) {
        return NULL;
    }
    PyObject *metaclass = keywords != NULL ? PyDict_GetItemWithError(keywords, name) : NULL;
    if (metaclass != NULL) {
        Py_INCREF(metaclass);
        if (PyDict_DelItem(keywords, name) < 0) {
            Py_DECREF(metaclass);
            return NULL;
        }
        *is_class = PyType_Check(metaclass);
    }
    else {
        if (PyErr_Occurred()) {
            return NULL;
        }
        PyTypeObject *type = PyTuple_GET_SIZE(bases) == 0 ? &PyType_Type : Py_TYPE(PyTuple_GET_ITEM(bases, 0));
        metaclass = rt_newref((PyObject *)type);
        *is_class = 1;
    }
    if (*is_class) {
        PyTypeObject *winner = most_derived((PyTypeObject *)metaclass, bases);
        Py_XINCREF(winner);
        Py_SETREF(metaclass, (PyObject *)winner);
    }
    return metaclass;
}

/* The namespace to run the body in. Owned; NULL with an exception. */
static PyObject *prepare(PyObject *metaclass, int is_class, PyObject *name, PyObject *bases, PyObject *keywords)
{
    static PyObject *prepare_name;
    PyObject *method;
    if (rt_interned(&prepare_name, "__prepare__") == NULL || rt_optional_attr(metaclass, prepare_name, &method) < 0) {
        return NULL;
    }
    if (method == NULL) {
        return PyDict_New();
    }
    PyObject *args[] = {name, bases};
    PyObject *namespace = PyObject_VectorcallDict(method, args, 2, keywords);
    Py_DECREF(method);
    if (namespace != NULL && !PyMapping_Check(namespace)) {
        PyErr_Format(PyExc_TypeError, "%.200s.__prepare__() must return a mapping, not %.200s",
                     is_class ? ((PyTypeObject *)metaclass)->tp_name : "<metaclass>", Py_TYPE(namespace)->tp_name);
        Py_CLEAR(namespace);
    }
    return namespace;
}

/* Whether type.__new__ has put `cls` into the `__class__` cell that the body returned. 0, or -1 with an exception. */
static int check_class_cell(PyObject *cell, PyObject *cls, PyObject *name)
{
    if (!PyType_Check(cls) || !PyCell_Check(cell)) {
        return 0;
    }
    PyObject *content = PyCell_GET(cell);
    if (content == cls) {
        return 0;
    }
    if (content == NULL) {
        PyErr_Format(PyExc_RuntimeError,
                     "__class__ not set defining %.200R as %.200R. Was __classcell__ propagated to type.__new__?", name,
                     cls);
    }
    else {
        PyErr_Format(PyExc_TypeError, "__class__ set to %.200R defining %.200R as %.200R", content, name, cls);
    }
    return -1;
}

/* Run the body, then call the metaclass. Owned class, or whatever the metaclass answers; NULL with an exception. */
static PyObject *make_class(PyObject *function, const rt_entry *entry, PyObject *name, PyObject *original_bases,
                            PyObject *bases, PyObject *keywords)
{
    int is_class;
    PyObject *metaclass = find_metaclass(bases, keywords, &is_class);
    if (metaclass == NULL) {
        return NULL;
    }
    PyObject *cls = NULL, *cell = NULL;
    PyObject *namespace = prepare(metaclass, is_class, name, bases, keywords);
    if (namespace == NULL) {
        goto done;
    }
    PyObject *const body_args[] = {rt_newref(namespace)};
    cell = entry->call(rt_thread(), function, body_args, 1, RT_NAMESPACE);
    if (cell == NULL) {
        goto done;
    }
    if (bases != original_bases && PyMapping_SetItemString(namespace, "__orig_bases__", original_bases) < 0) {
        goto done;
    }
    if (rt_py_functions_in_class(namespace, rt_shared.function_type) < 0) {
        goto done;
    }
    PyObject *args[] = {name, bases, namespace};
    cls = PyObject_VectorcallDict(metaclass, args, 3, keywords);
    if (cls != NULL && check_class_cell(cell, cls, name) < 0) {
        Py_CLEAR(cls);
    }
done:
    Py_XDECREF(cell);
    Py_XDECREF(namespace);
    Py_DECREF(metaclass);
    return cls;
}

/* CPython's own `__build_class__`, once it has been seen. */
static PyObject *original;

/* The same for compiled class bodies; anything else is left to the original. */
static PyObject *build_class(PyObject *self, PyObject *const *args, Py_ssize_t nargs, PyObject *kwnames)
{
    const rt_entry *entry = NULL;
    if (nargs >= 2 && rt_is_function(args[0]) && PyUnicode_Check(args[1])) {
        entry = rt_compiled((PyCodeObject *)((PyFunctionObject *)args[0])->func_code);
    }
    if (entry == NULL || entry->call == NULL) {
        return PyObject_Vectorcall(original, args, (size_t)nargs, kwnames);
    }
    PyObject *original_bases = PyTuple_New(nargs - 2);
    if (original_bases == NULL) {
        return NULL;
    }
    for (Py_ssize_t i = 2; i < nargs; i++) {
        PyTuple_SET_ITEM(original_bases, i - 2, rt_newref(args[i]));
    }
    PyObject *bases = resolve_bases(original_bases);
    PyObject *keywords = NULL, *cls = NULL;
    if (bases != NULL && (kwnames == NULL || (keywords = _PyStack_AsDict(args + nargs, kwnames)) != NULL)) {
        cls = make_class(args[0], entry, args[1], original_bases, bases, keywords);
    }
    Py_XDECREF(keywords);
    Py_XDECREF(bases);
    Py_DECREF(original_bases);
    return cls;
}

static PyMethodDef build_class_def = {"__build_class__", (PyCFunction)(void (*)(void))build_class,
                                      METH_FASTCALL | METH_KEYWORDS, NULL};

/* Whether `function` is CPython's own `__build_class__`. */
static int is_original(PyObject *function)
{
    if (function == original) {
        return 1;
    }
    if (original != NULL || !PyCFunction_CheckExact(function) ||
        strcmp(((PyCFunctionObject *)function)->m_ml->ml_name, "__build_class__") != 0) {
        return 0;
    }
    PyObject *self = PyCFunction_GET_SELF(function);
    return self != NULL && PyModule_Check(self) && strcmp(PyModule_GetName(self), "builtins") == 0;
}

PyObject *rt_load_build_class(_PyInterpreterFrame *f)
{
    static PyObject *name, *ours;
    if (rt_interned(&name, "__build_class__") == NULL) {
        return NULL;
    }
    PyObject *function;
    int found = rt_optional_item(f->f_builtins, name, &function);
    if (found <= 0) {
        if (found == 0) {
            PyErr_SetString(PyExc_NameError, "__build_class__ not found");
        }
        return NULL;
    }
    if (!is_original(function)) {
        return function;
    }
    if (ours == NULL) {
        ours = PyCFunction_New(&build_class_def, PyCFunction_GET_SELF(function));
        if (ours == NULL) {
            Py_DECREF(function);
            return NULL;
        }
        original = rt_newref(function);
    }
    Py_DECREF(function);
    return rt_newref(ours);
}
