/* The thread state: finding it, recursion, the C stack's limit. */
#ifndef RT_PY_THREAD_H
#define RT_PY_THREAD_H

#include "refs.h"

#if PY_VERSION_HEX >= 0x030C0000
PyAPI_FUNC(PyThreadState *) _PyThreadState_GetCurrent(void);
#endif

/* The thread state of the running thread, which holds the GIL. Pass it on rather than asking again: it costs 1 ns. */
RT_INLINE PyThreadState *rt_thread(void)
{
#if PY_VERSION_HEX >= 0x030C0000
    return _PyThreadState_GetCurrent();
#else
    return _PyThreadState_GET();
#endif
}

/* How many more Python calls the recursion limit allows this thread. */
RT_INLINE int *rt_py_recursion(PyThreadState *ts)
{
#if PY_VERSION_HEX >= 0x030C0000
    return &ts->py_recursion_remaining;
#else
    return &ts->recursion_remaining;
#endif
}

/* How many more nested C calls of the interpreter the thread may make: 3.11 counts both kinds of call together. */
RT_INLINE int *rt_py_c_recursion(PyThreadState *ts)
{
#if PY_VERSION_HEX >= 0x030C0000
    return &ts->c_recursion_remaining;
#else
    return &ts->recursion_remaining;
#endif
}

/* The C stack on which compiled code ran last: [low, low + size) with the margin that callees need already taken off.
 * Threads have disjoint stacks, so "outside" means either "nearly full" or "another thread's turn"; only the GIL's
 * holder reads and writes it. This needs no thread-local variable, of which a process has few that are cheap. */
struct rt_stack_window {
    uintptr_t low;
    uintptr_t size;
};
extern struct rt_stack_window rt_stack_window;

/* Whether rt_stack_has_room must decide. */
RT_INLINE int rt_stack_doubtful(const void *here)
{
    return (uintptr_t)here - rt_stack_window.low >= rt_stack_window.size;
}

/* Whether this thread's C stack has room: `here` is an address in the caller's C frame. Moves the window to this
 * thread's stack. An unknown stack (a fiber's) counts as having room. */
int rt_stack_has_room(const void *here);

/* How many bytes of this thread's C stack callees may still use where rt_stack_has_room says no. 0: hardly any. */
size_t rt_stack_reserve(const void *here);

/* The same for calls of C functions whose depth is counted: only the last of them needs what is then left. */
size_t rt_stack_for_nesting(const void *here);

/* Whether the C stack runs low, so that the interpreter had better go on: its calls do not use it. */
RT_INLINE int rt_stack_is_low(const void *here)
{
    return RT_UNLIKELY(rt_stack_doubtful(here)) && !rt_stack_has_room(here) && rt_stack_reserve(here) > 0;
}

/* The slow part of entering a Python call: at the recursion limit, or rt_stack_doubtful. 0, or -1 with RecursionError.
 * Does not count the call. */
int rt_recursion_check(PyThreadState *ts, const void *here);

/* Count a Python call: to be matched by rt_recursion_leave. 0, or -1 with RecursionError and nothing counted. */
RT_INLINE int rt_recursion_enter(PyThreadState *ts, const void *here)
{
    int *remaining = rt_py_recursion(ts);
    if (RT_UNLIKELY(*remaining <= 0 || rt_stack_doubtful(here)) && rt_recursion_check(ts, here) < 0) {
        return -1;
    }
    --*remaining;
    return 0;
}

RT_INLINE void rt_recursion_leave(PyThreadState *ts)
{
    ++*rt_py_recursion(ts);
}

#endif
