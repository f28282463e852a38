/* Strings. */
#ifndef RT_STR_H
#define RT_STR_H

#include "refs.h"

/* Whether two strings (of type str or of subclasses) have the same characters. Never fails. */
static inline int rt_str_equal(PyObject *left, PyObject *right)
{
    if (left == right)
        return 1;
    if (!PyUnicode_IS_READY(left) || !PyUnicode_IS_READY(right))
        return PyUnicode_Compare(left, right) == 0;
    Py_ssize_t n = PyUnicode_GET_LENGTH(left);
    if (n != PyUnicode_GET_LENGTH(right) || PyUnicode_KIND(left) != PyUnicode_KIND(right))
        return 0;
    const char *l = (const char *)PyUnicode_DATA(left), *r = (const char *)PyUnicode_DATA(right);
    /* most unequal strings differ at once */
    return n == 0 || (*l == *r && memcmp(l, r, (size_t)n * (size_t)PyUnicode_KIND(left)) == 0);
}

#endif
