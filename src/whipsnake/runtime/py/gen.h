/* The layout of generators, coroutines and async generators. */
#ifndef RT_PY_GEN_H
#define RT_PY_GEN_H

#include "py/frame.h"

/* The frame inside a generator. */
RT_INLINE _PyInterpreterFrame *rt_gen_frame(PyGenObject *gen)
{
    return (_PyInterpreterFrame *)gen->gi_iframe;
}

/* Set the state of a generator whose frame rt_at_suspended has left at a YIELD_VALUE. */
RT_INLINE void rt_gen_set_suspended(PyGenObject *gen)
{
#if PY_VERSION_HEX >= 0x030D0000
    /* the YIELD_VALUE's argument tells `yield` from `yield from` and `await` */
    gen->gi_frame_state = (int8_t)(FRAME_SUSPENDED + rt_unit_oparg(rt_gen_frame(gen)->instr_ptr - 1));
#else
    gen->gi_frame_state = FRAME_SUSPENDED;
#endif
}

/* Count the resumption of a generator as a call: rt_recursion_enter. 3.13's interpreter does not hold the resumptions
 * of its own loops against the recursion limit, and programs nest generators deeper: there only the C stack limits
 * ours. */
RT_INLINE int rt_gen_recursion_enter(PyThreadState *ts, const void *here)
{
#if PY_VERSION_HEX >= 0x030D0000
    if (RT_UNLIKELY(rt_stack_doubtful(here) && !rt_stack_has_room(here))) {
        return rt_recursion_check(ts, here);
    }
    --*rt_py_recursion(ts);
    return 0;
#else
    return rt_recursion_enter(ts, here);
#endif
}

/* The delegate a suspended generator waits for, borrowed; NULL if none. */
PyObject *rt_gen_delegate(PyGenObject *gen);

/* The same for a compiled generator that can be resumed: its frame is at a YIELD_VALUE, followed by its RESUME, or at
 * the RETURN_GENERATOR, followed by a POP_TOP. */
RT_INLINE PyObject *rt_gen_waits_for(PyGenObject *gen)
{
    _PyInterpreterFrame *f = rt_gen_frame(gen);
#if PY_VERSION_HEX >= 0x030D0000
    int waits = gen->gi_frame_state == FRAME_SUSPENDED_YIELD_FROM;
#else
    /* the argument: 1 after a plain `yield`, 2 `yield from`, 3 `await` */
    int waits = (rt_unit_oparg(f->prev_instr + 1) & 3) >= 2;
#endif
    return waits ? f->localsplus[f->stacktop - 1] : NULL;
}

/* Whether the generator is suspended, and at a yield. */
RT_INLINE int rt_gen_is_suspended(PyGenObject *gen)
{
    return gen->gi_frame_state > FRAME_CREATED && gen->gi_frame_state < FRAME_EXECUTING;
}

/* Code units from a SEND to its YIELD_VALUE. */
#if PY_VERSION_HEX >= 0x030C0000
#define RT_SEND_UNITS 2
#else
#define RT_SEND_UNITS 1
#endif

/* A generator that waits for a delegate goes on as far as the SEND that precedes its YIELD_VALUE: it is executing. */
RT_INLINE void rt_gen_sends(PyGenObject *gen)
{
#if PY_VERSION_HEX >= 0x030D0000
    rt_gen_frame(gen)->instr_ptr -= RT_SEND_UNITS + 1;
#else
    rt_gen_frame(gen)->prev_instr -= RT_SEND_UNITS;
#endif
}

/* The opposite, of the frame only. */
RT_INLINE void rt_gen_frame_waits(PyGenObject *gen)
{
#if PY_VERSION_HEX >= 0x030D0000
    rt_gen_frame(gen)->instr_ptr += RT_SEND_UNITS + 1;
#else
    rt_gen_frame(gen)->prev_instr += RT_SEND_UNITS;
#endif
}

/* The opposite of rt_gen_sends: the delegate has yielded. */
RT_INLINE void rt_gen_waits(PyGenObject *gen)
{
    rt_gen_frame_waits(gen);
#if PY_VERSION_HEX >= 0x030D0000
    gen->gi_frame_state = FRAME_SUSPENDED_YIELD_FROM;
#else
    gen->gi_frame_state = FRAME_SUSPENDED;
#endif
}

/* The generator whose frame `f` is. */
RT_INLINE PyGenObject *rt_frame_gen(_PyInterpreterFrame *f)
{
    return (PyGenObject *)((char *)f - offsetof(PyGenObject, gi_iframe));
}

/* How many more resumptions rt_gen_recursion_enter would count without a look at the C stack. */
RT_INLINE int rt_gen_recursion_room(PyThreadState *ts)
{
#if PY_VERSION_HEX >= 0x030D0000
    return INT_MAX;
#else
    return *rt_py_recursion(ts);
#endif
}

/* Whether closing the suspended generator is the same as dropping its frame: it is at a plain `yield` that no handler
 * of the source covers, and no delegate has to be closed. */
int rt_gen_closes_silently(PyGenObject *gen);

/* A generator of `type` for the code of `f`, uninitialised but for its head; not tracked by the collector. NULL with
 * MemoryError. */
PyGenObject *rt_gen_new(PyTypeObject *type, PyCodeObject *co);

/* Fill the fields outside the frame: `function` gives the names. */
void rt_gen_init(PyGenObject *gen, PyFunctionObject *function);

/* Drop a generator that has no weak references and no origin or finaliser, and whose frame is cleared. */
void rt_gen_free(PyGenObject *gen);

/* What an async generator's __anext__ and asend return. */
struct rt_asend {
    PyObject_HEAD PyGenObject *gen;
    PyObject *value; /* to be sent first; NULL: None */
    int state;
};
#define RT_ASEND_INIT 0
#define RT_ASEND_ITER 1
#define RT_ASEND_CLOSED 2

extern PyTypeObject _PyAsyncGenASend_Type;

/* SEND on an object that is not run by compiled code: as the version's interpreter does it. See rt_send. */
int rt_send_generic(PyThreadState *ts, PyObject *receiver, PyObject *value, PyObject **result, int *done);

/* A generator's frame has returned or `failed` with the exception that is set, and is no longer current, but not yet
 * cleared: what 3.11's interpreter does then outside the bytecode (PEP 479). */
void rt_gen_ending(PyGenObject *gen, int failed);

#endif
