/* The C side of the loader. */
#ifndef RT_LOADING_H
#define RT_LOADING_H

#include "program.h"

#include <Python.h>

/* Run a unit's body in a module's namespace. 0, or -1 with an exception. */
int rt_unit_run(rt_unit *unit, PyObject *module);

/* The loader's module, executed on first use; all binaries that were built with this loader share it. Borrowed; NULL
 * with an exception. */
PyObject *rt_loader_module(const rt_program *program);

/* The functions of a program, as loader.py describes them. A tuple, owned; NULL with an exception. */
PyObject *rt_program_functions(const rt_program *program);

#endif
