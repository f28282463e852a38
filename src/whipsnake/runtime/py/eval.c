#include "py/eval.h"

#include "py/code.h"
#include "py/exc.h"

#if PY_VERSION_HEX >= 0x030C0000
#include "internal/pycore_instruments.h"
#endif

/* A value no version has: versions count from 0, and 3.13 keeps the low bits clear. */
uintptr_t rt_quiet_version = UINTPTR_MAX;

PyInterpreterState *rt_main_interpreter;

vectorcallfunc rt_interpreter_vectorcall;

/* An interpreted function that does nothing, and whose frames nobody sees. */
static PyObject *nothing;

/* Code that does nothing, with an instruction that is never executed at its end. Owned; NULL with an exception. */
static PyObject *empty_code(void)
{
    static const char bytecode[] = {RESUME, 0, LOAD_CONST, 0, RETURN_VALUE, 0, NOP, 0};
    PyObject *code = (PyObject *)PyCode_NewEmpty("<whipsnake>", "nothing", 1);
    if (code == NULL)
        return NULL;
    PyObject *result = rt_py_code_replace(
        code, Py_BuildValue("{s:y#,s:(O)}", "co_code", bytecode, (Py_ssize_t)sizeof(bytecode), "co_consts", Py_None));
    Py_DECREF(code);
    return result;
}

int rt_eval_init(void)
{
    if (nothing != NULL)
        return 0;
    PyObject *code = empty_code();
    PyObject *globals = PyDict_New();
    PyObject *function = code != NULL && globals != NULL ? PyFunction_New(code, globals) : NULL;
    if (function != NULL) {
        rt_interpreter_vectorcall = ((PyFunctionObject *)function)->vectorcall;
        rt_main_interpreter = PyInterpreterState_Get();
        rt_hide_code((PyCodeObject *)code);
        nothing = function;
    }
    Py_XDECREF(code);
    Py_XDECREF(globals);
    return function != NULL ? 0 : -1;
}

#if PY_VERSION_HEX >= 0x030C0000

/* What code objects that are up to date have for their version. */
static uintptr_t instrumentation_version(PyThreadState *ts)
{
#if PY_VERSION_HEX >= 0x030D0000
    return ts->eval_breaker & ~(uintptr_t)_PY_EVAL_EVENTS_MASK;
#else
    return (uintptr_t)ts->interp->monitoring_version;
#endif
}

/* The interpreter instruments code that is older than its tools, in 3.12.1 from the first instruction on, hidden or not. */
void rt_keep_hidden(PyThreadState *ts, PyCodeObject *co)
{
    if (co->_co_monitoring != NULL) { /* tools changed while it ran */
        PyObject *plain = PyCode_GetCode(co);
        if (plain != NULL)
            memcpy(_PyCode_CODE(co), PyBytes_AS_STRING(plain), (size_t)PyBytes_GET_SIZE(plain));
        else
            PyErr_Clear();
        Py_XDECREF(plain);
    }
    co->_co_instrumentation_version = instrumentation_version(ts);
}

/* The tools, one bit each, that wait for any of the events. */
static unsigned tools_waiting(const uint8_t *tools, size_t events)
{
    unsigned waiting = 0;
    for (size_t i = 0; i < events; i++)
        waiting |= tools[i];
    return waiting;
}

/* rt_observed_slowly, but for frame evaluation functions, which care for frames that begin. */
static int observed(PyThreadState *ts, PyCodeObject *co)
{
    PyInterpreterState *interp = ts->interp;
    unsigned waiting = tools_waiting(interp->monitors.tools, Py_ARRAY_LENGTH(interp->monitors.tools));
    if (waiting == 0) {
        rt_quiet_version = instrumentation_version(ts);
    }
    _PyCoMonitoringData *data = co->_co_monitoring;
    if (data != NULL)
        waiting |= tools_waiting(data->local_monitors.tools, Py_ARRAY_LENGTH(data->local_monitors.tools));
    /* sys.setprofile and sys.settrace wait in every thread for what they report in one */
    if (ts->c_profilefunc == NULL || ts->tracing)
        waiting &= ~(1U << PY_MONITORING_SYS_PROFILE_ID);
    if (ts->c_tracefunc == NULL || ts->tracing)
        waiting &= ~(1U << PY_MONITORING_SYS_TRACE_ID);
    return waiting != 0;
}

#else

static int observed(PyThreadState *ts, PyCodeObject *co)
{
    return ts->cframe->use_tracing;
}

void rt_keep_hidden(PyThreadState *ts, PyCodeObject *co)
{
}

#endif

#if PY_VERSION_HEX < 0x030C0000

PyObject *rt_low_stack_vectorcall(PyObject *func, PyObject *const *args, size_t nargsf, PyObject *kwnames)
{
    char here;
    if (rt_stack_reserve(&here) == 0 && rt_recursion_check(rt_thread(), &here) < 0)
        return NULL;
    return rt_interpreter_vectorcall(func, args, nargsf, kwnames);
}

#endif

int rt_observed_slowly(PyThreadState *ts, PyCodeObject *co)
{
    return ts->interp->eval_frame != NULL || observed(ts, co);
}

void rt_trace_exception(PyThreadState *ts, PyFrameObject *frame)
{
    Py_tracefunc function = ts->c_tracefunc;
    if (function == NULL || ts->tracing)
        return;
    PyObject *exc = rt_take_raised(ts);
    PyObject *traceback = PyException_GetTraceback(exc);
    PyObject *arg = PyTuple_Pack(3, (PyObject *)Py_TYPE(exc), exc, traceback != NULL ? traceback : Py_None);
    PyObject *self = Py_XNewRef(ts->c_traceobj);
    PyThreadState_EnterTracing(ts);
    int status = arg != NULL ? function(self, frame, PyTrace_EXCEPTION, arg) : 0;
    PyThreadState_LeaveTracing(ts);
    Py_XDECREF(self);
    Py_XDECREF(arg);
    Py_XDECREF(traceback);
    if (status == 0) {
        PyErr_Clear();
        rt_set_raised(ts, exc);
    }
    else {
        Py_DECREF(exc);
    }
}

RT_COLD int rt_watched_slowly(PyThreadState *ts, _PyInterpreterFrame *f)
{
    /* the interpreter needs C stack: near its limit it would raise RecursionError */
    if (*rt_py_c_recursion(ts) < 50)
        return 0;
    return rt_frame_is_marked(f, RT_WRITTEN) || observed(ts, rt_frame_code(f));
}

int rt_watched_once(PyThreadState *ts, PyCodeObject *co, _PyInterpreterFrame *f)
{
    return rt_watched(ts, co, f);
}

#if PY_VERSION_HEX >= 0x030D0000

int rt_poll_slowly(PyThreadState *ts)
{
    return _Py_HandlePending(ts);
}

#else

/* _Py_HandlePending is not exported: the RESUME of an interpreted function calls it. As that function's frame is one
 * nobody sees, signal handlers and tracebacks find the caller's frame. */
int rt_poll_slowly(PyThreadState *ts)
{
    /* the call is not one of the program's */
    *rt_py_recursion(ts) += 1;
    *rt_py_c_recursion(ts) += 1;
#if PY_VERSION_HEX < 0x030C0000
    int traced = ts->cframe->use_tracing;
    ts->cframe->use_tracing = 0;
#endif
    rt_keep_hidden(ts, (PyCodeObject *)PyFunction_GET_CODE(nothing));
    PyObject *result = rt_interpreter_vectorcall(nothing, NULL, 0, NULL);
#if PY_VERSION_HEX < 0x030C0000
    if (traced)
        ts->cframe->use_tracing = ts->c_tracefunc != NULL || ts->c_profilefunc != NULL ? 255 : 0;
#endif
    *rt_py_recursion(ts) -= 1;
    *rt_py_c_recursion(ts) -= 1;
    if (result == NULL)
        return -1;
    rt_decref(result);
    return 0;
}

#endif
