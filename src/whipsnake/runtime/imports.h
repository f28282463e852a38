/* `import` in its three forms. */
#ifndef RT_IMPORTS_H
#define RT_IMPORTS_H

#include "py/frame.h"

/* `__import__(name, globals, locals, fromlist, level)` of the frame's builtins; straight into the import
 * system while that is CPython's own. Owned result; NULL with an exception. */
PyObject *rt_import_name(PyThreadState *ts, _PyInterpreterFrame *f, PyObject *name, PyObject *fromlist,
                         PyObject *level);

/* `from module import name`: the attribute, or else the submodule that is being imported. Owned; NULL with an
 * exception, ImportError if there is none. */
PyObject *rt_import_from(PyThreadState *ts, PyObject *module, PyObject *name);

/* `from module import *` into the frame's f_locals. 0, or -1 with an exception. */
int rt_import_star(PyThreadState *ts, _PyInterpreterFrame *f, PyObject *module);

#endif
