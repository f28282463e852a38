/* A very large function of Python, which is several C functions.
 *
 * C compilers take time that grows faster than a C function. So a very large one is parts: each runs until control
 * leaves for another part, or leaves the function, and returns where it goes.
 */
#ifndef RT_PARTS_H
#define RT_PARTS_H

#include "py/cpython.h"

/* A value that several parts know. */
typedef union {
    PyObject *object;
    int64_t integer;
    double real;
    int truth;
} rt_value;

/* Run from an entry of the part. The number of the next part and of its entry, RT_ENTRY_BITS; or, below 0, how the
 * function ends: of a call RT_LEAVE or RT_LEFT, of a generator's body rt_ended. `sent` is that of a body. */
typedef int rt_part(PyThreadState *ts, _PyInterpreterFrame *f, PyObject *sent, PyObject **result, rt_value *V,
                    int entry);

#define RT_ENTRY_BITS 16
/* The frame is still to be left. */
#define RT_LEAVE (-1)
/* The call is done. */
#define RT_LEFT (-2)

/* The end of a generator's body. */
RT_INLINE int rt_ended(PySendResult how)
{
    return (int)how - 2;
}

/* What rt_ended was given. */
RT_INLINE PySendResult rt_how(int ended)
{
    return (PySendResult)(ended + 2);
}

/* Run the function: how it ends. */
RT_INLINE int rt_run_parts(rt_part *const *parts, PyThreadState *ts, _PyInterpreterFrame *f, PyObject *sent,
                           PyObject **result, rt_value *V)
{
    int at = 0;
    do {
        at = parts[at >> RT_ENTRY_BITS](ts, f, sent, result, V, at & ((1 << RT_ENTRY_BITS) - 1));
    } while (at >= 0);
    return at;
}

#endif
