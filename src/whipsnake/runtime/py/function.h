/* Function objects: what compiled ones are in each version.
 *
 * From 3.12 on a compiled function is an exact `function` with a vectorcall of its own. 3.11's interpreter runs the
 * bytecode of an exact function without a look at its vectorcall: there a compiled function is of a static subtype.
 */
#ifndef RT_PY_FUNCTION_H
#define RT_PY_FUNCTION_H

#include "refs.h"

/* The type of compiled functions, made ready by this runtime (borrowed, immortal); NULL with an exception. */
PyTypeObject *rt_py_function_type(void);

/* Let a new function be called through `call`. `type` is the process's type of compiled functions. */
void rt_py_function_compiled(PyFunctionObject *function, vectorcallfunc call, PyTypeObject *type);

/* Begin and end the run of a module's body. Meanwhile functions that the interpreter itself makes of compiled code, in
 * bodies that were left to it, are compiled functions (from 3.12 on; 3.11 leaves it no such bodies). */
void rt_py_adopt_functions(void);
void rt_py_adopt_functions_done(void);

/* What type.__new__ treats specially in a class body's namespace it knows by the exact type of functions: make those
 * that are compiled exact again (they are then interpreted wherever the interpreter calls them itself). Nothing to do
 * where compiled functions are exact. 0, or -1 with an exception. */
int rt_py_functions_in_class(PyObject *namespace, PyTypeObject *type);

/* Whether `f(*args)` moves the arguments into the frame of a function written in Python, the tuple being gone then. */
RT_INLINE int rt_py_call_ex_moves(void)
{
    return PY_VERSION_HEX >= 0x030C0000;
}

/* Set the type parameters of a new function; `value` is stolen. */
void rt_py_function_set_type_params(PyFunctionObject *function, PyObject *value);

#endif
