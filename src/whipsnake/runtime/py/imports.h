/* The import system's own parts, where versions keep them. */
#ifndef RT_PY_IMPORTS_H
#define RT_PY_IMPORTS_H

#include "refs.h"

/* CPython's own `__import__`, borrowed; NULL before it is known. */
static inline PyObject *rt_py_import_function(PyThreadState *ts)
{
#if PY_VERSION_HEX >= 0x030C0000
    return ts->interp->imports.import_func;
#else
    return ts->interp->import_func;
#endif
}

/* Raise the ImportError of `from module import name` for what is not there, as this version words it.
 * `module` is a module whose attribute lookup finds no `name`, and has no side effects. */
void rt_py_import_from_error(PyThreadState *ts, PyObject *module, PyObject *name);

#endif
