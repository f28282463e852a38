/* What the evaluation loop looks at between instructions: pending work, and whether anyone observes the execution. */
#ifndef RT_PY_EVAL_H
#define RT_PY_EVAL_H

#include "py/frame.h"

/* The version of the interpreter's instrumentation at which no tool and no trace function was active. */
extern uintptr_t rt_quiet_version;

/* The interpreter whose code is compiled. Set by rt_eval_init. */
extern PyInterpreterState *rt_main_interpreter;

/* Whether rt_observed_slowly must decide about running `co` in C: tracing, profiling, monitoring, or a frame evaluation
 * function (PEP 523) may be active. Errs on the side of "maybe". */
RT_INLINE int rt_maybe_observed(PyThreadState *ts, PyCodeObject *co)
{
#if PY_VERSION_HEX >= 0x030D0000
    uintptr_t version = ts->eval_breaker & ~(uintptr_t)_PY_EVAL_EVENTS_MASK;
    return ((version ^ rt_quiet_version) | (uintptr_t)co->_co_monitoring) != 0;
#elif PY_VERSION_HEX >= 0x030C0000
    uintptr_t version = (uintptr_t)ts->interp->monitoring_version;
    return ((version ^ rt_quiet_version) | (uintptr_t)co->_co_monitoring) != 0;
#else
    return ts->cframe->use_tracing;
#endif
}

/* The same for whatever code this thread runs. */
RT_INLINE int rt_maybe_observed_anywhere(void)
{
#if PY_VERSION_HEX >= 0x030D0000
    return rt_main_interpreter->ceval.instrumentation_version != rt_quiet_version;
#elif PY_VERSION_HEX >= 0x030C0000
    return (uintptr_t)rt_main_interpreter->monitoring_version != rt_quiet_version;
#else
    return _PyThreadState_GET()->cframe->use_tracing;
#endif
}

/* Whether somebody observes the execution of `co` in this thread, so that the interpreter must run it. Never fails. */
int rt_observed_slowly(PyThreadState *ts, PyCodeObject *co);

RT_INLINE int rt_observed(PyThreadState *ts, PyCodeObject *co)
{
    return RT_UNLIKELY(rt_maybe_observed(ts, co) || ts->interp->eval_frame != NULL) && rt_observed_slowly(ts, co);
}

/* Whether the interpreter must go on with the running frame `f` of compiled code: somebody observes its execution now,
 * or has written to its locals. Never fails. */
RT_COLD int rt_watched_slowly(PyThreadState *ts, _PyInterpreterFrame *f);

RT_INLINE int rt_watched(PyThreadState *ts, PyCodeObject *co, _PyInterpreterFrame *f)
{
    return RT_UNLIKELY(rt_maybe_observed(ts, co) | rt_frame_is_marked(f, RT_WRITTEN)) && rt_watched_slowly(ts, f);
}

/* rt_watched for code that runs once. */
RT_COLD int rt_watched_once(PyThreadState *ts, PyCodeObject *co, _PyInterpreterFrame *f);

/* A compiled frame, whose frame object is `frame`, has been reached by the exception that is set: tell the trace
 * function. An exception stays set, perhaps another. */
void rt_trace_exception(PyThreadState *ts, PyFrameObject *frame);

/* What rt_poll does when there is something to do. */
int rt_poll_slowly(PyThreadState *ts);

/* Whether rt_poll has something to do. */
RT_INLINE int rt_pending(PyThreadState *ts)
{
#if PY_VERSION_HEX >= 0x030D0000
    return (*(volatile uintptr_t *)&ts->eval_breaker & _PY_EVAL_EVENTS_MASK) != 0;
#else
    return *(volatile int *)&ts->interp->ceval.eval_breaker._value != 0;
#endif
}

/* The evaluation loop's duties: signals, a thread switch, pending calls, a scheduled garbage collection, an
 * asynchronous exception. The frame's instruction pointer must be up to date. 0, or -1 with an exception. */
RT_INLINE int rt_poll(PyThreadState *ts)
{
    return RT_UNLIKELY(rt_pending(ts)) ? rt_poll_slowly(ts) : 0;
}

/* Make the frames of `co` invisible: they appear neither in tracebacks nor in sys._getframe, as frames that have not
 * begun. For little code objects of the runtime's own that hold an instruction only the interpreter can run. The last
 * instruction must be one that is never executed: RESUME repeats for ever where the interpreter finds nothing it may
 * instrument. */
RT_INLINE void rt_hide_code(PyCodeObject *co)
{
#if PY_VERSION_HEX >= 0x030C0000
    co->_co_firsttraceable = (int)Py_SIZE(co) - 1;
#else
    co->_co_firsttraceable = INT_MAX / 4;
#endif
}

/* To be called before each run of hidden code: tools that observe shall not see it. */
void rt_keep_hidden(PyThreadState *ts, PyCodeObject *co);

/* The interpreter's own vectorcall of functions. Set by rt_eval_init. */
extern vectorcallfunc rt_interpreter_vectorcall;

/* The same for functions that are interpreted because the C stack runs low. Where the interpreter does not count calls by
 * C code apart from its own, which need no C stack, this one looks at the stack: RecursionError. */
#if PY_VERSION_HEX >= 0x030C0000
#define rt_low_stack_vectorcall rt_interpreter_vectorcall
#else
PyObject *rt_low_stack_vectorcall(PyObject *func, PyObject *const *args, size_t nargsf, PyObject *kwnames);
#endif

/* Make ready what this file needs; part of rt_runtime_init. 0, or -1 with an exception. */
int rt_eval_init(void);

#endif
