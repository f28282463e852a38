/* The insides of dicts: where entries lie, and the version of a table's keys. */
#ifndef RT_PY_DICT_H
#define RT_PY_DICT_H

#include "str.h"

#include "internal/pycore_dict.h"

/* Whether all keys of the table are exact strings: looking up a string in it runs no code and cannot fail. */
RT_INLINE int rt_keys_are_strings(const PyDictKeysObject *keys)
{
    return keys->dk_kind != DICT_KEYS_GENERAL;
}

/* Where the entry of `name`, an exact string, lies in a table of strings; -1 if it has none. */
static inline Py_ssize_t rt_keys_index(PyDictKeysObject *keys, PyObject *name)
{
    Py_hash_t hash = ((PyASCIIObject *)name)->hash;
    if (RT_UNLIKELY(hash == -1))
        hash = PyObject_Hash(name);
    PyDictUnicodeEntry *entries = DK_UNICODE_ENTRIES(keys);
    size_t mask = (size_t)DK_SIZE(keys) - 1, perturb = (size_t)hash, i = (size_t)hash & mask;
    for (;;) {
        Py_ssize_t index;
        if (keys->dk_log2_size < 8)
            index = ((int8_t *)keys->dk_indices)[i];
        else if (keys->dk_log2_size < 16)
            index = ((int16_t *)keys->dk_indices)[i];
        else if (keys->dk_log2_size < 32)
            index = ((int32_t *)keys->dk_indices)[i];
        else
            index = (Py_ssize_t)((int64_t *)keys->dk_indices)[i];
        if (index >= 0) {
            PyObject *key = entries[index].me_key;
            if (key == name || (((PyASCIIObject *)key)->hash == hash && rt_str_equal(key, name)))
                return index;
        }
        else if (index == DKIX_EMPTY)
            return -1;
        perturb >>= 5;
        i = (i * 5 + perturb + 1) & mask;
    }
}

/* `dict[name]` for a dict or an instance of a subclass (whose methods are not looked at) and an exact string.
 * Borrowed; NULL if it is not there, or with an exception: that can happen only if !rt_keys_are_strings. */
static inline PyObject *rt_dict_get(PyDictObject *dict, PyObject *name)
{
    PyDictKeysObject *keys = dict->ma_keys;
    if (RT_UNLIKELY(!rt_keys_are_strings(keys)))
        return PyDict_GetItemWithError((PyObject *)dict, name);
    Py_ssize_t i = rt_keys_index(keys, name);
    if (i < 0)
        return NULL;
    return dict->ma_values != NULL ? dict->ma_values->values[i] : DK_UNICODE_ENTRIES(keys)[i].me_value;
}

/* Try to give the keys of `globals`, and if `name` is not there, those of `builtins` too, a version: a number
 * that is dropped as soon as a key is added or removed, or the table moves; replacing a value keeps it. Both
 * are exact dicts with combined tables of strings, and the name is in one of them. Whether it worked can be
 * seen in dk_version. 0, or -1 with an exception. */
int rt_keys_get_version(PyThreadState *ts, PyDictObject *globals, PyDictObject *builtins, PyObject *name);

/* Raise the SystemError of LOAD_NAME in a frame that has no namespace. */
void rt_py_no_locals(PyObject *name);

#endif
