/* Where each CPython version keeps an object's attributes: inline values, instance dicts.
 *
 * Instances of a plain class have an array of values beside (3.11, 3.12) or inside (3.13) the object, whose
 * keys all instances share; the class counts them in `ht_cached_keys`, where keys are only ever added. An
 * object's array is given up for a dict of its own when somebody asks for `__dict__` (not always on 3.13), or
 * there are too many attributes.
 */
#ifndef RT_PY_OBJECT_H
#define RT_PY_OBJECT_H

#include "py/dict.h"

#include "internal/pycore_object.h"

/* The shared keys of the type's inline values, borrowed; NULL if its instances have no inline values. */
RT_INLINE PyDictKeysObject *rt_shared_keys(PyTypeObject *type)
{
#if PY_VERSION_HEX >= 0x030D0000
    const unsigned long needed = Py_TPFLAGS_INLINE_VALUES | Py_TPFLAGS_HEAPTYPE;
#else
    const unsigned long needed = Py_TPFLAGS_MANAGED_DICT | Py_TPFLAGS_HEAPTYPE;
#endif
    return (type->tp_flags & needed) == needed ? ((PyHeapTypeObject *)type)->ht_cached_keys : NULL;
}

/* The object's array of values, NULL if it was given up for a dict. The type must have inline values. */
RT_INLINE PyDictValues *rt_values(PyObject *obj)
{
#if PY_VERSION_HEX >= 0x030D0000
    PyDictValues *values = _PyObject_InlineValues(obj);
    return values->valid ? values : NULL;
#elif PY_VERSION_HEX >= 0x030C0000
    /* an odd word is the address of the values less 1, an even one that of the dict */
    uintptr_t word = ((uintptr_t *)obj)[-3];
    return word & 1 ? (PyDictValues *)(word + 1) : NULL;
#else
    return *_PyObject_ValuesPointer(obj);
#endif
}

/* A number for the value at index i of the shared keys, for rt_value_at; never 0. */
RT_INLINE uint32_t rt_value_slot(Py_ssize_t i)
{
#if PY_VERSION_HEX >= 0x030D0000
    return (uint32_t)(sizeof(PyObject) + offsetof(PyDictValues, values) + (size_t)i * sizeof(PyObject *));
#else
    return (uint32_t)((size_t)(i + 1) * sizeof(PyObject *));
#endif
}

/* The address of an object's value number `slot`. `values` is what rt_values said, not NULL. */
RT_INLINE PyObject **rt_value_address(PyObject *obj, PyDictValues *values, uint32_t slot)
{
#if PY_VERSION_HEX >= 0x030D0000
    return (PyObject **)((char *)obj + slot);
#else
    return (PyObject **)((char *)values + slot - sizeof(PyObject *));
#endif
}

/* Value number `slot` of an object whose type has inline values, borrowed; NULL if it is unset or the values
 * were given up. */
RT_INLINE PyObject *rt_value_at(PyObject *obj, uint32_t slot)
{
    PyDictValues *values = rt_values(obj);
    return RT_LIKELY(values != NULL) ? *rt_value_address(obj, values, slot) : NULL;
}

/* The values, where they may be stored to without telling anybody: as rt_values, and no dict is a view of
 * them. */
RT_INLINE PyDictValues *rt_writable_values(PyObject *obj)
{
#if PY_VERSION_HEX >= 0x030D0000
    return _PyObject_GetManagedDict(obj) == NULL ? rt_values(obj) : NULL;
#else
    return rt_values(obj);
#endif
}

/* Note that value number `slot`, unset until now, has been set. */
RT_INLINE void rt_value_was_added(PyDictValues *values, uint32_t slot)
{
#if PY_VERSION_HEX >= 0x030D0000
    slot -= (uint32_t)(sizeof(PyObject) + offsetof(PyDictValues, values));
#else
    slot -= (uint32_t)sizeof(PyObject *);
#endif
    _PyDictValues_AddToInsertionOrder(values, (Py_ssize_t)(slot / sizeof(PyObject *)));
}

/* Whether instances of the type can have attributes of their own in a dict or inline values. */
RT_INLINE int rt_has_dict(PyTypeObject *type)
{
    return type->tp_dictoffset != 0 || (type->tp_flags & Py_TPFLAGS_MANAGED_DICT) != 0;
}

/* Whether instances have a pointer to their dict at offset tp_dictoffset, as modules and exceptions do. */
RT_INLINE int rt_has_own_dict(PyTypeObject *type)
{
    return type->tp_dictoffset > 0 && !(type->tp_flags & Py_TPFLAGS_MANAGED_DICT);
}

/* The object's dict, borrowed; NULL if it has none (yet). Never makes one. */
RT_INLINE PyDictObject *rt_instance_dict(PyObject *obj)
{
    PyTypeObject *type = Py_TYPE(obj);
    if (type->tp_flags & Py_TPFLAGS_MANAGED_DICT) {
#if PY_VERSION_HEX >= 0x030D0000
        return _PyObject_GetManagedDict(obj);
#elif PY_VERSION_HEX >= 0x030C0000
        uintptr_t word = ((uintptr_t *)obj)[-3];
        return word & 1 ? NULL : (PyDictObject *)word;
#else
        return (PyDictObject *)*_PyObject_ManagedDictPointer(obj);
#endif
    }
    if (type->tp_dictoffset > 0) {
        return *(PyDictObject **)((char *)obj + type->tp_dictoffset);
    }
    if (type->tp_dictoffset == 0) {
        return NULL;
    }
    PyObject **dict = _PyObject_GetDictPtr(obj); /* at the end of an object of variable size */
    return dict != NULL ? (PyDictObject *)*dict : NULL;
}

/* What `fget` of an exact property is, borrowed, or NULL. */
PyObject *rt_property_getter(PyObject *property);

/* The function inside an exact classmethod, borrowed, or NULL. */
PyObject *rt_classmethod_function(PyObject *method);

/* The dict of a type, owned. */
PyObject *rt_type_dict(PyTypeObject *type);

#endif
