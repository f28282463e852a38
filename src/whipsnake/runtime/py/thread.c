#if defined(__linux__) && !defined(_GNU_SOURCE)
#define _GNU_SOURCE
#endif
#include "py/thread.h"

#if defined(_WIN32)
#include <windows.h>
#else
#include <pthread.h>
#endif

struct rt_stack_window rt_stack_window;

/* This thread's stack: [bottom, top), of which callees of compiled code need the lowest `low - bottom` bytes. */
static _Thread_local struct {
    uintptr_t bottom;
    uintptr_t low;
    uintptr_t top;
} own;

/* Ask the system for the thread's stack. Where it does not say: all of memory. */
static void measure(void)
{
    uintptr_t bottom = 0, top = UINTPTR_MAX;
#if defined(_WIN32)
    ULONG_PTR low, high;
    GetCurrentThreadStackLimits(&low, &high);
    bottom = low;
    top = high;
#elif defined(__APPLE__)
    top = (uintptr_t)pthread_get_stackaddr_np(pthread_self());
    bottom = top - pthread_get_stacksize_np(pthread_self());
#elif defined(__linux__)
    pthread_attr_t attributes;
    if (pthread_getattr_np(pthread_self(), &attributes) == 0) {
        void *address;
        size_t size, guard;
        if (pthread_attr_getstack(&attributes, &address, &size) == 0) {
            bottom = (uintptr_t)address;
            top = bottom + size;
            if (pthread_attr_getguardsize(&attributes, &guard) == 0)
                bottom += guard;
        }
        pthread_attr_destroy(&attributes);
    }
#endif
    uintptr_t margin = (top - bottom) / 8;
    if (margin < (1 << 16))
        margin = (top - bottom) / 4;
    own.bottom = bottom;
    own.low = bottom + (margin < (1 << 20) ? margin : 1 << 20);
    own.top = top;
}

int rt_stack_has_room(const void *here)
{
    uintptr_t address = (uintptr_t)here;
    /* the main thread's stack grows when RLIMIT_STACK is raised: measure again before refusing */
    if (own.top == 0 || (address >= own.bottom && address < own.low))
        measure();
    rt_stack_window.low = own.low;
    rt_stack_window.size = own.top - own.low;
    return address < own.bottom || address >= own.low;
}

/* Raise RecursionError, by means that may recurse a little themselves. */
static int too_deep(PyThreadState *ts)
{
    ts->recursion_headroom++;
    PyErr_SetString(PyExc_RecursionError, "maximum recursion depth exceeded");
    ts->recursion_headroom--;
    return -1;
}

int rt_recursion_check(PyThreadState *ts, const void *here)
{
    if (rt_stack_doubtful(here) && !rt_stack_has_room(here))
        return too_deep(ts);
    int remaining = *rt_py_recursion(ts);
    if (remaining > 0)
        return 0;
    if (ts->recursion_headroom == 0)
        return too_deep(ts);
    if (remaining <= -50)
        Py_FatalError("Cannot recover from Python stack overflow.");
    return 0;
}
