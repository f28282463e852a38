/* Functions of `os` and `io` that a Python function may answer for: see embedded.py. */
#ifndef RT_EMBEDDED_H
#define RT_EMBEDDED_H

#include <Python.h>

/* answered(function, handler) -> a built-in function that looks as `function`. A call asks `handler`: what it returns is
 * the result, and raised if it is an exception; NotImplemented leaves the call to `function`. */
PyObject *rt_answered(PyObject *self, PyObject *args);

#endif
