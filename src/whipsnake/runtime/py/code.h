/* Data of ours on code objects. */
#ifndef RT_PY_CODE_H
#define RT_PY_CODE_H

#include "refs.h"

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
    return PyUnstable_Code_SetExtra((PyObject *)co, index, extra);
#else
    return _PyCode_SetExtra((PyObject *)co, index, extra);
#endif
}

#endif
