/* `with` and `async with`. */
#ifndef RT_WITH_H
#define RT_WITH_H

#include "refs.h"

/* Enter a `with`: look up `__enter__` and `__exit__` on the type of `manager`, call the former. `*exit` gets
 * the bound
 * `__exit__`, `*entered` what `__enter__` returned; both owned. 0, or -1 with an exception (TypeError where a
 * method is missing) and both outputs unset. */
int rt_before_with(PyThreadState *ts, PyObject *manager, PyObject **exit, PyObject **entered);

/* The same for `async with`: `__aenter__`, `__aexit__`; `*awaitable` is what `__aenter__()` returned. */
int rt_before_async_with(PyThreadState *ts, PyObject *manager, PyObject **exit, PyObject **awaitable);

/* Call `exit(type(exc), exc, exc.__traceback__)`. Owned result; NULL with an exception. */
PyObject *rt_with_except_start(PyThreadState *ts, PyObject *exit, PyObject *exc);

#endif
