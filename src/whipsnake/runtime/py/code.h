/* Code objects: data of ours on them, and changed copies. */
#ifndef RT_PY_CODE_H
#define RT_PY_CODE_H

#include "refs.h"

#if PY_VERSION_HEX >= 0x030D0000
#include "internal/pycore_unicodeobject.h"
#endif

/* A slot in the co_extra of all code objects; negative if there is none left. */
static inline Py_ssize_t rt_py_request_code_extra(void)
{
#if PY_VERSION_HEX >= 0x030C0000
    return PyUnstable_Eval_RequestCodeExtraIndex(NULL);
#else
    return _PyEval_RequestCodeExtraIndex(NULL);
#endif
}

/* Set the slot of one code object. 0, or -1 with an exception. */
static inline int rt_py_set_code_extra(PyCodeObject *co, Py_ssize_t index, void *extra)
{
#if PY_VERSION_HEX >= 0x030C0000
    int status = PyUnstable_Code_SetExtra((PyObject *)co, index, extra);
#else
    int status = _PyCode_SetExtra((PyObject *)co, index, extra);
#endif
    if (status < 0 && !PyErr_Occurred()) {
        PyErr_NoMemory(); /* CPython leaves that out */
    }
    return status;
}

/* Functions of `co` are called through their vectorcall: the interpreter must not specialise calls of those it makes. */
static inline void rt_py_code_compiled(PyCodeObject *co)
{
#if PY_VERSION_HEX >= 0x030C0000
    co->co_version = 0;
#endif
}

/* Fill what follows from the other fields of a new code object, whose memory was zero, and tell those who watch. */
void rt_py_code_made(PyCodeObject *co);

/* Intern a string of a code object as CPython's loader does; failing that, leave it. */
static inline void rt_py_intern_for_code(PyObject **string)
{
#if PY_VERSION_HEX >= 0x030D0000
    _PyUnicode_InternImmortal(_PyInterpreterState_GET(), string);
#else
    PyUnicode_InternInPlace(string);
#endif
}

/* `code.replace(**changes)`. `changes` is stolen; it may be NULL with an exception. Owned; NULL with an exception. */
PyObject *rt_py_code_replace(PyObject *code, PyObject *changes);

#endif
