#include "py/code.h"

#include "interned.h"

PyObject *rt_py_code_replace(PyObject *code, PyObject *changes)
{
    static PyObject *slot;
    PyObject *name = rt_interned(&slot, "replace"), *result = NULL;
    PyObject *replace = name != NULL && changes != NULL ? PyObject_GetAttr(code, name) : NULL;
    PyObject *nothing = replace != NULL ? PyTuple_New(0) : NULL;
    if (nothing != NULL) {
        result = PyObject_Call(replace, nothing, changes);
    }
    Py_XDECREF(nothing);
    Py_XDECREF(replace);
    Py_XDECREF(changes);
    return result;
}

/* Count the locals of each kind. */
static void count_locals(PyCodeObject *co)
{
    const char *kinds = PyBytes_AS_STRING(co->co_localspluskinds);
    co->co_nlocalsplus = (int)PyBytes_GET_SIZE(co->co_localspluskinds);
    for (int i = 0; i < co->co_nlocalsplus; i++) {
        int local = (kinds[i] & CO_FAST_LOCAL) != 0, cell = (kinds[i] & CO_FAST_CELL) != 0;
        co->co_nlocals += local;
        co->co_ncellvars += cell;
        co->co_nfreevars += (kinds[i] & CO_FAST_FREE) != 0;
#if PY_VERSION_HEX < 0x030C0000
        co->co_nplaincellvars += cell && !local;
#endif
    }
}

void rt_py_code_made(PyCodeObject *co)
{
    count_locals(co);
#if PY_VERSION_HEX < 0x030C0000
    co->co_warmup = QUICKENING_INITIAL_WARMUP_VALUE;
#else
    PyInterpreterState *interpreter = _PyInterpreterState_GET();
    co->co_framesize = co->co_nlocalsplus + co->co_stacksize + FRAME_SPECIALS_SIZE;
    co->co_version = interpreter->func_state.next_version;
    if (co->co_version != 0) {
        interpreter->func_state.next_version++;
    }
    for (int i = 0; interpreter->active_code_watchers >> i != 0; i++) {
        if (interpreter->active_code_watchers >> i & 1 && interpreter->code_watchers[i](PY_CODE_EVENT_CREATE, co) < 0) {
            PyErr_WriteUnraisable((PyObject *)co);
        }
    }
#endif
}
