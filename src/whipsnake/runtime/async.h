/* `async for`, and what an async generator yields. */
#ifndef RT_ASYNC_H
#define RT_ASYNC_H

#include "refs.h"

/* `value.__aiter__()`. Owned; NULL with an exception: TypeError where it or the result's `__anext__` is
 * missing. */
PyObject *rt_get_aiter(PyThreadState *ts, PyObject *value);

/* What is to be awaited for the next item: the iterator behind `aiter.__anext__()`. Owned; NULL with an
 * exception. */
PyObject *rt_get_anext(PyThreadState *ts, PyObject *aiter);

/* The iterator that `await value` runs: `value` itself if it is a coroutine, else `value.__await__()`. Owned;
 * NULL with an exception: TypeError where it is not awaitable. */
PyObject *rt_awaitable_iter(PyObject *value);

/* `value` as an async generator hands it to its driver. Owned; NULL with MemoryError. */
PyObject *rt_async_gen_wrap(PyObject *value);

#endif
