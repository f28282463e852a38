/* Generators, coroutines and async generators of compiled code.
 *
 * They are CPython's own types and are, whenever they are suspended, just what the interpreter would have left:
 * either side can resume them. Whoever resumes them through their type's slots or through this header runs compiled
 * code; whoever goes around (`throw`, an inlined FOR_ITER or SEND of the interpreter) interprets the bytecode.
 */
#ifndef RT_GENERATOR_H
#define RT_GENERATOR_H

#include "frame.h"
#include "shared.h"
#include "py/gen.h"

/* RETURN_GENERATOR at code unit i: move the current frame, a frame of rt_enter, into a new generator,
 * coroutine or async generator as the code's flags say, and leave it. Owned; NULL with MemoryError, the frame being
 * left too. */
PyObject *rt_return_generator(PyThreadState *ts, _PyInterpreterFrame *f, int i);

/* Suspend at the YIELD_VALUE at code unit i; the frame's stack, `stacktop` slots from its beginning, is already
 * filled. The caller of the body unlinks the frame. */
RT_INLINE void rt_suspend(_PyInterpreterFrame *f, const _Py_CODEUNIT *code, int i, int stacktop)
{
    rt_at_suspended(f, code, i);
    f->stacktop = stacktop;
}

/* After the last item was taken off: the frame's stack is empty. */
RT_INLINE void rt_unspill_done(_PyInterpreterFrame *f)
{
    f->stacktop = rt_frame_code(f)->co_nlocalsplus;
}

/* The body with which the generator, coroutine or async generator can be resumed now, in C: NULL if it is not compiled,
 * running, finished, or observed, or the C stack runs low. */
RT_INLINE rt_body rt_gen_resumable(PyThreadState *ts, PyGenObject *gen)
{
    if (gen->gi_frame_state >= FRAME_EXECUTING) {
        return NULL;
    }
    PyCodeObject *co = rt_frame_code(rt_gen_frame(gen));
    const rt_entry *entry = rt_compiled(co);
    char here;
    return entry == NULL || rt_observed(ts, co) || rt_stack_is_low(&here) ? NULL : entry->body;
}

/* The same for any `object`: NULL if it is no generator and no coroutine, too. */
RT_INLINE rt_body rt_resumable(PyThreadState *ts, PyObject *object)
{
    PyTypeObject *type = Py_TYPE(object);
    return type == &PyGen_Type || type == &PyCoro_Type ? rt_gen_resumable(ts, (PyGenObject *)object) : NULL;
}

/* rt_hand_over for a generator's body, which then returns what this returns. */
RT_COLD PySendResult rt_hand_over_body(PyThreadState *ts, _PyInterpreterFrame *f, int units, PyObject **stack,
                                       int depth, PyObject **result);

/* The end of rt_resume for a body that returned or failed. */
PySendResult rt_resume_end(PyThreadState *ts, PyGenObject *gen, PySendResult how, PyObject **result);

/* The end of rt_resume for a body that yielded. */
RT_INLINE void rt_resume_yields(PyThreadState *ts, PyGenObject *gen)
{
    _PyInterpreterFrame *f = rt_gen_frame(gen);
    rt_recursion_leave(ts);
    ts->exc_info = gen->gi_exc_state.previous_item;
    gen->gi_exc_state.previous_item = NULL;
    rt_set_current_frame(ts, f->previous);
    f->previous = NULL;
    rt_gen_set_suspended(gen);
}

/* rt_resume that enters the body, whatever the generator waits for. */
RT_INLINE PySendResult rt_resume_body(PyThreadState *ts, PyGenObject *gen, rt_body body, PyObject *sent,
                                      PyObject **result)
{
    _PyInterpreterFrame *f = rt_gen_frame(gen);
    f->previous = rt_current_frame(ts);
    rt_set_current_frame(ts, f);
    gen->gi_exc_state.previous_item = ts->exc_info;
    ts->exc_info = &gen->gi_exc_state;
    gen->gi_frame_state = FRAME_EXECUTING;
    rt_frame_run_compiled(f);
    *result = NULL;
    PySendResult how = PYGEN_ERROR;
    char here;
    if (RT_UNLIKELY(rt_gen_recursion_enter(ts, &here) < 0)) {
        --*rt_py_recursion(ts);
        rt_xdecref(sent);
    }
    else {
        how = body(ts, f, sent, result);
    }
    if (RT_UNLIKELY(how != PYGEN_NEXT)) {
        return rt_resume_end(ts, gen, how, result);
    }
    rt_resume_yields(ts, gen);
    return PYGEN_NEXT;
}

/* rt_resume of a generator that waits for `delegate`: as long as one compiled generator waits for the next, only the
 * last one's body is entered. The bodies above it see the outcome when it is no item: each is entered as if it were
 * resumed, and the rt_send that it begins with finds the outcome in rt_shared.sent. */
PySendResult rt_resume_chain(PyThreadState *ts, PyGenObject *gen, rt_body body, PyObject *delegate, PyObject *sent,
                             PyObject **result);

/* Resume with a body from rt_resumable. `sent` is stolen. It must be None for a generator that has not started.
 * `*result` is owned, or NULL for PYGEN_ERROR. The caller holds `gen`. */
RT_INLINE PySendResult rt_resume(PyThreadState *ts, PyGenObject *gen, rt_body body, PyObject *sent, PyObject **result)
{
    PyObject *delegate = rt_gen_waits_for(gen);
    if (delegate != NULL) {
        return rt_resume_chain(ts, gen, body, delegate, sent, result);
    }
    return rt_resume_body(ts, gen, body, sent, result);
}

/* SEND: `value` into the delegate of `yield from` or `await`. 0: `*result` (owned) is what it yielded (`*done` 0) or
 * returned (`*done` 1); -1 with an exception. */
int rt_send(PyThreadState *ts, PyObject *receiver, PyObject *value, PyObject **result, int *done);

/* Send `value` into what a compiled async generator's __anext__ or asend returned. 1: done, `*how` and `*result` as of
 * rt_resume, where the item the generator yields is returned; 0: only the interpreter knows. */
int rt_asend(PyThreadState *ts, struct rt_asend *awaitable, PyObject *value, PyObject **result, PySendResult *how);

/* GET_AWAITABLE: the iterator of `await value`; `where` is the instruction's argument (1: __aenter__'s result, 2:
 * __aexit__'s). Owned; NULL with TypeError, or RuntimeError if it is being awaited. */
PyObject *rt_get_awaitable(PyThreadState *ts, PyObject *value, int where);

/* GET_YIELD_FROM_ITER in frame `f`: the iterator of `yield from value`. Owned; NULL with an exception. */
PyObject *rt_get_yield_from_iter(_PyInterpreterFrame *f, PyObject *value);

/* Route the slots of CPython's generator types through this runtime: for rt_shared, which does it once in a process. */
void rt_generator_route(void);

#endif
