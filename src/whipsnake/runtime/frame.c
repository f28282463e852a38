#include "frame.h"

#include "py/exc.h"
#include "py/function.h"
#include "stops.h"

/* The frame object `object`, somebody else's too, outlives the call: it gets the frame's contents. */
static void frame_object_takes(PyThreadState *ts, _PyInterpreterFrame *f, PyFrameObject *object, int owns)
{
    PyCodeObject *co = rt_frame_code(f);
    if (!owns)
        rt_incref((PyObject *)rt_frame_function(f));
    if (!owns || rt_frame_release_leaves_code())
        rt_incref((PyObject *)co);
    _PyInterpreterFrame *data = (_PyInterpreterFrame *)object->_f_frame_data;
    memcpy(data, f, (char *)&f->localsplus[f->stacktop] - (char *)f);
    f->stacktop = 0;
    f->f_locals = NULL;
    data->owner = FRAME_OWNED_BY_FRAME_OBJECT;
    data->previous = NULL;
    data->frame_obj = NULL;
    if (rt_instruction(data, _PyCode_CODE(co)) < co->_co_firsttraceable)
        rt_at(data, _PyCode_CODE(co), co->_co_firsttraceable);
    object->f_frame = data;
    if (f->previous != NULL) {
        /* `f` is no longer current: this is the frame before it */
        PyObject *exc = rt_failed(ts) ? rt_take_raised(ts) : NULL;
        PyFrameObject *back = PyThreadState_GetFrame(ts);
        object->f_back = back;
        if (exc != NULL)
            rt_set_raised(ts, exc);
    }
    if (!PyObject_GC_IsTracked((PyObject *)object))
        PyObject_GC_Track(object);
}

void rt_frame_release(PyThreadState *ts, _PyInterpreterFrame *f, int owns)
{
    rt_locals_written_done(f);
    PyFrameObject *object = f->frame_obj;
    if (object != NULL) {
        f->frame_obj = NULL;
        int shared = Py_REFCNT(object) > 1;
        if (shared)
            frame_object_takes(ts, f, object, owns);
        rt_decref((PyObject *)object);
        if (shared)
            return;
    }
    int count = f->stacktop;
    f->stacktop = 0;
    for (int i = 0; i < count; i++)
        rt_xdecref(f->localsplus[i]);
    PyObject *locals = f->f_locals;
    f->f_locals = NULL;
    rt_xdecref(locals);
    if (owns) {
        PyCodeObject *co = rt_frame_code(f);
        rt_decref((PyObject *)rt_frame_function(f));
        if (!rt_frame_release_leaves_code())
            rt_decref((PyObject *)co);
    }
}

RT_COLD void rt_traceback(PyThreadState *ts, _PyInterpreterFrame *f)
{
    if (rt_stopping != NULL) {
        PyErr_Clear(); /* that of an iterator's end */
        return;
    }
    /* some functions of CPython lose their exception where memory is short */
    if (RT_UNLIKELY(!rt_failed(ts)))
        PyErr_SetString(PyExc_SystemError, "error return without exception set");
    PyFrameObject *object = PyThreadState_GetFrame(ts);
    if (object != NULL) {
        PyTraceBack_Here(object);
        rt_trace_exception(ts, object);
        rt_decref((PyObject *)object);
    }
    if (!rt_failed(ts))
        PyErr_NoMemory();
}

PyObject *rt_leave_slowly(PyThreadState *ts, _PyInterpreterFrame *f, PyObject *result)
{
    if (rt_stopping == f)
        return rt_stop_finish(ts);
    rt_frame_release(ts, f, 0);
    rt_data_pop(ts, f);
    return result;
}

PyObject *rt_leave_once(PyThreadState *ts, _PyInterpreterFrame *f, int nlocalsplus, PyObject *result)
{
    return rt_leave(ts, f, nlocalsplus, result);
}
