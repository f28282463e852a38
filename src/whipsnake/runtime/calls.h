/* Calls. Function and arguments are borrowed, the result is owned, NULL with an exception.
 *
 * `args` is a C array whose element -1 belongs to the call as well: it takes a `self`, and callees may
 * overwrite it.
 */
#ifndef RT_CALLS_H
#define RT_CALLS_H

#include "refs.h"

/* `function(*args)`, n arguments. */
PyObject *rt_call(PyThreadState *ts, PyObject *function, PyObject **args, Py_ssize_t n);

/* What rt_load_method gave, called: `function(self, *args)`, or `first(*args)` where second is NULL. */
PyObject *rt_call_method(PyThreadState *ts, PyObject *first, PyObject *second, PyObject **args, Py_ssize_t n);

/* As rt_call; the last of the n arguments are those that the tuple `kwnames` names. */
PyObject *rt_call_kw(PyThreadState *ts, PyObject *function, PyObject **args, Py_ssize_t n, PyObject *kwnames);

/* As rt_call_method; the last of the n arguments are those that the tuple `kwnames` names. */
PyObject *rt_call_method_kw(PyThreadState *ts, PyObject *first, PyObject *second, PyObject **args, Py_ssize_t n,
                            PyObject *kwnames);

/* CALL_FUNCTION_EX, `function(*args, **kwargs)`: args any iterable, kwargs an exact dict or NULL. */
PyObject *rt_call_ex(PyThreadState *ts, PyObject *function, PyObject *args, PyObject *kwargs);

#endif
