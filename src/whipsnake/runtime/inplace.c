#include "inplace.h"

#include "stops.h"
#include "operators.h"
#include "py/long.h"
#include "spare.h"
#include "refs.h"

typedef enum { ADD, SUBTRACT, MULTIPLY, TRUE_DIVIDE } operation;

static PyObject *store(PyObject **slot, PyObject *value)
{
    if (value != NULL) {
        PyObject *old = *slot;
        *slot = value;
        rt_xdecref(old);
    }
    return value;
}

RT_INLINE PyObject *store_float(PyObject **slot, double value)
{
    PyObject *old = *slot;
    if (old != NULL && PyFloat_CheckExact(old) && Py_REFCNT(old) == 1) {
        ((PyFloatObject *)old)->ob_fval = value;
        return old;
    }
    return store(slot, rt_float_from(value));
}

/* Values that a small int is cached for, and those of more than one digit, are left to rt_int_from. */
RT_INLINE PyObject *store_int(PyObject **slot, int64_t value)
{
    PyObject *old = *slot;
    if (old != NULL && PyLong_CheckExact(old) && Py_REFCNT(old) == 1 && rt_int_is_compact(old) &&
        (uint64_t)value + 5 >= 262 && (uint64_t)value + PyLong_MASK <= 2 * (uint64_t)PyLong_MASK) {
        rt_int_overwrite(old, value);
        return old;
    }
    return store(slot, rt_int_from(value));
}

RT_INLINE double apply_float(operation op, double left, double right)
{
    switch (op) {
    case ADD:
        return left + right;
    case SUBTRACT:
        return left - right;
    case MULTIPLY:
        return left * right;
    default:
        return left / right;
    }
}

/* The value of an exact float or compact int as a double. */
RT_INLINE int as_double(PyObject *object, double *value)
{
    if (PyFloat_CheckExact(object)) {
        *value = PyFloat_AS_DOUBLE(object);
        return 1;
    }
    if (PyLong_CheckExact(object) && rt_int_is_compact(object)) {
        *value = (double)rt_int_compact_value(object);
        return 1;
    }
    return 0;
}

/* The cases that can be done here: the result, borrowed from the slot, or NULL (with `*failed` set: with an exception). */
RT_INLINE PyObject *quickly(PyObject **slot, PyObject *left, PyObject *right, operation op, int *failed)
{
    *failed = 0;
    if (PyLong_CheckExact(left) && PyLong_CheckExact(right)) {
        if (op != TRUE_DIVIDE && rt_int_is_compact(left) && rt_int_is_compact(right)) {
            int64_t a = rt_int_compact_value(left), b = rt_int_compact_value(right);
            PyObject *result = store_int(slot, op == ADD ? a + b : op == SUBTRACT ? a - b : a * b);
            *failed = result == NULL;
            return result;
        }
        return NULL;
    }
    double a, b;
    if (as_double(left, &a) && as_double(right, &b) && !(op == TRUE_DIVIDE && b == 0.0)) {
        PyObject *result = store_float(slot, apply_float(op, a, b));
        *failed = result == NULL;
        return result;
    }
    if (op == ADD && PyUnicode_CheckExact(left) && PyUnicode_CheckExact(right) && *slot == left && left != right) {
        PyUnicode_Append(slot, right);
        *failed = *slot == NULL;
        return *slot;
    }
    return NULL;
}

RT_INLINE PyObject *into(PyObject **slot, PyObject *left, PyObject *right, int owned, operation op,
                         binaryfunc generally)
{
    int failed;
    PyObject *result = quickly(slot, left, right, op, &failed);
    int done = RT_LIKELY(result != NULL) || failed;
    if (!done) {
        result = generally(left, right);
        if (RT_UNLIKELY(result == NULL) && rt_stopping != NULL) {
            result = rt_stop_undo(); /* what follows may run code */
            rt_use_up(left, right, owned);
            store(slot, result);
            return rt_seen_status(0) < 0 ? NULL : *slot;
        }
    }
    rt_use_up(left, right, owned); /* before the slot's old value, as in the interpreter */
    return done ? result : store(slot, result);
}

PyObject *rt_binary_into_add(PyObject **slot, PyObject *left, PyObject *right, int owned)
{
    return into(slot, left, right, owned, ADD, rt_binary_add);
}

PyObject *rt_binary_into_subtract(PyObject **slot, PyObject *left, PyObject *right, int owned)
{
    return into(slot, left, right, owned, SUBTRACT, rt_binary_subtract);
}

PyObject *rt_binary_into_multiply(PyObject **slot, PyObject *left, PyObject *right, int owned)
{
    return into(slot, left, right, owned, MULTIPLY, rt_binary_multiply);
}

PyObject *rt_binary_into_true_divide(PyObject **slot, PyObject *left, PyObject *right, int owned)
{
    return into(slot, left, right, owned, TRUE_DIVIDE, rt_binary_true_divide);
}

PyObject *rt_inplace_into_add(PyObject **slot, PyObject *left, PyObject *right, int owned)
{
    return into(slot, left, right, owned, ADD, rt_inplace_add);
}

PyObject *rt_inplace_into_subtract(PyObject **slot, PyObject *left, PyObject *right, int owned)
{
    return into(slot, left, right, owned, SUBTRACT, rt_inplace_subtract);
}

PyObject *rt_inplace_into_multiply(PyObject **slot, PyObject *left, PyObject *right, int owned)
{
    return into(slot, left, right, owned, MULTIPLY, rt_inplace_multiply);
}

PyObject *rt_inplace_into_true_divide(PyObject **slot, PyObject *left, PyObject *right, int owned)
{
    return into(slot, left, right, owned, TRUE_DIVIDE, rt_inplace_true_divide);
}
