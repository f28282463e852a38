/* Calls of functions written in C, as the interpreter's specialised instructions make them. */
#ifndef RT_CFUNCTIONS_H
#define RT_CFUNCTIONS_H

#include "refs.h"

/* `function(*args)`, n positional arguments, for a built-in function or method that takes so many as they lie; nothing is
 * stolen. 1 and the result, which is NULL with an exception; 0: it is no such function, nothing was done. */
int rt_call_c_function(PyThreadState *ts, PyObject *function, PyObject **args, size_t n, PyObject **result);

/* `isinstance(obj, cls)`: 1, 0, or -1 with an exception. */
int rt_isinstance(PyObject *obj, PyObject *cls);

#endif
