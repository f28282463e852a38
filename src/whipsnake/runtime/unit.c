#include "unit.h"

#include "frame.h"
#include "function.h"
#include "py/eval.h"
#include "py/function.h"
#include "shared.h"

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

PyObject *rt_unit_read(const rt_unit *unit)
{
    rt_reading *reading = rt_reading_begin(unit->constants, 0, unit->path);
    if (reading == NULL) {
        return NULL;
    }
    PyObject *code = NULL;
    if (rt_reading_run(reading) == 0) {
        code = rt_newref((PyObject *)rt_reading_next_code(reading));
    }
    rt_reading_end(reading);
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
    if (unit->codes[0] != NULL && unit->reading == NULL) {
        return 0;
    }
    if (rt_runtime_init() < 0) {
        return -1;
    }
    if (unit->reading == NULL) {
        /* 3.11 ends its modules in another order where code objects are not its own allocations (exit_order). */
        unit->reading = rt_reading_begin(unit->constants, PY_VERSION_HEX >= 0x030C0000, unit->path);
    }
    if (unit->reading == NULL || rt_reading_run(unit->reading) < 0) {
        return -1;
    }
    if (unit->codes[0] == NULL) {
        for (int i = 0; i < unit->ncodes; i++) {
            unit->codes[i] = rt_reading_next_code(unit->reading);
        }
        rt_incref((PyObject *)unit->codes[0]); /* which holds the others */
    }
    for (int i = 0; i < unit->ncodes; i++) {
        const rt_entry *entry = &unit->entries[i];
        if ((entry->call != NULL || entry->body != NULL) && rt_set_compiled(unit->codes[i], entry) < 0) {
            return -1;
        }
    }
    rt_reading_end(unit->reading);
    unit->reading = NULL;
    forget(unit->constants, unit->constants_size);
    return 0;
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
