#include "operators.h"

PyObject *rt_binary_add(PyObject *left, PyObject *right)
{
    return PyNumber_Add(left, right);
}

PyObject *rt_inplace_add(PyObject *left, PyObject *right)
{
    return PyNumber_InPlaceAdd(left, right);
}

PyObject *rt_binary_subtract(PyObject *left, PyObject *right)
{
    return PyNumber_Subtract(left, right);
}

PyObject *rt_inplace_subtract(PyObject *left, PyObject *right)
{
    return PyNumber_InPlaceSubtract(left, right);
}

PyObject *rt_binary_multiply(PyObject *left, PyObject *right)
{
    return PyNumber_Multiply(left, right);
}

PyObject *rt_inplace_multiply(PyObject *left, PyObject *right)
{
    return PyNumber_InPlaceMultiply(left, right);
}

PyObject *rt_binary_true_divide(PyObject *left, PyObject *right)
{
    return PyNumber_TrueDivide(left, right);
}

PyObject *rt_inplace_true_divide(PyObject *left, PyObject *right)
{
    return PyNumber_InPlaceTrueDivide(left, right);
}

PyObject *rt_binary_floor_divide(PyObject *left, PyObject *right)
{
    return PyNumber_FloorDivide(left, right);
}

PyObject *rt_inplace_floor_divide(PyObject *left, PyObject *right)
{
    return PyNumber_InPlaceFloorDivide(left, right);
}

PyObject *rt_binary_remainder(PyObject *left, PyObject *right)
{
    return PyNumber_Remainder(left, right);
}

PyObject *rt_inplace_remainder(PyObject *left, PyObject *right)
{
    return PyNumber_InPlaceRemainder(left, right);
}

PyObject *rt_binary_power(PyObject *left, PyObject *right)
{
    return PyNumber_Power(left, right, Py_None);
}

PyObject *rt_inplace_power(PyObject *left, PyObject *right)
{
    return PyNumber_InPlacePower(left, right, Py_None);
}

PyObject *rt_binary_matmul(PyObject *left, PyObject *right)
{
    return PyNumber_MatrixMultiply(left, right);
}

PyObject *rt_inplace_matmul(PyObject *left, PyObject *right)
{
    return PyNumber_InPlaceMatrixMultiply(left, right);
}

PyObject *rt_binary_lshift(PyObject *left, PyObject *right)
{
    return PyNumber_Lshift(left, right);
}

PyObject *rt_inplace_lshift(PyObject *left, PyObject *right)
{
    return PyNumber_InPlaceLshift(left, right);
}

PyObject *rt_binary_rshift(PyObject *left, PyObject *right)
{
    return PyNumber_Rshift(left, right);
}

PyObject *rt_inplace_rshift(PyObject *left, PyObject *right)
{
    return PyNumber_InPlaceRshift(left, right);
}

PyObject *rt_binary_and(PyObject *left, PyObject *right)
{
    return PyNumber_And(left, right);
}

PyObject *rt_inplace_and(PyObject *left, PyObject *right)
{
    return PyNumber_InPlaceAnd(left, right);
}

PyObject *rt_binary_or(PyObject *left, PyObject *right)
{
    return PyNumber_Or(left, right);
}

PyObject *rt_inplace_or(PyObject *left, PyObject *right)
{
    return PyNumber_InPlaceOr(left, right);
}

PyObject *rt_binary_xor(PyObject *left, PyObject *right)
{
    return PyNumber_Xor(left, right);
}

PyObject *rt_inplace_xor(PyObject *left, PyObject *right)
{
    return PyNumber_InPlaceXor(left, right);
}

PyObject *rt_reuse_add(PyObject *left, PyObject *right)
{
    PyObject *result = rt_binary_add(left, right);
    rt_decref(left);
    return result;
}

PyObject *rt_reuse_subtract(PyObject *left, PyObject *right)
{
    PyObject *result = rt_binary_subtract(left, right);
    rt_decref(left);
    return result;
}

PyObject *rt_reuse_multiply(PyObject *left, PyObject *right)
{
    PyObject *result = rt_binary_multiply(left, right);
    rt_decref(left);
    return result;
}

PyObject *rt_reuse_true_divide(PyObject *left, PyObject *right)
{
    PyObject *result = rt_binary_true_divide(left, right);
    rt_decref(left);
    return result;
}

int rt_inplace_add_local(PyObject **slot, PyObject *right)
{
    PyObject *left = *slot;
    PyObject *sum = rt_inplace_add(left, right);
    if (sum == NULL)
        return -1;
    *slot = sum;
    rt_decref(left);
    return 0;
}

PyObject *rt_negative(PyObject *value)
{
    return PyNumber_Negative(value);
}

PyObject *rt_compare_lt(PyObject *left, PyObject *right)
{
    return PyObject_RichCompare(left, right, Py_LT);
}

int rt_compare_true_lt(PyObject *left, PyObject *right)
{
    PyObject *result = PyObject_RichCompare(left, right, Py_LT);
    if (result == NULL)
        return -1;
    int truth = rt_is_true(result);
    rt_decref(result);
    return truth;
}

PyObject *rt_compare_le(PyObject *left, PyObject *right)
{
    return PyObject_RichCompare(left, right, Py_LE);
}

int rt_compare_true_le(PyObject *left, PyObject *right)
{
    PyObject *result = PyObject_RichCompare(left, right, Py_LE);
    if (result == NULL)
        return -1;
    int truth = rt_is_true(result);
    rt_decref(result);
    return truth;
}

PyObject *rt_compare_eq(PyObject *left, PyObject *right)
{
    return PyObject_RichCompare(left, right, Py_EQ);
}

int rt_compare_true_eq(PyObject *left, PyObject *right)
{
    PyObject *result = PyObject_RichCompare(left, right, Py_EQ);
    if (result == NULL)
        return -1;
    int truth = rt_is_true(result);
    rt_decref(result);
    return truth;
}

PyObject *rt_compare_ne(PyObject *left, PyObject *right)
{
    return PyObject_RichCompare(left, right, Py_NE);
}

int rt_compare_true_ne(PyObject *left, PyObject *right)
{
    PyObject *result = PyObject_RichCompare(left, right, Py_NE);
    if (result == NULL)
        return -1;
    int truth = rt_is_true(result);
    rt_decref(result);
    return truth;
}

PyObject *rt_compare_gt(PyObject *left, PyObject *right)
{
    return PyObject_RichCompare(left, right, Py_GT);
}

int rt_compare_true_gt(PyObject *left, PyObject *right)
{
    PyObject *result = PyObject_RichCompare(left, right, Py_GT);
    if (result == NULL)
        return -1;
    int truth = rt_is_true(result);
    rt_decref(result);
    return truth;
}

PyObject *rt_compare_ge(PyObject *left, PyObject *right)
{
    return PyObject_RichCompare(left, right, Py_GE);
}

int rt_compare_true_ge(PyObject *left, PyObject *right)
{
    PyObject *result = PyObject_RichCompare(left, right, Py_GE);
    if (result == NULL)
        return -1;
    int truth = rt_is_true(result);
    rt_decref(result);
    return truth;
}

int rt_contains(PyObject *container, PyObject *item)
{
    return PySequence_Contains(container, item);
}
