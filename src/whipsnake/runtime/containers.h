/* Displays, and what fills them. Operands are borrowed, but for those said to be stolen: on errors too. */
#ifndef RT_CONTAINERS_H
#define RT_CONTAINERS_H

#include "py/containers.h"


/* A new tuple of n items, stolen. Owned; NULL with MemoryError. */
PyObject *rt_build_tuple(PyObject *const *items, Py_ssize_t n);

/* A new list of n items, stolen. Owned; NULL with MemoryError. */
PyObject *rt_build_list(PyObject *const *items, Py_ssize_t n);

/* A new set of n items, added in order. Owned; NULL with an exception (an unhashable item ...). */
PyObject *rt_build_set(PyObject *const *items, Py_ssize_t n);

/* A new dict of n / 2 pairs: items are key, value, key, value ... Owned; NULL with an exception. */
PyObject *rt_build_map(PyObject *const *items, Py_ssize_t n);

/* A new dict of n values under the tuple `keys`. Owned; NULL with an exception. */
PyObject *rt_build_const_key_map(PyObject *keys, PyObject *const *items, Py_ssize_t n);

/* n strings joined. Owned; NULL with MemoryError. */
PyObject *rt_build_string(PyObject *const *items, Py_ssize_t n);

/* Append to a list that has no room left, see rt_list_append. */
int rt_list_append_slowly(PyObject *list, PyObject *value);

/* Append `value`, stolen, to `list`, a list. 0, or -1 with MemoryError. */
static inline int rt_list_append(PyObject *list, PyObject *value)
{
    PyListObject *l = (PyListObject *)list;
    Py_ssize_t size = Py_SIZE(l);
    if (RT_UNLIKELY(size >= l->allocated)) {
        return rt_list_append_slowly(list, value);
    }
    l->ob_item[size] = value;
    Py_SET_SIZE(l, size + 1);
    return 0;
}

/* `[*iterable]` onto `list`. 0, or -1 with an exception: TypeError "Value after * ..." for what is not
 * iterable. */
int rt_list_extend(PyThreadState *ts, PyObject *list, PyObject *iterable);

/* Add `value` to `set`. 0, or -1 with an exception. */
int rt_set_add(PyObject *set, PyObject *value);

/* `dict[key] = value` of a comprehension. 0, or -1 with an exception. */
int rt_map_add(PyObject *dict, PyObject *key, PyObject *value);

/* `{*iterable}` into `set`. 0, or -1 with an exception. */
int rt_set_update(PyObject *set, PyObject *iterable);

/* `{**mapping}` into `dict`. 0, or -1 with an exception. */
int rt_dict_update(PyThreadState *ts, PyObject *dict, PyObject *mapping);

/* `function(**mapping)`: into `dict`, where no key may be already. 0, or -1 with an exception: the TypeErrors
 * name `function`. */
int rt_dict_merge(PyThreadState *ts, PyObject *dict, PyObject *mapping, PyObject *function);

#endif
