/* `class` statements. */
#ifndef RT_CLASSES_H
#define RT_CLASSES_H

#include "function.h"

/* LOAD_BUILD_CLASS: what `f`'s builtins call `__build_class__`; where that is CPython's own, a function that does the
 * same and runs compiled class bodies. Owned; NULL with an exception: NameError if there is none. */
PyObject *rt_load_build_class(_PyInterpreterFrame *f);

#endif
