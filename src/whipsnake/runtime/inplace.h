/* Arithmetic whose result goes to a frame slot.
 *
 * What only the slot holds (reference count one) can be overwritten where it lies: nobody can tell. Compiled code sees to it
 * that a value it still needs has a reference of its own.
 */
#ifndef RT_INPLACE_H
#define RT_INPLACE_H

#include "py/frame.h"

/* `*slot = left op right`, the slot's old value dropped or reused. `owned` says which operands are stolen, on success and
 * on error. The result is borrowed from the slot; NULL with an exception: the slot keeps its value, but for a string that
 * could not grow, as in the interpreter. */
PyObject *rt_binary_into_add(PyObject **slot, PyObject *left, PyObject *right, int owned);
PyObject *rt_binary_into_subtract(PyObject **slot, PyObject *left, PyObject *right, int owned);
PyObject *rt_binary_into_multiply(PyObject **slot, PyObject *left, PyObject *right, int owned);
PyObject *rt_binary_into_true_divide(PyObject **slot, PyObject *left, PyObject *right, int owned);

/* The same for `left op= right`. */
PyObject *rt_inplace_into_add(PyObject **slot, PyObject *left, PyObject *right, int owned);
PyObject *rt_inplace_into_subtract(PyObject **slot, PyObject *left, PyObject *right, int owned);
PyObject *rt_inplace_into_multiply(PyObject **slot, PyObject *left, PyObject *right, int owned);
PyObject *rt_inplace_into_true_divide(PyObject **slot, PyObject *left, PyObject *right, int owned);

#endif
