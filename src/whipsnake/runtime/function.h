/* Function objects of compiled code. */
#ifndef RT_FUNCTION_H
#define RT_FUNCTION_H

#include "shared.h"

/* MAKE_FUNCTION: a function of `code` with the globals of `f`. Called through its vectorcall it runs the unit's entry
 * for code object `index`. Owned; NULL with MemoryError. */
PyObject *rt_make_function(_PyInterpreterFrame *f, PyObject *code, const rt_unit *unit, int index);

/* A function of `code` with the given globals (a dict) and entry (may be NULL). Owned; NULL with an exception. */
PyObject *rt_new_function(PyCodeObject *code, PyObject *globals, const rt_entry *entry);

/* Each sets one attribute of a function that rt_make_function just made; `value` is stolen. 0 always. */
int rt_function_set_defaults(PyObject *function, PyObject *value);
int rt_function_set_kwdefaults(PyObject *function, PyObject *value);
int rt_function_set_annotations(PyObject *function, PyObject *value); /* a dict, or a tuple of names and values */
int rt_function_set_closure(PyObject *function, PyObject *value);
int rt_function_set_type_params(PyObject *function, PyObject *value);

/* The vectorcall of compiled functions: for those who call without knowing that they are compiled. From the interpreter's CALL
 * the arguments are moved out of its operand stack into the frame, as they are between interpreted functions. */
PyObject *rt_vectorcall(PyObject *func, PyObject *const *args, size_t nargsf, PyObject *kwnames);

/* Whether `object` is a function, compiled or not: what CPython's PyFunction_Check is meant to say. */
RT_INLINE int rt_is_function(PyObject *object)
{
    return PyFunction_Check(object) || Py_TYPE(object) == rt_shared.function_type;
}

#endif
