/* The containers' internal functions: in whichever header, or not at all, a version offers them. */
#ifndef RT_PY_CONTAINERS_H
#define RT_PY_CONTAINERS_H

#include "refs.h"

#include "internal/pycore_dict.h"
#include "internal/pycore_list.h"
#if PY_VERSION_HEX >= 0x030D0000
#include "internal/pycore_setobject.h"
#include "internal/pycore_unicodeobject.h"
#endif

/* A new dict of n pairs, the keys at every `key_step`th place from `keys`, the values likewise. As large as the display of
 * so many pairs is in the interpreter. Owned; NULL with an exception. */
static inline PyObject *rt_py_dict_from_items(PyObject *const *keys, Py_ssize_t key_step, PyObject *const *values,
                                              Py_ssize_t value_step, Py_ssize_t n)
{
#if PY_VERSION_HEX >= 0x030D0000
    return _PyDict_FromItems(keys, key_step, values, value_step, n);
#else
    /* Only the hidden function can presize a dict of strings; growing ends at the same size. */
    int only_strings = 1;
    for (Py_ssize_t i = 0; only_strings && i < n; i++) {
        only_strings = PyUnicode_CheckExact(keys[i * key_step]);
    }
    PyObject *dict = only_strings ? PyDict_New() : _PyDict_NewPresized(n);
    for (Py_ssize_t i = 0; dict != NULL && i < n; i++) {
        if (PyDict_SetItem(dict, keys[i * key_step], values[i * value_step]) < 0) {
            Py_CLEAR(dict);
        }
    }
    return dict;
#endif
}

#endif
