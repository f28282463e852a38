#include "generator.h"

#include "async.h"
#include "py/intrinsics.h"
#include "stops.h"

#include "internal/pycore_object.h"

/* cr_origin: (file name, line, function name) of the callers of the coroutine function, innermost first, at most
 * `depth`. The current frame is the caller. Owned; NULL with MemoryError. */
static PyObject *coroutine_origin(PyThreadState *ts, int depth)
{
    PyObject *list = PyList_New(0);
    int status = list != NULL ? 0 : -1;
    for (_PyInterpreterFrame *f = rt_current_frame(ts); f != NULL && depth > 0 && status == 0; f = f->previous) {
        if (_PyFrame_IsIncomplete(f)) {
            continue;
        }
        depth--;
        PyCodeObject *co = rt_frame_code(f);
        int line = PyCode_Addr2Line(co, rt_instruction(f, _PyCode_CODE(co)) * (int)sizeof(_Py_CODEUNIT));
        PyObject *entry = Py_BuildValue("OiO", co->co_filename, line, co->co_name);
        status = entry != NULL ? PyList_Append(list, entry) : -1;
        Py_XDECREF(entry);
    }
    PyObject *origin = status == 0 ? PyList_AsTuple(list) : NULL;
    Py_XDECREF(list);
    return origin;
}

PyObject *rt_return_generator(PyThreadState *ts, _PyInterpreterFrame *f, int i)
{
    PyCodeObject *co = rt_frame_code(f);
    PyFunctionObject *function = rt_frame_function(f);
    PyTypeObject *type = co->co_flags & CO_COROUTINE         ? &PyCoro_Type
                         : co->co_flags & CO_ASYNC_GENERATOR ? &PyAsyncGen_Type
                                                             : &PyGen_Type;
    PyGenObject *gen = rt_gen_new(type, co);
    if (gen == NULL) {
        rt_traceback(ts, f);
        rt_set_current_frame(ts, f->previous);
        rt_recursion_leave(ts);
        rt_frame_release(ts, f, 0);
        rt_data_pop(ts, f);
        return NULL;
    }
    rt_gen_init(gen, function);

    _PyInterpreterFrame *own = rt_gen_frame(gen);
    memcpy(own, f, (char *)&f->localsplus[co->co_nlocalsplus] - (char *)f);
    rt_incref((PyObject *)function);
    rt_incref((PyObject *)co);
    own->previous = NULL;
    own->owner = FRAME_OWNED_BY_GENERATOR;
    rt_at_suspended(own, _PyCode_CODE(co), i);
    if (own->frame_obj != NULL) {
        own->frame_obj->f_frame = own;
    }
    gen->gi_frame_state = FRAME_CREATED;
    rt_set_current_frame(ts, f->previous);
    rt_recursion_leave(ts);
    rt_data_pop(ts, f);
    _PyObject_GC_TRACK((PyObject *)gen);

    if (type == &PyCoro_Type && RT_UNLIKELY(ts->coroutine_origin_tracking_depth > 0)) {
        PyObject *origin = coroutine_origin(ts, ts->coroutine_origin_tracking_depth);
        if (origin == NULL) {
            gen->gi_frame_state = FRAME_CLEARED;
            rt_frame_release(ts, own, 1);
            Py_DECREF(gen);
            return NULL;
        }
        ((PyCoroObject *)gen)->cr_origin_or_finalizer = origin;
    }
    return (PyObject *)gen;
}

PySendResult rt_resume_end(PyThreadState *ts, PyGenObject *gen, PySendResult how, PyObject **result)
{
    if (gen->gi_frame_state == FRAME_CLEARED) {
        return how; /* the interpreter ran it to its end, and did all this */
    }
    _PyInterpreterFrame *f = rt_gen_frame(gen);
    if (RT_UNLIKELY(rt_stopping == f)) {
        how = rt_stop_finish_body(ts, result);
        if (how == PYGEN_NEXT)
            rt_resume_yields(ts, gen);
        if (how == PYGEN_NEXT || gen->gi_frame_state == FRAME_CLEARED)
            return how;
    }
    rt_recursion_leave(ts);
    ts->exc_info = gen->gi_exc_state.previous_item;
    gen->gi_exc_state.previous_item = NULL;
    rt_set_current_frame(ts, f->previous);
    rt_gen_ending(gen, how == PYGEN_ERROR);
    gen->gi_frame_state = FRAME_CLEARED;
    rt_frame_release(ts, f, 1);
    f->previous = NULL;
    Py_CLEAR(gen->gi_exc_state.exc_value);
    return how;
}

/* Whether rt_resume_chain may go down to `delegate`, whose code is compiled if it is `known`. */
RT_INLINE int continues_chain(PyThreadState *ts, PyObject *delegate, PyCodeObject *known)
{
    PyTypeObject *type = Py_TYPE(delegate);
    if ((type != &PyGen_Type && type != &PyCoro_Type) || !rt_gen_is_suspended((PyGenObject *)delegate)) {
        return 0;
    }
    PyCodeObject *co = rt_frame_code(rt_gen_frame((PyGenObject *)delegate));
    return co == known || (rt_compiled(co) != NULL && !rt_observed(ts, co));
}

/* Make the generator execute, called by frame `*f` with the exception state `*exc_info`: both become its own. */
RT_INLINE void chain_enter(PyGenObject *gen, _PyInterpreterFrame **f, _PyErr_StackItem **exc_info)
{
    rt_gen_frame(gen)->previous = *f;
    *f = rt_gen_frame(gen);
    gen->gi_exc_state.previous_item = *exc_info;
    *exc_info = &gen->gi_exc_state;
    gen->gi_frame_state = FRAME_EXECUTING;
    rt_frame_run_compiled(*f);
}

/* Undo chain_enter, but for the generator's state: returns the caller's frame. */
RT_INLINE _PyInterpreterFrame *chain_leave(PyGenObject *gen, _PyErr_StackItem **exc_info)
{
    _PyInterpreterFrame *f = rt_gen_frame(gen), *previous = f->previous;
    f->previous = NULL;
    *exc_info = gen->gi_exc_state.previous_item;
    gen->gi_exc_state.previous_item = NULL;
    return previous;
}

PySendResult rt_resume_chain(PyThreadState *ts, PyGenObject *gen, rt_body body, PyObject *delegate, PyObject *sent,
                             PyObject **result)
{
    _PyInterpreterFrame *f = rt_current_frame(ts);
    _PyErr_StackItem *exc_info = ts->exc_info;
    PyCodeObject *known = rt_frame_code(rt_gen_frame(gen));
    int room = rt_gen_recursion_room(ts), count = 1;
    if (room < 2 || rt_stack_doubtful(&room) || !continues_chain(ts, delegate, known)) {
        return rt_resume_body(ts, gen, body, sent, result);
    }

    PyGenObject *top = gen;
    do {
        chain_enter(gen, &f, &exc_info);
        rt_gen_sends(gen);
        known = rt_frame_code(f);
        gen = (PyGenObject *)delegate;
        delegate = rt_gen_waits_for(gen);
    } while (++count < room && delegate != NULL && continues_chain(ts, delegate, known));
    chain_enter(gen, &f, &exc_info);
    rt_set_current_frame(ts, f);
    ts->exc_info = exc_info;
    *rt_py_recursion(ts) -= count;

    for (;;) {
        _PyInterpreterFrame *above = f->previous;
        PySendResult how = rt_compiled(rt_frame_code(f))->body(ts, f, sent, result);
        if (how == PYGEN_NEXT && (gen == top || RT_LIKELY(!rt_maybe_observed(ts, rt_frame_code(above))))) {
            break;
        }
        if (how == PYGEN_NEXT) {
            chain_leave(gen, &exc_info);
            rt_gen_set_suspended(gen);
            rt_set_current_frame(ts, above);
            ts->exc_info = exc_info;
            rt_recursion_leave(ts);
        }
        else {
            how = rt_resume_end(ts, gen, how, result);
        }
        if (gen == top) {
            return how;
        }
        *rt_shared.sent = (struct rt_sent){.receiver = (PyObject *)gen, .how = how, .result = *result};
        count--;
        f = above;
        gen = rt_frame_gen(f);
        rt_gen_frame_waits(gen);
        sent = rt_newref(Py_None);
        *result = NULL;
    }

    f = chain_leave(gen, &exc_info);
    rt_gen_set_suspended(gen);
    while (gen != top) {
        gen = rt_frame_gen(f);
        f = chain_leave(gen, &exc_info);
        rt_gen_waits(gen);
    }
    rt_set_current_frame(ts, f);
    ts->exc_info = exc_info;
    *rt_py_recursion(ts) += count;
    return PYGEN_NEXT;
}

int rt_asend(PyThreadState *ts, struct rt_asend *awaitable, PyObject *value, PyObject **result, PySendResult *how)
{
    PyGenObject *gen = awaitable->gen;
    rt_body body = rt_gen_resumable(ts, gen);
    PyTypeObject *wrapper = rt_py_async_gen_wrapper();
    if (body == NULL || wrapper == NULL || awaitable->state == RT_ASEND_CLOSED) {
        return 0;
    }
    if (awaitable->state == RT_ASEND_INIT) {
        if (gen->gi_running_async) {
            return 0;
        }
        if (value == Py_None && awaitable->value != NULL) {
            value = awaitable->value;
        }
    }
    if (value != Py_None && gen->gi_frame_state == FRAME_CREATED) {
        return 0;
    }
    awaitable->state = RT_ASEND_ITER;
    gen->gi_running_async = 1;
    *how = rt_resume(ts, gen, body, rt_newref(value), result);
    if (*how == PYGEN_NEXT && !Py_IS_TYPE(*result, wrapper)) {
        return 1;
    }
    if (*how == PYGEN_NEXT) {
        PyObject *item = rt_newref(rt_py_async_gen_wrapped(*result));
        rt_decref(*result);
        *result = item;
        *how = PYGEN_RETURN;
    }
    else {
        if (*how == PYGEN_RETURN) {
            Py_CLEAR(*result);
            PyErr_SetNone(PyExc_StopAsyncIteration);
            *how = PYGEN_ERROR;
        }
        if (PyErr_ExceptionMatches(PyExc_StopAsyncIteration) || PyErr_ExceptionMatches(PyExc_GeneratorExit)) {
            gen->gi_closed = 1;
        }
    }
    gen->gi_running_async = 0;
    awaitable->state = RT_ASEND_CLOSED;
    return 1;
}

static int send(PyThreadState *ts, PyObject *receiver, PyObject *value, PyObject **result, int *done)
{
    struct rt_sent *sent = rt_shared.sent;
    if (sent->receiver == receiver) {
        sent->receiver = NULL;
        *result = sent->result;
        *done = sent->how == PYGEN_RETURN;
        return sent->how == PYGEN_ERROR ? -1 : 0;
    }
    PySendResult how;
    if (Py_IS_TYPE(receiver, &_PyAsyncGenASend_Type) &&
        rt_asend(ts, (struct rt_asend *)receiver, value, result, &how)) {
        *done = how == PYGEN_RETURN;
        return how == PYGEN_ERROR ? -1 : 0;
    }
    rt_body body = rt_resumable(ts, receiver);
    if (body == NULL || (value != Py_None && ((PyGenObject *)receiver)->gi_frame_state == FRAME_CREATED)) {
        return rt_send_generic(ts, receiver, value, result, done);
    }
    how = rt_resume(ts, (PyGenObject *)receiver, body, rt_newref(value), result);
    *done = how == PYGEN_RETURN;
    return how == PYGEN_ERROR ? -1 : 0;
}

int rt_send(PyThreadState *ts, PyObject *receiver, PyObject *value, PyObject **result, int *done)
{
    int status = send(ts, receiver, value, result, done);
    if (RT_UNLIKELY(rt_maybe_observed_anywhere()) && status == 0 &&
        rt_stop(result, 1, *done ? RT_IF_TRUE : RT_IF_FALSE)) {
        return -1;
    }
    return status;
}

PyObject *rt_get_awaitable(PyThreadState *ts, PyObject *value, int where)
{
    PyObject *iterator = rt_awaitable_iter(value);
    if (iterator == NULL) {
        PyAsyncMethods *methods = Py_TYPE(value)->tp_as_async;
        if ((where == 1 || where == 2) && (methods == NULL || methods->am_await == NULL)) {
            PyErr_Format(PyExc_TypeError,
                         "'async with' received an object from %s that does not implement __await__: %.100s",
                         where == 1 ? "__aenter__" : "__aexit__", Py_TYPE(value)->tp_name);
        }
        return NULL;
    }
    if (PyCoro_CheckExact(iterator) && rt_gen_delegate((PyGenObject *)iterator) != NULL) {
        Py_DECREF(iterator);
        PyErr_SetString(PyExc_RuntimeError, "coroutine is being awaited already");
        return NULL;
    }
    return rt_seen(iterator);
}

PyObject *rt_get_yield_from_iter(_PyInterpreterFrame *f, PyObject *value)
{
    if (PyCoro_CheckExact(value)) {
        if (rt_frame_code(f)->co_flags & (CO_COROUTINE | CO_ITERABLE_COROUTINE)) {
            return rt_newref(value);
        }
        PyErr_SetString(PyExc_TypeError, "cannot 'yield from' a coroutine object in a non-coroutine generator");
        return NULL;
    }
    return PyGen_CheckExact(value) ? rt_newref(value) : rt_seen(PyObject_GetIter(value));
}
