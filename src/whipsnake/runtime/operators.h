/* Binary, unary and comparison operators, truth.
 *
 * Operands are borrowed, object results are new references, NULL with an exception. Exact ints of up to two
 * digits, floats, and mixes of both are computed here; everything else goes the way the interpreter goes,
 * through the slots.
 */
#ifndef RT_OPERATORS_H
#define RT_OPERATORS_H

#include "refs.h"

/* `left + right` and so on. */
PyObject *rt_binary_add(PyObject *left, PyObject *right);
PyObject *rt_binary_subtract(PyObject *left, PyObject *right);
PyObject *rt_binary_multiply(PyObject *left, PyObject *right);
PyObject *rt_binary_true_divide(PyObject *left, PyObject *right);
PyObject *rt_binary_floor_divide(PyObject *left, PyObject *right);
PyObject *rt_binary_remainder(PyObject *left, PyObject *right);
PyObject *rt_binary_power(PyObject *left, PyObject *right);
PyObject *rt_binary_matmul(PyObject *left, PyObject *right);
PyObject *rt_binary_lshift(PyObject *left, PyObject *right);
PyObject *rt_binary_rshift(PyObject *left, PyObject *right);
PyObject *rt_binary_and(PyObject *left, PyObject *right);
PyObject *rt_binary_or(PyObject *left, PyObject *right);
PyObject *rt_binary_xor(PyObject *left, PyObject *right);

/* `left += right` and so on: the value to be assigned, which may be `left` itself. */
PyObject *rt_inplace_add(PyObject *left, PyObject *right);
PyObject *rt_inplace_subtract(PyObject *left, PyObject *right);
PyObject *rt_inplace_multiply(PyObject *left, PyObject *right);
PyObject *rt_inplace_true_divide(PyObject *left, PyObject *right);
PyObject *rt_inplace_floor_divide(PyObject *left, PyObject *right);
PyObject *rt_inplace_remainder(PyObject *left, PyObject *right);
PyObject *rt_inplace_power(PyObject *left, PyObject *right);
PyObject *rt_inplace_matmul(PyObject *left, PyObject *right);
PyObject *rt_inplace_lshift(PyObject *left, PyObject *right);
PyObject *rt_inplace_rshift(PyObject *left, PyObject *right);
PyObject *rt_inplace_and(PyObject *left, PyObject *right);
PyObject *rt_inplace_or(PyObject *left, PyObject *right);
PyObject *rt_inplace_xor(PyObject *left, PyObject *right);

/* As rt_binary_*, but operands that `owned` names are stolen, on success and on error: where one is a float
 * that nobody else holds, it becomes the result (as the interpreter does with temporaries). */
enum { RT_OWNS_LEFT = 1, RT_OWNS_RIGHT = 2 };

/* Drop the operands that `owned` names. */
RT_INLINE void rt_use_up(PyObject *left, PyObject *right, int owned)
{
    if (owned & RT_OWNS_LEFT)
        rt_decref(left);
    if (owned & RT_OWNS_RIGHT)
        rt_decref(right);
}

PyObject *rt_reuse_add(PyObject *left, PyObject *right, int owned);
PyObject *rt_reuse_subtract(PyObject *left, PyObject *right, int owned);
PyObject *rt_reuse_multiply(PyObject *left, PyObject *right, int owned);
PyObject *rt_reuse_true_divide(PyObject *left, PyObject *right, int owned);

/* `-value`. */
PyObject *rt_negative(PyObject *value);

/* `+value`, `~value`. */
PyObject *rt_positive(PyObject *value);
PyObject *rt_invert(PyObject *value);

/* Rich comparisons; the result may be any object. */
PyObject *rt_compare_lt(PyObject *left, PyObject *right);
PyObject *rt_compare_le(PyObject *left, PyObject *right);
PyObject *rt_compare_eq(PyObject *left, PyObject *right);
PyObject *rt_compare_ne(PyObject *left, PyObject *right);
PyObject *rt_compare_gt(PyObject *left, PyObject *right);
PyObject *rt_compare_ge(PyObject *left, PyObject *right);

/* The truth of a rich comparison: 0 or 1, -1 with an exception. */
int rt_compare_true_lt(PyObject *left, PyObject *right);
int rt_compare_true_le(PyObject *left, PyObject *right);
int rt_compare_true_eq(PyObject *left, PyObject *right);
int rt_compare_true_ne(PyObject *left, PyObject *right);
int rt_compare_true_gt(PyObject *left, PyObject *right);
int rt_compare_true_ge(PyObject *left, PyObject *right);

/* rt_is_true of what is neither a bool nor None. */
int rt_is_true_slowly(PyObject *value);

/* `bool(value)`: 0 or 1, -1 with an exception. */
RT_INLINE int rt_is_true(PyObject *value)
{
    if (value == Py_True) {
        return 1;
    }
    if (value == Py_False || value == Py_None) {
        return 0;
    }
    return rt_is_true_slowly(value);
}

/* True or False, borrowed. */
RT_INLINE PyObject *rt_box_bool(int value)
{
    return value ? Py_True : Py_False;
}

/* `item in container`: 0 or 1, -1 with an exception. */
int rt_contains(PyObject *container, PyObject *item);

#endif
