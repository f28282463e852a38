/* f-strings, and the display hook. */
#ifndef RT_FORMAT_H
#define RT_FORMAT_H

#include "refs.h"

/* `format(value, spec)`; `spec` may be NULL. Owned; NULL with an exception. */
PyObject *rt_format_with_spec(PyObject *value, PyObject *spec);

/* `str(value)`, `repr(value)`, `ascii(value)`. Owned; NULL with an exception. */
PyObject *rt_convert_Str(PyObject *value);
PyObject *rt_convert_Repr(PyObject *value);
PyObject *rt_convert_ASCII(PyObject *value);

/* `format(value, '')`; an exact string is its own result. Owned; NULL with an exception. */
static inline PyObject *rt_format_simple(PyObject *value)
{
    if (PyUnicode_CheckExact(value)) {
        return rt_newref(value);
    }
    /* their __format__ without a specification is their repr */
    if (PyLong_CheckExact(value) || PyFloat_CheckExact(value)) {
        return Py_TYPE(value)->tp_repr(value);
    }
    return rt_format_with_spec(value, NULL);
}

/* Give `value` to sys.displayhook. 0, or -1 with an exception: RuntimeError if there is no such hook. */
int rt_print_expr(PyThreadState *ts, PyObject *value);

#endif
