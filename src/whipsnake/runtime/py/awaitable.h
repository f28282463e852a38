/* The code of a generator, whether it is running, suspended or finished. */
#ifndef RT_PY_AWAITABLE_H
#define RT_PY_AWAITABLE_H

#include "py/gen.h"

/* Whether the generator object `value` was made by a function that types.coroutine marked. */
RT_INLINE int rt_py_is_iterable_coroutine(PyObject *value)
{
#if PY_VERSION_HEX >= 0x030C0000
    /* a finished frame keeps its code */
    PyCodeObject *co = rt_frame_code(rt_gen_frame((PyGenObject *)value));
#else
    PyCodeObject *co = ((PyGenObject *)value)->gi_code;
#endif
    return (co->co_flags & CO_ITERABLE_COROUTINE) != 0;
}

#endif
