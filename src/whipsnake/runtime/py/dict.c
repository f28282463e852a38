#include "py/dict.h"

#include "py/code.h"
#include "py/eval.h"

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

/* A code object that loads the global name `name`; owned. */
static PyObject *loader_code(PyObject *name)
{
    static PyObject *pattern; /* of such a code object */
    if (pattern == NULL) {
        PyObject *module = Py_CompileString("def load(): name", "<whipsnake>", Py_file_input);
        if (module == NULL)
            return NULL;
        pattern = rt_newref(PyTuple_GET_ITEM(((PyCodeObject *)module)->co_consts, 0));
        rt_decref(module);
    }
    PyObject *code = rt_py_code_replace(pattern, Py_BuildValue("{s(O)}", "co_names", name));
    if (code != NULL)
        rt_hide_code((PyCodeObject *)code);
    return code;
}

/* 3.11 hides the counter, but numbers the keys itself when it specialises the instruction that loads the
 * name. */
int rt_keys_get_version(PyThreadState *ts, PyDictObject *globals, PyDictObject *builtins, PyObject *name)
{
    if (globals->ma_keys->dk_version != 0 && (builtins->ma_keys->dk_version != 0 || rt_dict_get(globals, name) != NULL))
        return 0;
    if (ts->cframe->use_tracing)
        return 0;
    PyObject *code = loader_code(name);
    PyObject *function = code == NULL ? NULL : PyFunction_New(code, (PyObject *)globals);
    rt_xdecref(code);
    if (function == NULL)
        return -1;
    int status = 0;
    /* code is quickened after 8 calls, and the first execution after that specialises */
    for (int i = 0; i < 12 && status == 0; i++) {
        PyObject *value = PyObject_CallNoArgs(function);
        if (value == NULL)
            status = -1;
        else
            rt_decref(value);
    }
    rt_decref(function);
    return status;
}

void rt_py_no_locals(PyObject *name)
{
    PyErr_Format(PyExc_SystemError, "no locals when loading %R", name);
}

#endif
