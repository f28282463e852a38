/* The interpreter's frame, field by field. A frame made by compiled code is one the interpreter itself could have made:
 * the same fields with the same meaning, at any moment at which Python code can look.
 */
#ifndef RT_PY_FRAME_H
#define RT_PY_FRAME_H

#include "py/thread.h"

/* The code object of a frame, borrowed. */
RT_INLINE PyCodeObject *rt_frame_code(const _PyInterpreterFrame *f)
{
#if PY_VERSION_HEX >= 0x030D0000
    return (PyCodeObject *)f->f_executable;
#else
    return f->f_code;
#endif
}

/* The function of a frame, borrowed. */
RT_INLINE PyFunctionObject *rt_frame_function(const _PyInterpreterFrame *f)
{
#if PY_VERSION_HEX >= 0x030C0000
    return (PyFunctionObject *)f->f_funcobj;
#else
    return f->f_func;
#endif
}

/* Set code and function without touching what was there; both references are the caller's affair. */
RT_INLINE void rt_frame_set_code(_PyInterpreterFrame *f, PyCodeObject *co)
{
#if PY_VERSION_HEX >= 0x030D0000
    f->f_executable = (PyObject *)co;
#else
    f->f_code = co;
#endif
}

RT_INLINE void rt_frame_set_function(_PyInterpreterFrame *f, PyFunctionObject *function)
{
#if PY_VERSION_HEX >= 0x030C0000
    f->f_funcobj = (PyObject *)function;
#else
    f->f_func = function;
#endif
}

/* The constants and the names of a code object, in co_consts and co_names order; borrowed. */
RT_INLINE PyObject *const *rt_consts(PyCodeObject *co)
{
    return ((PyTupleObject *)co->co_consts)->ob_item;
}

RT_INLINE PyObject *const *rt_names(PyCodeObject *co)
{
    return ((PyTupleObject *)co->co_names)->ob_item;
}

/* The frame that runs in this thread, or NULL. */
RT_INLINE _PyInterpreterFrame *rt_current_frame(PyThreadState *ts)
{
#if PY_VERSION_HEX >= 0x030D0000
    return ts->current_frame;
#else
    return ts->cframe->current_frame;
#endif
}

RT_INLINE void rt_set_current_frame(PyThreadState *ts, _PyInterpreterFrame *f)
{
#if PY_VERSION_HEX >= 0x030D0000
    ts->current_frame = f;
#else
    ts->cframe->current_frame = f;
#endif
}

/* The frame's instruction pointer := the instruction at code unit i of `code` (what _PyCode_CODE answers). */
RT_INLINE void rt_at(_PyInterpreterFrame *f, const _Py_CODEUNIT *code, int i)
{
#if PY_VERSION_HEX >= 0x030D0000
    f->instr_ptr = (_Py_CODEUNIT *)code + i;
#else
    f->prev_instr = (_Py_CODEUNIT *)code + i;
#endif
}

/* The interpreter shall go on at code unit i. */
RT_INLINE void rt_at_next(_PyInterpreterFrame *f, const _Py_CODEUNIT *code, int i)
{
#if PY_VERSION_HEX >= 0x030D0000
    f->instr_ptr = (_Py_CODEUNIT *)code + i;
#else
    f->prev_instr = (_Py_CODEUNIT *)code + i - 1;
#endif
}

/* What runs a frame, from 3.13 on: in a field that the interpreter sets before it reads it, and never to these
 * values. */
#define RT_INTERPRETED 0
#define RT_COMPILED 0xFFFE
#define RT_WRITTEN 0xFFFF /* compiled code, and somebody has written to its locals: see py/locals_proxy.h */

RT_INLINE void rt_frame_mark(_PyInterpreterFrame *f, int mark)
{
#if PY_VERSION_HEX >= 0x030D0000
    f->return_offset = (uint16_t)mark;
#elif PY_VERSION_HEX >= 0x030C0000
    f->return_offset = 0;
#endif
}

RT_INLINE int rt_frame_is_marked(const _PyInterpreterFrame *f, int mark)
{
#if PY_VERSION_HEX >= 0x030D0000
    return f->return_offset == mark;
#else
    return 0;
#endif
}

/* A generator's frame is resumed by compiled code. */
RT_INLINE void rt_frame_run_compiled(_PyInterpreterFrame *f)
{
    if (!rt_frame_is_marked(f, RT_WRITTEN))
        rt_frame_mark(f, RT_COMPILED);
}

/* The code unit the instruction pointer is at: what f_lasti is derived from. */
RT_INLINE int rt_instruction(const _PyInterpreterFrame *f, const _Py_CODEUNIT *code)
{
#if PY_VERSION_HEX >= 0x030D0000
    return (int)(f->instr_ptr - code);
#else
    return (int)(f->prev_instr - code);
#endif
}

/* A suspended frame's instruction pointer: where the interpreter leaves it at the YIELD_VALUE or RETURN_GENERATOR at
 * code unit i. From 3.13 that is the instruction to go on with. */
RT_INLINE void rt_at_suspended(_PyInterpreterFrame *f, const _Py_CODEUNIT *code, int i)
{
#if PY_VERSION_HEX >= 0x030D0000
    f->instr_ptr = (_Py_CODEUNIT *)code + i + 1;
#else
    f->prev_instr = (_Py_CODEUNIT *)code + i;
#endif
}

/* The code unit of the YIELD_VALUE or RETURN_GENERATOR at which the frame is suspended. */
RT_INLINE int rt_resume_point(const _PyInterpreterFrame *f, const _Py_CODEUNIT *code)
{
#if PY_VERSION_HEX >= 0x030D0000
    return (int)(f->instr_ptr - code) - 1;
#else
    return (int)(f->prev_instr - code);
#endif
}

/* Opcode and oparg of the code unit. The opcode may be a specialised or instrumented form. */
RT_INLINE int rt_unit_opcode(const _Py_CODEUNIT *unit)
{
#if PY_VERSION_HEX >= 0x030C0000
    return unit->op.code;
#else
    return _Py_OPCODE(*unit);
#endif
}

RT_INLINE int rt_unit_oparg(const _Py_CODEUNIT *unit)
{
#if PY_VERSION_HEX >= 0x030C0000
    return unit->op.arg;
#else
    return _Py_OPARG(*unit);
#endif
}

/* Whether the interpreter, in its frame `f`, is executing a CALL of `func` whose `total` arguments are `args`: they lie on
 * f's operand stack, behind the function and, without a `self`, a NULL, and will only be dropped. */
RT_INLINE int rt_is_call_of(const _PyInterpreterFrame *f, PyObject *func, PyObject *const *args, Py_ssize_t total)
{
    PyCodeObject *co = rt_frame_code(f);
    PyObject *const *stack = f->localsplus;
    /* no frame has so large a stack: this is about where `args` lies */
    if ((size_t)(args - stack) > 1 << 24 || (f->owner != FRAME_OWNED_BY_THREAD && f->owner != FRAME_OWNED_BY_GENERATOR))
        return 0;
    stack += co->co_nlocalsplus;
    if (args <= stack || args + total > stack + co->co_stacksize)
        return 0;
    int count = rt_unit_oparg(&_PyCode_CODE(co)[rt_instruction(f, _PyCode_CODE(co))]);
    if (args[-1] == func && total == count + 1)
        return 1; /* the first argument is a method's self */
#if PY_VERSION_HEX >= 0x030D0000
    return total == count && args[-1] == NULL && args >= stack + 2 && args[-2] == func;
#else
    return total == count && args[-1] == func && args >= stack + 2 && args[-2] == NULL;
#endif
}

/* Fill all but localsplus and previous: a frame that borrows `function` and `co` (see frame.h), its
 * instruction pointer at the RESUME. */
RT_INLINE void rt_frame_init(_PyInterpreterFrame *f, PyFunctionObject *function, PyCodeObject *co, int nlocalsplus)
{
    rt_frame_set_code(f, co);
    rt_frame_set_function(f, function);
    f->f_globals = function->func_globals;
    f->f_builtins = function->func_builtins;
    f->f_locals = NULL;
    f->frame_obj = NULL;
    rt_at(f, _PyCode_CODE(co), co->_co_firsttraceable);
    f->stacktop = nlocalsplus;
#if PY_VERSION_HEX < 0x030C0000
    f->is_entry = 1;
#endif
    rt_frame_mark(f, RT_COMPILED);
    f->owner = FRAME_OWNED_BY_THREAD;
}

/* Whether a frame that is cleared keeps its code object, which then its generator drops at last. */
RT_INLINE int rt_frame_release_leaves_code(void)
{
    return PY_VERSION_HEX >= 0x030C0000;
}

#endif
