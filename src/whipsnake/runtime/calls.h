/* Calls. Function and arguments are stolen, whatever happens, the result is owned, NULL with an exception.
 *
 * As in the interpreter, a function written in Python, compiled or not, gets the arguments moved into its frame, and ends them
 * as it pleases; any other callee borrows them until it returns.
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

/* `function(*args)` with the values for `kwnames`, which may be NULL, behind the n others. Here `function` is borrowed, and
 * element -1 is not touched. */
PyObject *rt_call_function(PyThreadState *ts, PyObject *function, PyObject **args, size_t n, PyObject *kwnames);

/* CALL_FUNCTION_EX, `function(*args, **kwargs)`: args any iterable, kwargs an exact dict or NULL. */
PyObject *rt_call_ex(PyThreadState *ts, PyObject *function, PyObject *args, PyObject *kwargs);

#endif
