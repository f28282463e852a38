#include "py/micro.h"

#include "py/code.h"
#include "py/eval.h"

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
    for (int i = 0; i < micro->caches; i++) {
        bytecode[n++] = CACHE;
        bytecode[n++] = 0;
    }
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

    PyObject *code = (PyObject *)PyCode_NewEmpty("<whipsnake>", "instruction", 1);
    PyObject *names = code == NULL ? NULL : micro->name == NULL ? PyTuple_New(0) : PyTuple_Pack(1, micro->name);
    PyObject *result =
        names == NULL
            ? NULL
            : rt_py_code_replace(code, Py_BuildValue("{s:y#,s:i,s:N,s:i,s:i,s:(ss)}", "co_code", bytecode,
                                                     (Py_ssize_t)n, "co_stacksize", 4, "co_names", names, "co_argcount",
                                                     2, "co_nlocals", 2, "co_varnames", "a", "b"));
    Py_XDECREF(code);
    if (result != NULL) {
        rt_hide_code((PyCodeObject *)result);
    }
    return result;
}

PyObject *rt_micro_run(PyThreadState *ts, PyObject *code, PyObject *globals, PyObject *const *args, size_t nargs)
{
    PyObject *function = PyFunction_New(code, globals);
    if (function == NULL) {
        return NULL;
    }
    rt_keep_hidden(ts, (PyCodeObject *)code);
    /* The code always has two parameters. */
    PyObject *both[2] = {nargs > 0 ? args[0] : Py_None, nargs > 1 ? args[1] : Py_None};
    PyObject *result = PyObject_Vectorcall(function, both, 2, NULL);
    Py_DECREF(function);
    return result;
}
