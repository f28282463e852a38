#include "py/handover.h"

#include "frame.h"
#include "py/gen.h"

#if PY_VERSION_HEX >= 0x030C0000

/* The interpreter pops the frame off the thread's data stack: it must be the topmost there. */
_PyInterpreterFrame *rt_interpreter_frame(PyThreadState *ts, PyCodeObject *co)
{
    PyObject **base = ts->datastack_top;
    if (base == NULL || ts->datastack_limit - base <= co->co_framesize) {
        /* a chunk more, as the interpreter's own (hidden) function makes one; it frees it with the frame */
        _PyStackChunk *top = ts->datastack_chunk;
        size_t size = 16 * 1024;
        while (size < sizeof(PyObject *) * ((size_t)co->co_framesize + 1000))
            size *= 2;
        PyObjectArenaAllocator arenas;
        PyObject_GetArenaAllocator(&arenas);
        _PyStackChunk *chunk = arenas.alloc(arenas.ctx, size);
        if (chunk == NULL)
            return NULL;
        chunk->previous = top;
        chunk->size = size;
        chunk->top = 0;
        if (top != NULL)
            top->top = (size_t)(ts->datastack_top - top->data);
        ts->datastack_chunk = chunk;
        ts->datastack_limit = (PyObject **)((char *)chunk + size);
        base = &chunk->data[top == NULL]; /* the first chunk stays when its first frame goes */
    }
    ts->datastack_top = base + co->co_framesize;
    return (_PyInterpreterFrame *)base;
}

PyObject *rt_interpret(PyThreadState *ts, _PyInterpreterFrame *f)
{
    return _PyEval_EvalFrameDefault(ts, f, 0);
}

PySendResult rt_interpret_generator(PyThreadState *ts, PyGenObject *gen, PyObject **result)
{
    _PyInterpreterFrame *f = rt_gen_frame(gen);
    *result = _PyEval_EvalFrameDefault(ts, f, 0);
    if (gen->gi_frame_state == FRAME_CLEARED)
        return *result != NULL ? PYGEN_RETURN : PYGEN_ERROR;
    gen->gi_frame_state = FRAME_EXECUTING;
    gen->gi_exc_state.previous_item = ts->exc_info;
    ts->exc_info = &gen->gi_exc_state;
    f->previous = rt_current_frame(ts);
    rt_set_current_frame(ts, f);
    --*rt_py_recursion(ts);
    return PYGEN_NEXT;
}

#else

/* 3.11's interpreter leaves the frame it was called with to its caller. */
_PyInterpreterFrame *rt_interpreter_frame(PyThreadState *ts, PyCodeObject *co)
{
    (void)ts;
    size_t slots = (size_t)co->co_nlocalsplus + (size_t)co->co_stacksize;
    return PyMem_Malloc(offsetof(_PyInterpreterFrame, localsplus) + (slots + 1) * sizeof(PyObject *));
}

PyObject *rt_interpret(PyThreadState *ts, _PyInterpreterFrame *f)
{
    PyObject *result = _PyEval_EvalFrameDefault(ts, f, 0);
    rt_frame_release(ts, f, 1);
    PyMem_Free(f);
    return result;
}

PySendResult rt_interpret_generator(PyThreadState *ts, PyGenObject *gen, PyObject **result)
{
    *result = _PyEval_EvalFrameDefault(ts, rt_gen_frame(gen), 0);
    --*rt_py_recursion(ts);
    if (*result == NULL)
        return PYGEN_ERROR;
    return gen->gi_frame_state == FRAME_SUSPENDED ? PYGEN_NEXT : PYGEN_RETURN;
}

#endif
