/* The events of sys.monitoring that an interpreted call would not have. */
#ifndef RT_PY_UNREPORTED_H
#define RT_PY_UNREPORTED_H

#include "py/frame.h"

/* The interpreter has run a call of a compiled function, whose caller is the current frame; `result` is what it gave. A
 * CALL instruction takes functions that it does not run itself for C's, and says C_RETURN or C_RAISE when they end: of this
 * one, nobody shall hear. Errors are ignored. */
#if PY_VERSION_HEX >= 0x030C0000
RT_COLD void rt_end_unreported(PyThreadState *ts, PyObject *result);
#else
RT_INLINE void rt_end_unreported(PyThreadState *ts, PyObject *result)
{
    (void)ts;
    (void)result;
}
#endif

#endif
