/* The interpreter's side of a hand-over (see frame.h): room for the frame, and running it to its end. */
#ifndef RT_PY_HANDOVER_H
#define RT_PY_HANDOVER_H

#include "py/frame.h"

/* Uninitialised memory for a frame of `co` and its operand stack, for rt_interpret. NULL if there is none: no exception
 * is set. */
_PyInterpreterFrame *rt_interpreter_frame(PyThreadState *ts, PyCodeObject *co);

/* Run `f`, in memory of rt_interpreter_frame, on from its instruction pointer. It owns its function and code, is not
 * current, and its call is not counted. `f` is cleared and freed; returns its result, owned, or NULL with an
 * exception. */
PyObject *rt_interpret(PyThreadState *ts, _PyInterpreterFrame *f);

/* rt_interpret for the frame of the running generator. After a `yield` all but the frame's stack and instruction
 * pointer is as a compiled body leaves it; after the end of the body the generator may already be cleared, which its
 * gi_frame_state then tells. */
PySendResult rt_interpret_generator(PyThreadState *ts, PyGenObject *gen, PyObject **result);

#endif
