#include "py/handover.h"

#include "frame.h"
#include "py/datastack.h"
#include "py/gen.h"

#if PY_VERSION_HEX >= 0x030C0000

/* The interpreter pops the frame off the thread's data stack: it must be the topmost there. */
_PyInterpreterFrame *rt_interpreter_frame(PyThreadState *ts, PyCodeObject *co)
{
    size_t size = (size_t)co->co_framesize * sizeof(PyObject *);
    return rt_data_reserve(ts, size) < 0 ? NULL : rt_data_push(ts, size);
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
