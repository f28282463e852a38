#if defined(__linux__) && !defined(_GNU_SOURCE)
#define _GNU_SOURCE
#endif
#include "py/thread.h"

#if defined(_WIN32)
#include <windows.h>
#else
#include <pthread.h>
#endif
#if defined(__linux__)
#include <sys/resource.h>
#endif

struct rt_stack_window rt_stack_window;

/* This thread's stack: [bottom, top). Compiled code runs above `low`, the interpreter also above `floor`; what is below
 * that is for C functions they call. */
static _Thread_local struct {
    uintptr_t bottom;
    uintptr_t floor;
    uintptr_t low;
    uintptr_t top;
    uintptr_t limit; /* stack_limit() when it was measured */
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
    own.floor = bottom + (margin < (1 << 20) ? margin : 1 << 20);
    own.low = own.floor + (own.floor - bottom);
    own.top = top;
}

/* How large the main thread's stack may become; 0 where that is fixed. */
static uintptr_t stack_limit(void)
{
#if defined(__linux__)
    struct rlimit limit;
    return getrlimit(RLIMIT_STACK, &limit) == 0 ? (uintptr_t)limit.rlim_cur : 0;
#else
    return 0;
#endif
}

int rt_stack_has_room(const void *here)
{
    uintptr_t address = (uintptr_t)here;
    /* the main thread's stack grows when RLIMIT_STACK is raised: look before refusing */
    if (own.top == 0 || (address >= own.bottom && address < own.low)) {
        uintptr_t limit = stack_limit();
        if (own.top == 0 || limit != own.limit) {
            measure();
            own.limit = limit;
        }
    }
    rt_stack_window.low = own.low;
    rt_stack_window.size = own.top - own.low;
    return address < own.bottom || address >= own.low;
}

size_t rt_stack_reserve(const void *here)
{
    uintptr_t address = (uintptr_t)here;
    return address > own.floor ? address - own.floor : 0;
}

size_t rt_stack_for_nesting(const void *here)
{
    uintptr_t address = (uintptr_t)here, last = own.bottom + (own.floor - own.bottom) / 4;
    return address > last ? address - last : 0;
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
