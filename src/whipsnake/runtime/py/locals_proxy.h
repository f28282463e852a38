/* Locals written from outside through `frame.f_locals`, from 3.13 on (PEP 667).
 *
 * Compiled code uses a local's value without a reference of its own while the frame's slot has one. So for a frame that
 * runs compiled code the proxy's writing methods keep the values they overwrite, and mark the frame: the next
 * rt_watched, or rt_seen_writing, hands it to the interpreter, which looks into the slots. */
#ifndef RT_PY_LOCALS_PROXY_H
#define RT_PY_LOCALS_PROXY_H

#include "py/frame.h"

/* Route the writing methods of FrameLocalsProxy: for rt_shared, which does it once in a process. */
void rt_locals_proxy_route(void);

/* Drop what was kept for the frame, which runs compiled code no longer. */
void rt_locals_forget(_PyInterpreterFrame *f);

/* Whether others have overwritten what the frame's slot held. */
int rt_local_is_written(const _PyInterpreterFrame *f, int slot);

RT_INLINE void rt_locals_written_done(_PyInterpreterFrame *f)
{
    if (RT_UNLIKELY(rt_frame_is_marked(f, RT_WRITTEN)))
        rt_locals_forget(f);
}

/* Whether a slot of a running compiled frame may be filled by others: through the proxy, which 3.13 has. */
RT_INLINE int rt_py_slots_are_written(void)
{
#if PY_VERSION_HEX >= 0x030D0000
    return 1;
#else
    return 0;
#endif
}

#endif
