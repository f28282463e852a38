#include "py/unreported.h"

#if PY_VERSION_HEX >= 0x030C0000

#include "py/eval.h"
#include "py/exc.h"

#include "internal/pycore_instruments.h"

/* The tools that Python code can use; the others are those of sys.setprofile and sys.settrace, which look at the callable
 * themselves. */
#define TOOLS (PY_MONITORING_SYS_PROFILE_ID)

#ifndef INSTRUMENTED_CALL_KW
#define INSTRUMENTED_CALL_KW INSTRUMENTED_CALL
#endif

/* For one event of one tool: the callback that is put in place of the tool's for a single call, and the tool's. */
struct deaf {
    PyObject *function;
    PyObject *withheld;
};

static struct deaf deaf[TOOLS][2];

/* What the instrumentation of the instruction hides. */
static int monitored_opcode(PyCodeObject *co, int i)
{
    int opcode = rt_unit_opcode(&_PyCode_CODE(co)[i]);
    if (opcode == INSTRUMENTED_LINE)
        opcode = co->_co_monitoring->lines[i].original_opcode;
    if (opcode == INSTRUMENTED_INSTRUCTION)
        opcode = co->_co_monitoring->per_instruction_opcodes[i];
    return opcode;
}

/* The callback: (code, offset, callable, first argument). */
static PyObject *hear(PyObject *self, PyObject *const *args, Py_ssize_t n)
{
    long place = PyLong_AsLong(self);
    struct deaf *d = &deaf[place / 2][place % 2];
    PyObject **callback =
        &PyInterpreterState_Get()->monitoring_callables[place / 2][PY_MONITORING_EVENT_C_RETURN + place % 2];
    PyObject *withheld = d->withheld;
    d->withheld = NULL;
    if (*callback == d->function) {
        *callback = rt_xnewref(withheld);
        rt_decref(d->function);
    }
    int is_ours =
        n > 2 && PyFunction_Check(args[2]) && ((PyFunctionObject *)args[2])->vectorcall != rt_interpreter_vectorcall;
    PyObject *result = withheld == NULL || is_ours ? rt_newref(Py_None) : PyObject_Vectorcall(withheld, args, n, NULL);
    rt_xdecref(withheld);
    return result;
}

static PyMethodDef hear_method = {"hear", (PyCFunction)(void *)hear, METH_FASTCALL, NULL};

static PyObject *deaf_function(int tool, int raises)
{
    struct deaf *d = &deaf[tool][raises];
    if (d->function == NULL) {
        PyObject *self = PyLong_FromLong(tool * 2 + raises);
        d->function = self != NULL ? PyCFunction_New(&hear_method, self) : NULL;
        rt_xdecref(self);
    }
    return d->function;
}

RT_COLD void rt_end_unreported(PyThreadState *ts, PyObject *result)
{
    _PyInterpreterFrame *f = rt_current_frame(ts);
    if (f == NULL || ts->tracing)
        return;
    PyCodeObject *co = rt_frame_code(f);
    if (!PyCode_Check(co) || co->_co_monitoring == NULL)
        return;
    int i = rt_instruction(f, _PyCode_CODE(co));
    int opcode = monitored_opcode(co, i);
    if (opcode != INSTRUMENTED_CALL && opcode != INSTRUMENTED_CALL_KW)
        return;
    uint8_t *at = co->_co_monitoring->tools;
    unsigned tools = at != NULL ? at[i] : co->_co_monitoring->active_monitors.tools[PY_MONITORING_EVENT_CALL];
    int raises = result == NULL;
    PyObject *raised = raises ? rt_take_raised(ts) : NULL;
    for (int tool = 0; tool < TOOLS; tool++) {
        PyObject **callback = &ts->interp->monitoring_callables[tool][PY_MONITORING_EVENT_C_RETURN + raises];
        if (!(tools >> tool & 1) || *callback == NULL || *callback == deaf[tool][raises].function)
            continue;
        PyObject *function = deaf_function(tool, raises);
        if (function == NULL) {
            PyErr_Clear();
            continue;
        }
        PyObject *old = deaf[tool][raises].withheld;
        deaf[tool][raises].withheld = *callback;
        *callback = rt_newref(function);
        rt_xdecref(old);
    }
    if (raised != NULL)
        rt_set_raised(ts, raised);
}

#endif
