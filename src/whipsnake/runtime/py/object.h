/* Where each CPython version keeps an object's attributes: inline values, managed dicts. */
#ifndef RT_PY_OBJECT_H
#define RT_PY_OBJECT_H

#include "py/dict.h"

#include "internal/pycore_object.h"

/* The inline value that `slot` (see rt_value_slot) says, borrowed, of an object whose type has inline values;
 * NULL if it is unset or the object keeps its attributes in a dict. */
RT_INLINE PyObject *rt_value_at(PyObject *obj, uint32_t slot)
{
#if PY_VERSION_HEX >= 0x030D0000
    return _PyObject_InlineValues(obj)->valid ? *(PyObject **)((char *)obj + slot) : NULL;
#elif PY_VERSION_HEX >= 0x030C0000
    /* an odd word is the address of the values less 1, an even one that of the dict */
    uintptr_t values = ((uintptr_t *)obj)[-3];
    return values & 1 ? *(PyObject **)(values + slot - 7) : NULL;
#else
    char *values = (char *)*_PyObject_ValuesPointer(obj);
    return values != NULL ? *(PyObject **)(values + slot - 8) : NULL;
#endif
}

/* rt_value_at's number for index i; never 0. */
RT_INLINE uint32_t rt_value_slot(Py_ssize_t i)
{
#if PY_VERSION_HEX >= 0x030D0000
    return (uint32_t)(sizeof(PyObject) + offsetof(PyDictValues, values) + i * sizeof(PyObject *));
#else
    return (uint32_t)((i + 1) * sizeof(PyObject *));
#endif
}

#endif
