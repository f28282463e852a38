/* f-strings, and the display hook. */
#ifndef RT_FORMAT_H
#define RT_FORMAT_H

#include "refs.h"

/* `format(value, '')`; an exact string is its own result. Owned; NULL with an exception. */
static inline PyObject *rt_format_simple(PyObject *value)
{
    return PyUnicode_CheckExact(value) ? rt_newref(value) : PyObject_Format(value, NULL);
}

/* Give `value` to sys.displayhook. 0, or -1 with an exception: RuntimeError if there is no such hook. */
int rt_print_expr(PyThreadState *ts, PyObject *value);

#endif
