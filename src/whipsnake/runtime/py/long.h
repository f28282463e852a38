/* Ints: where each CPython version keeps sign and digits. */
#ifndef RT_PY_LONG_H
#define RT_PY_LONG_H

#include "spare.h"

#include "internal/pycore_long.h"

#if PYLONG_BITS_IN_DIGIT != 30
#error "the runtime knows ints of 30-bit digits only"
#endif

/* Whether an exact int has at most one digit: its value is below 2**30. */
RT_INLINE int rt_int_is_compact(PyObject *object)
{
#if PY_VERSION_HEX >= 0x030C0000
    return ((PyLongObject *)object)->long_value.lv_tag < (2 << _PyLong_NON_SIZE_BITS);
#else
    return (size_t)(Py_SIZE(object) + 1) < 3;
#endif
}

/* The value of an int that is compact. */
RT_INLINE int64_t rt_int_compact_value(PyObject *object)
{
#if PY_VERSION_HEX >= 0x030C0000
    const _PyLongValue *value = &((PyLongObject *)object)->long_value;
    return (1 - (int64_t)(value->lv_tag & _PyLong_SIGN_MASK)) * (int64_t)value->ob_digit[0];
#else
    return (int64_t)Py_SIZE(object) * (int64_t)((PyLongObject *)object)->ob_digit[0];
#endif
}

/* The value of an int of exactly two digits into `*value`: 1; 0 for any other int that is not compact. */
RT_INLINE int rt_int_two_digits(PyObject *object, int64_t *value)
{
#if PY_VERSION_HEX >= 0x030C0000
    const _PyLongValue *v = &((PyLongObject *)object)->long_value;
    if (v->lv_tag >> _PyLong_NON_SIZE_BITS != 2) {
        return 0;
    }
    const digit *digits = v->ob_digit;
    int64_t sign = 1 - (int64_t)(v->lv_tag & _PyLong_SIGN_MASK);
#else
    Py_ssize_t size = Py_SIZE(object);
    if (size != 2 && size != -2) {
        return 0;
    }
    const digit *digits = ((PyLongObject *)object)->ob_digit;
    int64_t sign = size / 2;
#endif
    *value = sign * ((int64_t)digits[1] << PyLong_SHIFT | digits[0]);
    return 1;
}

/* The value of an exact int below 2**60 into `*value`: 1; 0 for larger ones. */
RT_INLINE int rt_int_value(PyObject *object, int64_t *value)
{
    if (RT_LIKELY(rt_int_is_compact(object))) {
        *value = rt_int_compact_value(object);
        return 1;
    }
    return rt_int_two_digits(object, value);
}

/* Give an exact int that nobody else holds another value, both being compact and the new one not zero. */
RT_INLINE void rt_int_overwrite(PyObject *object, int64_t value)
{
#if PY_VERSION_HEX >= 0x030C0000
    _PyLongValue *v = &((PyLongObject *)object)->long_value;
    v->lv_tag = (uintptr_t)1 << _PyLong_NON_SIZE_BITS | (value < 0 ? 2 : 0);
    v->ob_digit[0] = (digit)(value < 0 ? -value : value);
#else
    Py_SET_SIZE(object, value < 0 ? -1 : 1);
    ((PyLongObject *)object)->ob_digit[0] = (digit)(value < 0 ? -value : value);
#endif
}

/* CPython's table of the ints from -5 to 256, at 0; NULL before it is known. */
extern PyLongObject *rt_small_ints;

/* rt_int_from for what is not in the table, or before the table is known. */
PyObject *rt_int_from_slowly(int64_t value);

/* An int object. Owned; NULL with MemoryError. */
RT_INLINE PyObject *rt_int_from(int64_t value)
{
    if ((uint64_t)value + 5 < 262 && RT_LIKELY(rt_small_ints != NULL)) {
        return rt_newref((PyObject *)&rt_small_ints[value]);
    }
    if ((uint64_t)value + PyLong_MASK <= 2 * (uint64_t)PyLong_MASK && (uint64_t)value + 5 >= 262) {
        PyObject *object = rt_spare_take(&rt_spare_ints);
        if (RT_LIKELY(object != NULL)) {
            object->ob_type = &PyLong_Type;
            rt_int_overwrite(object, value);
            return object;
        }
    }
    return rt_int_from_slowly(value);
}

#endif
