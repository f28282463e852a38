#include "py/gen.h"

#include "internal/pycore_object.h"

#if PY_VERSION_HEX >= 0x030D0000

PyObject *rt_gen_delegate(PyGenObject *gen)
{
    return gen->gi_frame_state == FRAME_SUSPENDED_YIELD_FROM ? _PyFrame_StackPeek(rt_gen_frame(gen)) : NULL;
}

#else

/* The RESUME that the frame goes on with, when it is at a yield; NULL if it is not. */
static const _Py_CODEUNIT *resume_of(PyGenObject *gen)
{
    if (gen->gi_frame_state >= FRAME_CLEARED || gen->gi_frame_state == FRAME_CREATED) {
        return NULL;
    }
    const _Py_CODEUNIT *next = rt_gen_frame(gen)->prev_instr + 1;
    int opcode = rt_unit_opcode(next);
#if PY_VERSION_HEX >= 0x030C0000
    return opcode == RESUME || opcode == INSTRUMENTED_RESUME ? next : NULL;
#else
    return opcode == RESUME || opcode == RESUME_QUICK ? next : NULL;
#endif
}

PyObject *rt_gen_delegate(PyGenObject *gen)
{
    const _Py_CODEUNIT *resume = resume_of(gen);
    /* the argument: 1 after a plain `yield`, 2 `yield from`, 3 `await` */
    return resume != NULL && (rt_unit_oparg(resume) & 3) >= 2 ? _PyFrame_StackPeek(rt_gen_frame(gen)) : NULL;
}

#endif

#if PY_VERSION_HEX >= 0x030C0000

int rt_gen_closes_silently(PyGenObject *gen)
{
#if PY_VERSION_HEX >= 0x030D0000
    /* the interpreter does it itself */
    return 0;
#else
    /* and 3.12's for a generator that has not started */
    if (gen->gi_frame_state == FRAME_CREATED) {
        return 0;
    }
    const _Py_CODEUNIT *yield = rt_gen_frame(gen)->prev_instr;
    /* the argument counts the handlers that cover it, the one for StopIteration included */
    return rt_unit_opcode(yield) == YIELD_VALUE && rt_unit_oparg(yield) == 1 && rt_gen_delegate(gen) == NULL;
#endif
}

#else

/* A number of the exception table: six bits a byte, the highest first. */
static unsigned table_number(const uint8_t **scan)
{
    unsigned value = **scan & 63;
    while (*(*scan)++ & 64) {
        value = value << 6 | (**scan & 63);
    }
    return value;
}

int rt_gen_closes_silently(PyGenObject *gen)
{
    if (gen->gi_frame_state == FRAME_CREATED) {
        return 1;
    }
    if (rt_gen_delegate(gen) != NULL) {
        return 0;
    }
    _PyInterpreterFrame *f = rt_gen_frame(gen);
    unsigned at = (unsigned)rt_instruction(f, _PyCode_CODE(f->f_code));
    PyObject *table = f->f_code->co_exceptiontable;
    const uint8_t *scan = (const uint8_t *)PyBytes_AS_STRING(table), *end = scan + PyBytes_GET_SIZE(table);
    while (scan < end) {
        unsigned start = table_number(&scan);
        unsigned size = table_number(&scan);
        if (start > at) {
            break;
        }
        if (at < start + size) {
            return 0;
        }
        table_number(&scan); /* the handler */
        table_number(&scan); /* its depth */
    }
    return 1;
}

#endif

void rt_gen_free(PyGenObject *gen)
{
    _PyObject_GC_UNTRACK((PyObject *)gen);
#if PY_VERSION_HEX >= 0x030C0000
    rt_decref((PyObject *)rt_frame_code(rt_gen_frame(gen)));
#else
    rt_decref((PyObject *)gen->gi_code);
#endif
    rt_decref(gen->gi_name);
    rt_decref(gen->gi_qualname);
    rt_xdecref(gen->gi_exc_state.exc_value);
    PyObject_GC_Del(gen);
}

PyGenObject *rt_gen_new(PyTypeObject *type, PyCodeObject *co)
{
    return PyObject_GC_NewVar(PyGenObject, type, co->co_nlocalsplus + co->co_stacksize);
}

void rt_gen_init(PyGenObject *gen, PyFunctionObject *function)
{
#if PY_VERSION_HEX < 0x030C0000
    gen->gi_code = (PyCodeObject *)rt_newref(function->func_code);
#endif
    gen->gi_weakreflist = NULL;
    gen->gi_name = rt_newref(function->func_name);
    gen->gi_qualname = rt_newref(function->func_qualname);
    gen->gi_exc_state.exc_value = NULL;
    gen->gi_exc_state.previous_item = NULL;
    gen->gi_origin_or_finalizer = NULL;
    gen->gi_hooks_inited = 0;
    gen->gi_closed = 0;
    gen->gi_running_async = 0;
}

void rt_gen_ending(PyGenObject *gen, int failed)
{
#if PY_VERSION_HEX < 0x030C0000
    /* 3.11 forgets who resumed the generator: a frame object that outlives it has no f_back */
    rt_gen_frame(gen)->previous = NULL;
    if (!failed) {
        return;
    }
    int is_async = PyAsyncGen_CheckExact(gen);
    const char *kind = is_async ? "async generator" : PyCoro_CheckExact(gen) ? "coroutine" : "generator";
    if (PyErr_ExceptionMatches(PyExc_StopIteration)) {
        _PyErr_FormatFromCause(PyExc_RuntimeError, "%s raised StopIteration", kind);
    }
    else if (is_async && PyErr_ExceptionMatches(PyExc_StopAsyncIteration)) {
        _PyErr_FormatFromCause(PyExc_RuntimeError, "%s raised StopAsyncIteration", kind);
    }
#endif
}

int rt_send_generic(PyThreadState *ts, PyObject *receiver, PyObject *value, PyObject **result, int *done)
{
#if PY_VERSION_HEX < 0x030C0000
    PySendResult how = PyIter_Send(receiver, value, result);
    *done = how == PYGEN_RETURN;
    return how == PYGEN_ERROR ? -1 : 0;
#else
    *done = 0;
    if (PyGen_CheckExact(receiver) || PyCoro_CheckExact(receiver)) {
        /* spares a StopIteration */
        PySendResult how = PyIter_Send(receiver, value, result);
        *done = how == PYGEN_RETURN;
        return how == PYGEN_ERROR ? -1 : 0;
    }
    if (value == Py_None && PyIter_Check(receiver)) {
        *result = Py_TYPE(receiver)->tp_iternext(receiver);
    }
    else {
        *result = PyObject_CallMethodOneArg(receiver, &_Py_ID(send), value);
    }
    if (*result != NULL) {
        return 0;
    }
    *done = 1;
    return _PyGen_FetchStopIterationValue(result) < 0 ? -1 : 0;
#endif
}
