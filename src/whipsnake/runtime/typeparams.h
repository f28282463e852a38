/* Type parameters (PEP 695, 696): the intrinsics that make them. They belong to versions from 3.12 on. */
#ifndef RT_TYPEPARAMS_H
#define RT_TYPEPARAMS_H

#include "refs.h"

/* CALL_INTRINSIC_1 number `which` of the running version. The current frame's module becomes the `__module__`
 * of what is made. Owned result; NULL with an exception. */
PyObject *rt_intrinsic_1(PyThreadState *ts, int which, PyObject *value);

/* CALL_INTRINSIC_2, likewise. */
PyObject *rt_intrinsic_2(PyThreadState *ts, int which, PyObject *left, PyObject *right);

#endif
