#include "match.h"

#include "cfunctions.h"
#include "stops.h"
#include "interned.h"
#include "py/lookup.h"
#include "py/messages.h"

/* The bit of tp_flags that built-in types carry whose class pattern takes the value itself as its one
 * argument. */
#define MATCH_SELF (1UL << 22)

/* Note `key` as seen: 1 if it was already, 0 if not, -1 with an exception. */
static int seen_before(PyObject *seen, PyObject *key)
{
    int found = PySet_Contains(seen, key);
    return found != 0 ? found : PySet_Add(seen, key);
}

/* ---- mappings
 * --------------------------------------------------------------------------------------------------- */

/* Fill the new tuple `values` with what `get` finds under `keys`: 1, 0 if one is missing, -1 with an
 * exception. */
static int get_all(PyObject *value, PyObject *keys, PyObject *values)
{
    static PyObject *get_name;
    PyObject *name = rt_interned(&get_name, "get");
    PyObject *get = NULL, *seen = NULL, *missing = NULL;
    int result = -1;
    if (name == NULL || (get = PyObject_GetAttr(value, name)) == NULL || (seen = PySet_New(NULL)) == NULL) {
        goto done;
    }
    missing = PyObject_CallNoArgs((PyObject *)&PyBaseObject_Type);
    if (missing == NULL) {
        goto done;
    }
    for (Py_ssize_t i = 0; i < PyTuple_GET_SIZE(keys); i++) {
        PyObject *key = PyTuple_GET_ITEM(keys, i);
        int found = seen_before(seen, key);
        if (found != 0) {
            if (found > 0) {
                PyErr_Format(PyExc_ValueError, "mapping pattern checks duplicate key (%R)", key);
            }
            goto done;
        }
        PyObject *args[3] = {NULL, key, missing};
        PyObject *item = PyObject_Vectorcall(get, args + 1, 2 | PY_VECTORCALL_ARGUMENTS_OFFSET, NULL);
        if (item == NULL) {
            goto done;
        }
        if (item == missing) {
            Py_DECREF(item);
            result = 0;
            goto done;
        }
        PyTuple_SET_ITEM(values, i, item);
    }
    result = 1;
done:
    Py_XDECREF(missing);
    Py_XDECREF(seen);
    Py_XDECREF(get);
    return result;
}

PyObject *rt_match_keys(PyThreadState *ts, PyObject *value, PyObject *keys)
{
    PyObject *values = PyTuple_New(PyTuple_GET_SIZE(keys));
    if (values == NULL || PyTuple_GET_SIZE(keys) == 0) {
        return values;
    }
    int found = get_all(value, keys, values);
    if (found > 0) {
        return rt_seen(values);
    }
    Py_DECREF(values);
    return found < 0 ? NULL : rt_seen(Py_NewRef(Py_None));
}

/* ---- classes
 * ---------------------------------------------------------------------------------------------------- */

/* A class pattern being matched. `attributes` has room for all, `count` of them are filled in. */
typedef struct {
    PyObject *value;
    PyTypeObject *cls;
    PyObject *seen;
    PyObject *attributes;
    Py_ssize_t count;
} class_match;

/* Take attribute `name` as the next: 1, 0 if the value lacks it, -1 with an exception (TypeError if
 * repeated). */
static int take_attribute(class_match *m, PyObject *name)
{
    int repeated = seen_before(m->seen, name);
    if (repeated > 0) {
        PyErr_Format(PyExc_TypeError, "%s() got multiple sub-patterns for attribute %R", m->cls->tp_name, name);
    }
    if (repeated != 0) {
        return -1;
    }
    PyObject *attribute;
    int found = rt_optional_attr(m->value, name, &attribute);
    if (found > 0) {
        PyTuple_SET_ITEM(m->attributes, m->count++, attribute);
    }
    return found;
}

/* Raise the TypeError of a pattern with n positional parts where `allowed` may stand; -1. */
static int too_many(class_match *m, Py_ssize_t allowed, Py_ssize_t n)
{
    PyErr_Format(PyExc_TypeError, "%s() accepts %zd positional sub-pattern%s (%zd given)", m->cls->tp_name, allowed,
                 allowed == 1 ? "" : "s", n);
    return -1;
}

/* The first n attributes, by `__match_args__`: 1, 0 if the value lacks one, -1 with an exception. */
static int take_by_match_args(class_match *m, PyObject *match_args, Py_ssize_t n)
{
    if (!PyTuple_CheckExact(match_args)) {
        PyErr_Format(PyExc_TypeError, "%s.__match_args__ must be a tuple (got %s)", m->cls->tp_name,
                     Py_TYPE(match_args)->tp_name);
        return -1;
    }
    if (PyTuple_GET_SIZE(match_args) < n) {
        return too_many(m, PyTuple_GET_SIZE(match_args), n);
    }
    int found = 1;
    for (Py_ssize_t i = 0; found > 0 && i < n; i++) {
        PyObject *name = PyTuple_GET_ITEM(match_args, i);
        if (!PyUnicode_CheckExact(name)) {
            PyErr_Format(PyExc_TypeError, "__match_args__ elements must be strings (got %s)", Py_TYPE(name)->tp_name);
            return -1;
        }
        found = take_attribute(m, name);
    }
    return found;
}

/* The n > 0 positional parts: 1, 0 if the value does not match, -1 with an exception. */
static int take_positional(class_match *m, Py_ssize_t n)
{
    static PyObject *match_args_name;
    PyObject *name = rt_interned(&match_args_name, "__match_args__"), *match_args;
    int found = name == NULL ? -1 : rt_optional_attr((PyObject *)m->cls, name, &match_args);
    if (found < 0) {
        return -1;
    }
    if (found) {
        int result = take_by_match_args(m, match_args, n);
        Py_DECREF(match_args);
        return result;
    }
    Py_ssize_t allowed = PyType_HasFeature(m->cls, MATCH_SELF) ? 1 : 0;
    if (n > allowed) {
        return too_many(m, allowed, n);
    }
    PyTuple_SET_ITEM(m->attributes, m->count++, Py_NewRef(m->value));
    return 1;
}

PyObject *rt_match_class(PyThreadState *ts, PyObject *value, PyObject *cls, Py_ssize_t n, PyObject *names)
{
    if (!PyType_Check(cls)) {
        PyErr_SetString(PyExc_TypeError, RT_MESSAGE_PATTERN_CLASS);
        return NULL;
    }
    int found = rt_isinstance(value, cls);
    if (found <= 0) {
        return found < 0 ? NULL : rt_seen(Py_NewRef(Py_None));
    }
    class_match m = {value, (PyTypeObject *)cls, PySet_New(NULL), NULL, 0};
    m.attributes = m.seen == NULL ? NULL : PyTuple_New(n + PyTuple_GET_SIZE(names));
    found = m.attributes == NULL ? -1 : n > 0 ? take_positional(&m, n) : 1;
    for (Py_ssize_t i = 0; found > 0 && i < PyTuple_GET_SIZE(names); i++) {
        found = take_attribute(&m, PyTuple_GET_ITEM(names, i));
    }
    Py_XDECREF(m.seen);
    if (found > 0) {
        return rt_seen(m.attributes);
    }
    Py_XDECREF(m.attributes);
    return found < 0 ? NULL : rt_seen(Py_NewRef(Py_None));
}
