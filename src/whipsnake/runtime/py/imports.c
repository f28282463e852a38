#include "py/imports.h"

#include "py/micro.h"

void rt_py_import_from_error(PyThreadState *ts, PyObject *module, PyObject *name)
{
    /* The text differs between versions, down to their bug-fix releases: the interpreter's own opcode knows
     * it. */
    rt_micro micro = {IMPORT_FROM, 0, 1, 1, name, 0};
    PyObject *code = rt_micro_code(&micro);
    PyObject *globals = code == NULL ? NULL : PyDict_New();
    if (globals != NULL) {
        PyObject *found = rt_micro_run(ts, code, globals, &module, 1);
        if (found != NULL) {
            Py_DECREF(found);
            PyErr_Format(PyExc_ImportError, "cannot import name %R from %R", name, module);
        }
    }
    Py_XDECREF(globals);
    Py_XDECREF(code);
}
