#include "unit.h"

#include "frame.h"
#include "function.h"
#include "py/eval.h"
#include "py/function.h"
#include "shared.h"

#include <marshal.h>

#if defined(__linux__)
#include <sys/mman.h>
#include <unistd.h>
#endif

PyObject *rt_call_named(PyObject *object, const char *name, PyObject *args)
{
    PyObject *method = args != NULL ? PyObject_GetAttrString(object, name) : NULL;
    PyObject *result = method != NULL ? PyObject_CallObject(method, args) : NULL;
    Py_XDECREF(method);
    Py_XDECREF(args);
    return result;
}

int rt_runtime_init(void)
{
    if (PyInterpreterState_Get() != PyInterpreterState_Main()) {
        PyErr_SetString(PyExc_ImportError, "compiled modules cannot be loaded in a subinterpreter");
        return -1;
    }
    return rt_eval_init() < 0 ? -1 : rt_shared_init();
}

/* Enter `co` and the code objects in it into `codes` from `*next` on. 0, or -1 with an exception. */
static int enter_codes(rt_unit *unit, PyCodeObject *co, int *next)
{
    if (*next >= unit->ncodes) {
        PyErr_Format(PyExc_SystemError, "%s: compiled code and bytecode do not match", unit->name);
        return -1;
    }
    int index = (*next)++;
    const rt_entry *entry = &unit->entries[index];
    if ((entry->call != NULL || entry->body != NULL) && rt_set_compiled(co, entry) < 0) {
        return -1;
    }
    unit->codes[index] = (PyCodeObject *)rt_newref((PyObject *)co);
    for (Py_ssize_t i = 0; i < PyTuple_GET_SIZE(co->co_consts); i++) {
        PyObject *value = PyTuple_GET_ITEM(co->co_consts, i);
        if (PyCode_Check(value) && enter_codes(unit, (PyCodeObject *)value, next) < 0) {
            return -1;
        }
    }
    return 0;
}

/* Let `code` and all in it name `path` as their file, as the import system does with a .pyc of a file that was moved.
 * 0, or -1 with an exception. */
static int move_code(PyObject *code, const char *path)
{
    PyObject *imp = PyImport_ImportModule("_imp");
    PyObject *done = imp != NULL ? rt_call_named(imp, "_fix_co_filename",
                                                 Py_BuildValue("(ON)", code, PyUnicode_DecodeFSDefault(path)))
                                 : NULL;
    Py_XDECREF(imp);
    Py_XDECREF(done);
    return done != NULL ? 0 : -1;
}

PyObject *rt_unit_read(const rt_unit *unit)
{
    PyObject *code = PyMarshal_ReadObjectFromString((const char *)unit->marshalled, (Py_ssize_t)unit->marshalled_size);
    if (code != NULL && !PyCode_Check(code)) {
        PyErr_Format(PyExc_SystemError, "%s: not a code object", unit->name);
        Py_CLEAR(code);
    }
    if (code != NULL && unit->path != NULL && move_code(code, unit->path) < 0) {
        Py_CLEAR(code);
    }
    return code;
}

/* Give back the memory of constant data that has been read and is seldom read again; the file still has it. */
static void forget(const unsigned char *data, size_t size)
{
#if defined(__linux__)
    uintptr_t page = (uintptr_t)sysconf(_SC_PAGESIZE);
    uintptr_t start = ((uintptr_t)data + page - 1) & ~(page - 1), end = ((uintptr_t)data + size) & ~(page - 1);
    if (start < end) {
        madvise((void *)start, end - start, MADV_DONTNEED);
    }
#endif
}

int rt_unit_load(rt_unit *unit)
{
    if (unit->codes[0] != NULL) {
        return 0;
    }
    if (rt_runtime_init() < 0) {
        return -1;
    }
    PyObject *code = rt_unit_read(unit);
    if (code == NULL) {
        return -1;
    }
    int next = 0;
    int status = -1;
    if (enter_codes(unit, (PyCodeObject *)code, &next) == 0) {
        if (next == unit->ncodes) {
            status = 0;
        }
        else {
            PyErr_Format(PyExc_SystemError, "%s: compiled code and bytecode do not match", unit->name);
        }
    }
    Py_DECREF(code);
    forget(unit->marshalled, unit->marshalled_size);
    if (status < 0) {
        for (int i = 0; i < next; i++) {
            Py_CLEAR(unit->codes[i]);
        }
    }
    return status;
}

PyCodeObject *rt_unit_code(rt_unit *unit)
{
    return rt_unit_load(unit) < 0 ? NULL : unit->codes[0];
}

int rt_unit_exec(rt_unit *unit, PyObject *module)
{
    PyObject *namespace = PyModule_GetDict(module);
    if (namespace == NULL) {
        return -1;
    }
    /* as `exec` does for the import system */
    PyObject *name = PyUnicode_InternFromString("__builtins__");
    if (name == NULL) {
        return -1;
    }
    PyObject *builtins = PyDict_GetItemWithError(namespace, name);
    int status = 0;
    if (builtins == NULL) {
        status = PyErr_Occurred() ? -1 : PyDict_SetItem(namespace, name, PyEval_GetBuiltins());
    }
    Py_DECREF(name);
    if (status < 0) {
        return -1;
    }
    const rt_entry *entry = &unit->entries[0];
    PyObject *function = rt_new_function(unit->codes[0], namespace, entry);
    if (function == NULL) {
        return -1;
    }
    PyObject *const args[] = {rt_newref(namespace)};
    rt_code call = entry->call != NULL ? entry->call : rt_call_interpreted;
    rt_py_adopt_functions();
    PyObject *result = call(rt_thread(), function, args, 1, RT_NAMESPACE);
    rt_py_adopt_functions_done();
    Py_DECREF(function);
    Py_XDECREF(result);
    return result != NULL ? 0 : -1;
}
