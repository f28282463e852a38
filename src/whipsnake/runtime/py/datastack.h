/* A thread's data stack: where the interpreter has the frames of calls, and compiled functions theirs.
 *
 * A library that switches between C stacks, as greenlet does, gives each a data stack of its own. What lies there is in
 * its place while its C stack is away, so that frames can be looked at; and a frame is popped by whoever runs it last.
 */
#ifndef RT_PY_DATASTACK_H
#define RT_PY_DATASTACK_H

#include "py/cpython.h"

/* Whether `size` bytes more fit without rt_data_reserve. */
RT_INLINE int rt_data_fits(PyThreadState *ts, size_t size)
{
    return (size_t)((char *)ts->datastack_limit - (char *)ts->datastack_top) > size;
}

/* Make `size` bytes more fit. 0, or -1 without memory; no exception is set. */
int rt_data_reserve(PyThreadState *ts, size_t size);

/* The next `size` bytes, which fit. */
RT_INLINE void *rt_data_push(PyThreadState *ts, size_t size)
{
    char *base = (char *)ts->datastack_top;
    ts->datastack_top = (PyObject **)(base + size);
    return base;
}

/* Go back to the chunk before this one, of which nothing is left. */
void rt_data_pop_chunk(PyThreadState *ts);

/* Give back what was pushed last. */
RT_INLINE void rt_data_pop(PyThreadState *ts, void *base)
{
    if (RT_UNLIKELY((PyObject **)base == ts->datastack_chunk->data))
        rt_data_pop_chunk(ts);
    else
        ts->datastack_top = base;
}

#endif
