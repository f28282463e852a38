#include "py/micro.h"

#include "py/eval.h"

/* A code object with two positional parameters, whose bytecode is to be replaced. */
static PyObject *template_code(void)
{
    static PyObject *kept;
    if (kept == NULL) {
        PyObject *globals = PyDict_New();
        PyObject *function = globals == NULL ? NULL : PyRun_String("lambda a, b: a", Py_eval_input, globals, globals);
        kept = function == NULL ? NULL : Py_NewRef(PyFunction_GetCode(function));
        Py_XDECREF(function);
        Py_XDECREF(globals);
    }
    return kept;
}

PyObject *rt_micro_code(const rt_micro *micro)
{
    unsigned char bytecode[32];
    int n = 0;
    bytecode[n++] = RESUME;
    bytecode[n++] = 0;
    for (int i = 0; i < micro->nargs; i++) {
        bytecode[n++] = LOAD_FAST;
        bytecode[n++] = i;
    }
    bytecode[n++] = micro->opcode;
    bytecode[n++] = micro->oparg;
    if (micro->leaves_operand) {
        bytecode[n++] = SWAP;
        bytecode[n++] = 2;
        bytecode[n++] = POP_TOP;
        bytecode[n++] = 0;
    }
    bytecode[n++] = RETURN_VALUE;
    bytecode[n++] = 0;
    bytecode[n++] = NOP; /* for rt_hide_code */
    bytecode[n++] = 0;

    PyObject *code = template_code(), *result = NULL;
    PyObject *replace = code == NULL ? NULL : PyObject_GetAttrString(code, "replace");
    PyObject *empty = PyTuple_New(0);
    PyObject *names = micro->name == NULL ? PyTuple_New(0) : PyTuple_Pack(1, micro->name);
    PyObject *changes = names == NULL ? NULL
                                      : Py_BuildValue("{s:y#,s:i,s:O}", "co_code", bytecode, (Py_ssize_t)n,
                                                      "co_stacksize", 4, "co_names", names);
    if (replace != NULL && empty != NULL && changes != NULL) {
        result = PyObject_Call(replace, empty, changes);
        if (result != NULL) {
            rt_hide_code((PyCodeObject *)result);
        }
    }
    Py_XDECREF(replace);
    Py_XDECREF(empty);
    Py_XDECREF(names);
    Py_XDECREF(changes);
    return result;
}

PyObject *rt_micro_run(PyThreadState *ts, PyObject *code, PyObject *globals, PyObject *const *args, size_t nargs)
{
    PyObject *function = PyFunction_New(code, globals);
    if (function == NULL) {
        return NULL;
    }
    /* The code always has two parameters. */
    PyObject *both[2] = {args[0], nargs > 1 ? args[1] : Py_None};
    PyObject *result = PyObject_Vectorcall(function, both, 2, NULL);
    Py_DECREF(function);
    return result;
}
