#include "typeparams.h"

#include "py/intrinsics.h"

PyObject *rt_intrinsic_1(PyThreadState *ts, int which, PyObject *value)
{
    return rt_py_intrinsic_1(ts, which, value);
}

PyObject *rt_intrinsic_2(PyThreadState *ts, int which, PyObject *left, PyObject *right)
{
    return rt_py_intrinsic_2(ts, which, left, right);
}
