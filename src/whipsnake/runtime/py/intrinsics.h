/* The interpreter's own helper functions (CALL_INTRINSIC_1 and _2 since 3.12), however a version lets one
 * reach them. */
#ifndef RT_PY_INTRINSICS_H
#define RT_PY_INTRINSICS_H

#include "refs.h"

/* Intrinsic `which` of the running version, on `value`. Owned; NULL with an exception. */
PyObject *rt_py_intrinsic_1(PyThreadState *ts, int which, PyObject *value);

/* Intrinsic `which` of the running version, on two values. Owned; NULL with an exception. */
PyObject *rt_py_intrinsic_2(PyThreadState *ts, int which, PyObject *left, PyObject *right);

/* See rt_prep_reraise_star. */
PyObject *rt_py_prep_reraise_star(PyObject *original, PyObject *excs);

/* See rt_async_gen_wrap. */
PyObject *rt_py_async_gen_wrap(PyObject *value);

/* The type of its results, borrowed. NULL for want of memory, without an exception. */
PyTypeObject *rt_py_async_gen_wrapper(void);

/* The value in such a result, borrowed. */
PyObject *rt_py_async_gen_wrapped(PyObject *wrapped);

#endif
