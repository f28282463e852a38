/* Stops: the interpreter takes over behind an instruction that is no call.
 *
 * Somebody may begin to observe the execution inside an operator, an attribute, an iterator ... The functions below
 * notice it, at the end of the slow ways through the runtime. Where the code object's table knows how to go on from
 * the instruction, they keep its results and report failure, though there is none. The generated code then leaves by
 * the instruction's error path; rt_traceback does nothing on it, rt_drop saves what it should drop, rt_catch finds
 * no exception, so that handlers leave too. When the frame is left, rt_stop_finish hands it to the interpreter with the
 * operand stack that the table describes. No other code runs in between.
 *
 * Only what generated code calls directly may report a stop: in the runtime's own calls it would be taken for an error.
 */
#ifndef RT_STOPS_H
#define RT_STOPS_H

#include "py/eval.h"
#include "py/locals_proxy.h"

/* The frame that is to be handed over, NULL: none. */
extern _PyInterpreterFrame *rt_stopping;

/* When a stop's way of going on is the right one. */
enum rt_stop_when { RT_ALWAYS, RT_IF_TRUE, RT_IF_FALSE };

/* Somebody may observe. Report a stop with the n `results` (stolen then) if possible: 1; else 0. */
RT_COLD int rt_stop(PyObject *const *results, int n, enum rt_stop_when when);

/* The end of an operation with one result, or none: as given, or the report of a stop. */
RT_INLINE PyObject *rt_seen(PyObject *result)
{
    if (RT_UNLIKELY(rt_maybe_observed_anywhere()) && result != NULL && rt_stop(&result, 1, RT_ALWAYS))
        return NULL;
    return result;
}

RT_INLINE int rt_seen_status(int status)
{
    if (RT_UNLIKELY(rt_maybe_observed_anywhere()) && status >= 0 && rt_stop(NULL, 0, RT_ALWAYS))
        return -1;
    return status;
}

/* Whether somebody has written to the running frame's locals: then rt_stop, too, has something to do. */
RT_INLINE int rt_is_written(void)
{
    return RT_UNLIKELY(rt_py_slots_are_written() && rt_frame_is_marked(rt_current_frame(rt_thread()), RT_WRITTEN));
}

/* rt_seen behind what may be a write to the running frame's locals. */
RT_INLINE PyObject *rt_seen_writing(PyObject *result)
{
    if (rt_is_written() && result != NULL)
        return rt_stop(&result, 1, RT_ALWAYS) ? NULL : result;
    return rt_seen(result);
}

/* The same as rt_seen_status. */
RT_INLINE int rt_seen_writing_status(int status)
{
    if (rt_is_written() && status >= 0)
        return rt_stop(NULL, 0, RT_ALWAYS) ? -1 : status;
    return rt_seen_status(status);
}

/* rt_poll_slowly, as the other functions here. */
int rt_poll_and_see(PyThreadState *ts);

/* rt_poll. */
RT_INLINE int rt_poll_seen(PyThreadState *ts)
{
    return RT_UNLIKELY(rt_pending(ts)) ? rt_poll_and_see(ts) : 0;
}

RT_COLD int rt_seen_truth_slowly(int truth);

/* The same for a truth: 0, 1, or -1 with an exception. */
RT_INLINE int rt_seen_truth(int truth)
{
    return RT_UNLIKELY(rt_maybe_observed_anywhere()) && truth >= 0 ? rt_seen_truth_slowly(truth) : truth;
}

/* The same for an iterator's item, NULL at its end or with an exception. */
PyObject *rt_seen_item(PyThreadState *ts, PyObject *item);

/* The same for n results, owned by the caller, who has not failed. 0, or -1. */
RT_INLINE int rt_seen_all(PyObject *const *results, int n)
{
    return RT_UNLIKELY(rt_maybe_observed_anywhere()) && rt_stop(results, n, RT_ALWAYS) ? -1 : 0;
}

/* The operation went on after a report: take back its only result. */
PyObject *rt_stop_undo(void);

/* rt_drop during a stop. */
RT_COLD void rt_stop_save(PyObject *object);

/* The frame rt_stopping of a call has been left: go on in the interpreter; returns what the function shall return. */
RT_COLD PyObject *rt_stop_finish(PyThreadState *ts);

/* The body of a generator whose frame is rt_stopping has been left: go on in the interpreter, as rt_hand_over_body. */
RT_COLD PySendResult rt_stop_finish_body(PyThreadState *ts, PyObject **result);

#endif
