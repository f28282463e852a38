/* Subscripts: `obj[key]`, `obj[start:stop]`. Operands are borrowed. */
#ifndef RT_SUBSCRIPTS_H
#define RT_SUBSCRIPTS_H

#include "refs.h"

/* `obj[key]`. Owned; NULL with an exception. */
PyObject *rt_get_item(PyObject *obj, PyObject *key);

/* `obj[key] = value`; `value` is stolen. 0, or -1 with an exception. */
int rt_set_item(PyObject *obj, PyObject *key, PyObject *value);

/* `del obj[key]`. 0, or -1 with an exception. */
int rt_delete_item(PyObject *obj, PyObject *key);

/* BINARY_SLICE, `obj[start:stop]`; what is left out is None. The bounds are stolen. Owned; NULL with an exception. */
PyObject *rt_get_slice(PyObject *obj, PyObject *start, PyObject *stop);

/* STORE_SLICE, `obj[start:stop] = value`; the bounds are stolen. 0, or -1 with an exception. */
int rt_set_slice(PyObject *obj, PyObject *start, PyObject *stop, PyObject *value);

#endif
