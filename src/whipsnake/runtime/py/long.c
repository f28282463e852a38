#include "py/long.h"

PyLongObject *rt_small_ints;

/* Look whether the small ints lie where rt_int_from expects them. */
static void find_small_ints(void)
{
    PyLongObject *zero = (PyLongObject *)PyLong_FromLong(0);
    int found = zero != NULL;
    for (int i = -5; found && i <= 256; i++) {
        PyObject *object = PyLong_FromLong(i);
        found = object == (PyObject *)&zero[i];
        rt_xdecref(object);
    }
    if (found)
        rt_small_ints = zero; /* the table is static: the reference does not matter */
}

PyObject *rt_int_from_slowly(int64_t value)
{
    if (rt_small_ints == NULL && value >= -5 && value <= 256)
        find_small_ints();
    return PyLong_FromLongLong(value);
}
