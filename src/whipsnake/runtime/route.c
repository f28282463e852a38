/* The slots of CPython's generator types and their method `send`, routed: a compiled generator runs compiled, any
 * other as before. */

#include "generator.h"

static iternextfunc gen_iternext, asend_iternext;
static sendfunc gen_send, coro_send;
static destructor gen_finalize, gen_dealloc, coro_dealloc;
static PyCFunction gen_send_method, coro_send_method, asend_send_method;

static PyObject *routed_iternext(PyObject *self)
{
    PyThreadState *ts = rt_thread();
    rt_body body = rt_resumable(ts, self);
    if (body == NULL) {
        return gen_iternext(self);
    }
    PyObject *result;
    switch (rt_resume(ts, (PyGenObject *)self, body, rt_newref(Py_None), &result)) {
    case PYGEN_NEXT:
        return result;
    case PYGEN_RETURN:
        if (result != Py_None) {
            _PyGen_SetStopIterationValue(result);
        }
        rt_decref(result);
        return NULL;
    default:
        return NULL;
    }
}

/* What an async generator's __anext__ and asend return: `original` is the method, NULL for the slot. */
static PyObject *routed_asend(PyObject *self, PyObject *value, PyCFunction original)
{
    PyObject *result;
    PySendResult how;
    if (!rt_asend(rt_thread(), (struct rt_asend *)self, value, &result, &how)) {
        return original != NULL ? original(self, value) : asend_iternext(self);
    }
    if (how != PYGEN_RETURN) {
        return result;
    }
    _PyGen_SetStopIterationValue(result);
    rt_decref(result);
    return NULL;
}

static PyObject *routed_asend_iternext(PyObject *self)
{
    return routed_asend(self, Py_None, NULL);
}

static PyObject *routed_asend_send_method(PyObject *self, PyObject *value)
{
    return routed_asend(self, value, asend_send_method);
}

/* am_send; what cannot be resumed now is an error, or interpreted: the original knows. */
RT_INLINE PySendResult routed_send(PyObject *self, PyObject *value, PyObject **result, sendfunc original)
{
    PyThreadState *ts = rt_thread();
    rt_body body = rt_resumable(ts, self);
    if (body == NULL || (value != Py_None && ((PyGenObject *)self)->gi_frame_state == FRAME_CREATED)) {
        return original(self, value, result);
    }
    return rt_resume(ts, (PyGenObject *)self, body, rt_newref(value), result);
}

static PySendResult routed_gen_send(PyObject *self, PyObject *value, PyObject **result)
{
    return routed_send(self, value, result, gen_send);
}

static PySendResult routed_coro_send(PyObject *self, PyObject *value, PyObject **result)
{
    return routed_send(self, value, result, coro_send);
}

RT_INLINE PyObject *routed_send_call(PyObject *self, PyObject *value, PyCFunction original)
{
    PyThreadState *ts = rt_thread();
    rt_body body = rt_resumable(ts, self);
    if (body == NULL || (value != Py_None && ((PyGenObject *)self)->gi_frame_state == FRAME_CREATED)) {
        return original(self, value);
    }
    PyObject *result;
    PySendResult how = rt_resume(ts, (PyGenObject *)self, body, rt_newref(value), &result);
    if (how != PYGEN_RETURN) {
        return result;
    }
    if (result == Py_None) {
        PyErr_SetNone(PyExc_StopIteration);
    }
    else {
        _PyGen_SetStopIterationValue(result);
    }
    rt_decref(result);
    return NULL;
}

static PyObject *routed_gen_send_method(PyObject *self, PyObject *value)
{
    return routed_send_call(self, value, gen_send_method);
}

static PyObject *routed_coro_send_method(PyObject *self, PyObject *value)
{
    return routed_send_call(self, value, coro_send_method);
}

/* Put `routed` in the place of the type's method `send`; returns what was there. */
static PyCFunction route_send_method(PyTypeObject *type, PyCFunction routed)
{
    PyObject *name = PyUnicode_FromString("send");
    PyObject *method = name == NULL ? NULL : _PyType_Lookup(type, name);
    Py_XDECREF(name);
    if (method == NULL || !Py_IS_TYPE(method, &PyMethodDescr_Type)) {
        PyErr_Clear();
        return NULL;
    }
    PyMethodDef *definition = ((PyMethodDescrObject *)method)->d_method;
    PyCFunction original = definition->ml_meth;
    definition->ml_meth = routed;
    return original;
}

/* A generator is dropped: throwing GeneratorExit into it and clearing it comes to the same as clearing it, if nothing
 * can catch the exception and nobody watches. */
static void routed_finalize(PyObject *self)
{
    PyGenObject *gen = (PyGenObject *)self;
    _PyInterpreterFrame *f = rt_gen_frame(gen);
    /* a frame object would learn who dropped the generator (f_back) */
    if (gen->gi_frame_state < FRAME_EXECUTING && f->frame_obj == NULL && rt_gen_closes_silently(gen)) {
        PyThreadState *ts = rt_thread();
        if (rt_resumable(ts, self) != NULL) {
            gen->gi_frame_state = FRAME_CLEARED;
            rt_frame_release(ts, f, 1);
            return;
        }
    }
    gen_finalize(self);
}

/* A generator that has finished has next to nothing to be dropped. `has_origin`: what the interpreter makes has an origin
 * or NULL there; a plain generator's is not initialised. */
RT_INLINE void routed_dealloc(PyObject *self, destructor original, int has_origin)
{
    PyGenObject *gen = (PyGenObject *)self;
    if (gen->gi_frame_state == FRAME_CLEARED && gen->gi_weakreflist == NULL &&
        (!has_origin || gen->gi_origin_or_finalizer == NULL)) {
        rt_gen_free(gen);
        return;
    }
    original(self);
}

static void routed_gen_dealloc(PyObject *self)
{
    routed_dealloc(self, gen_dealloc, 0);
}

static void routed_coro_dealloc(PyObject *self)
{
    routed_dealloc(self, coro_dealloc, 1);
}

void rt_generator_route(void)
{
    gen_iternext = PyGen_Type.tp_iternext;
    gen_send = PyGen_Type.tp_as_async->am_send;
    coro_send = PyCoro_Type.tp_as_async->am_send;
    gen_finalize = PyGen_Type.tp_finalize;
    PyGen_Type.tp_iternext = routed_iternext;
    PyGen_Type.tp_as_async->am_send = routed_gen_send;
    PyCoro_Type.tp_as_async->am_send = routed_coro_send;
    PyGen_Type.tp_finalize = routed_finalize;
    gen_dealloc = PyGen_Type.tp_dealloc;
    coro_dealloc = PyCoro_Type.tp_dealloc;
    PyGen_Type.tp_dealloc = routed_gen_dealloc;
    PyCoro_Type.tp_dealloc = routed_coro_dealloc;
    asend_iternext = _PyAsyncGenASend_Type.tp_iternext;
    _PyAsyncGenASend_Type.tp_iternext = routed_asend_iternext;
    asend_send_method = route_send_method(&_PyAsyncGenASend_Type, routed_asend_send_method);
    gen_send_method = route_send_method(&PyGen_Type, routed_gen_send_method);
    coro_send_method = route_send_method(&PyCoro_Type, routed_coro_send_method);
}
