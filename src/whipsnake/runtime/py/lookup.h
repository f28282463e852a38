/* Lookups that may come back empty-handed: CPython renamed them between versions. */
#ifndef RT_PY_LOOKUP_H
#define RT_PY_LOOKUP_H

#include "refs.h"

#include "internal/pycore_object.h"

/* `obj.name`, an AttributeError cleared: 1 and an owned `*result`, 0 and NULL if there is none, -1 with an
 * exception. */
static inline int rt_optional_attr(PyObject *obj, PyObject *name, PyObject **result)
{
#if PY_VERSION_HEX >= 0x030D0000
    return PyObject_GetOptionalAttr(obj, name, result);
#else
    return _PyObject_LookupAttr(obj, name, result);
#endif
}

/* `mapping[key]`, a KeyError cleared: 1 and an owned `*result`, 0 and NULL if there is none, -1 with an
 * exception. */
static inline int rt_optional_item(PyObject *mapping, PyObject *key, PyObject **result)
{
#if PY_VERSION_HEX >= 0x030D0000
    return PyMapping_GetOptionalItem(mapping, key, result);
#else
    if (PyDict_CheckExact(mapping)) {
        *result = PyDict_GetItemWithError(mapping, key);
        if (*result != NULL) {
            rt_incref(*result);
            return 1;
        }
        return PyErr_Occurred() ? -1 : 0;
    }
    *result = PyObject_GetItem(mapping, key);
    if (*result != NULL) {
        return 1;
    }
    if (!PyErr_ExceptionMatches(PyExc_KeyError)) {
        return -1;
    }
    PyErr_Clear();
    return 0;
#endif
}

/* An unbound function and the object to call it on, in the order in which rt_load_method gives and rt_call_method takes
 * them; and back. Before 3.13 the object comes first: where there is none, the operand stack has NULL below the bound
 * method, from 3.13 on above it. So what may be NULL is always the second, and its place on the stack the
 * interpreter's. */
RT_INLINE void rt_method_pair(PyObject *function, PyObject *self, PyObject **first, PyObject **second)
{
#if PY_VERSION_HEX >= 0x030D0000
    *first = function;
    *second = self;
#else
    *first = self;
    *second = function;
#endif
}

/* A special method: `name` on the type of `obj`, bound to it. Owned; NULL, with an exception only if binding
 * failed. */
static inline PyObject *rt_lookup_special(PyObject *obj, PyObject *name)
{
#if PY_VERSION_HEX >= 0x030E0000
#error "not ported yet"
#else
    return _PyObject_LookupSpecial(obj, name);
#endif
}

#endif
