#include "py/dict.h"

#include "py/eval.h"
#include "py/micro.h"

#if PY_VERSION_HEX >= 0x030C0000

static void number_keys(PyThreadState *ts, PyDictKeysObject *keys)
{
    uint32_t *next = &ts->interp->dict_state.next_keys_version;
    /* 0: they have run out */
    if (keys->dk_version == 0 && *next != 0)
        keys->dk_version = (*next)++;
}

int rt_keys_get_version(PyThreadState *ts, PyDictObject *globals, PyDictObject *builtins, PyObject *name)
{
    number_keys(ts, globals->ma_keys);
    if (rt_dict_get(globals, name) == NULL)
        number_keys(ts, builtins->ma_keys);
    return 0;
}

void rt_py_no_locals(PyObject *name)
{
    PyErr_SetString(PyExc_SystemError, "no locals");
}

#else

/* 3.11 hides the counter, but numbers the keys itself when it specialises the instruction that loads the
 * name. */
int rt_keys_get_version(PyThreadState *ts, PyDictObject *globals, PyDictObject *builtins, PyObject *name)
{
    if (globals->ma_keys->dk_version != 0 && (builtins->ma_keys->dk_version != 0 || rt_dict_get(globals, name) != NULL))
        return 0;
    if (ts->cframe->use_tracing)
        return 0;
    rt_micro micro = {LOAD_GLOBAL, 0, 0, 0, name, INLINE_CACHE_ENTRIES_LOAD_GLOBAL};
    PyObject *code = rt_micro_code(&micro);
    if (code == NULL)
        return -1;
    int status = 0;
    /* code is quickened after 8 calls, and the first execution after that specialises */
    for (int i = 0; i < 12 && status == 0; i++) {
        PyObject *value = rt_micro_run(ts, code, (PyObject *)globals, NULL, 0);
        if (value == NULL)
            status = -1;
        else
            rt_decref(value);
    }
    rt_decref(code);
    return status;
}

void rt_py_no_locals(PyObject *name)
{
    PyErr_Format(PyExc_SystemError, "no locals when loading %R", name);
}

#endif
