/* The C side of the loader, and how an extension module starts. */

#include "program.h"

#include "loading.h"
#include "whipsnake.h"

#include "internal/pycore_moduleobject.h"

#include <string.h>

/* A unit's code objects and caches exist once in a process, and belong to the main interpreter; the others interpret. */
static int is_main_interpreter(void)
{
    return PyInterpreterState_Get() == PyInterpreterState_Main();
}

/* Run the module's body in the interpreter. 0, or -1 with an exception. */
static int interpret(rt_unit *unit, PyObject *globals)
{
    PyObject *code = rt_unit_read(unit);
    PyObject *result = code != NULL ? PyEval_EvalCode(code, globals, globals) : NULL;
    Py_XDECREF(code);
    Py_XDECREF(result);
    return result != NULL ? 0 : -1;
}

int rt_unit_run(rt_unit *unit, PyObject *module)
{
    PyObject *globals = PyModule_GetDict(module);
    PyObject *builtins = PyEval_GetBuiltins();
    if (globals == NULL || builtins == NULL || PyDict_SetDefault(globals, &_Py_ID(__builtins__), builtins) == NULL) {
        return -1;
    }
    if (!is_main_interpreter()) {
        return interpret(unit, globals);
    }
    if (rt_unit_load(unit) < 0) {
        return -1;
    }
    return rt_unit_exec(unit, module);
}

/* --- the functions that runtime/loader.py finds among its globals ------------------------------------------------ */

static const char capsule_name[] = "whipsnake.program";

static rt_unit *unit_at(PyObject *self, PyObject *index)
{
    const rt_program *program = PyCapsule_GetPointer(self, capsule_name);
    Py_ssize_t i = PyLong_AsSsize_t(index);
    if (program == NULL || (i == -1 && PyErr_Occurred())) {
        return NULL;
    }
    if (i < 0 || i >= program->n_units) {
        PyErr_SetString(PyExc_IndexError, "no such unit");
        return NULL;
    }
    return program->units[i];
}

static PyObject *loader_units(PyObject *self, PyObject *Py_UNUSED(unused))
{
    const rt_program *program = PyCapsule_GetPointer(self, capsule_name);
    PyObject *result = program != NULL ? PyTuple_New(program->n_units) : NULL;
    for (Py_ssize_t i = 0; result != NULL && i < program->n_units; i++) {
        rt_unit *unit = program->units[i];
        PyObject *filename = PyUnicode_DecodeFSDefault(unit->filename);
        PyObject *item = filename != NULL
                             ? Py_BuildValue("(sNO)", unit->name, filename, unit->is_package ? Py_True : Py_False)
                             : NULL;
        if (item == NULL) {
            Py_CLEAR(result);
            break;
        }
        PyTuple_SET_ITEM(result, i, item);
    }
    return result;
}

static PyObject *loader_execute(PyObject *self, PyObject *args)
{
    PyObject *index, *module;
    if (!PyArg_ParseTuple(args, "OO!", &index, &PyModule_Type, &module)) {
        return NULL;
    }
    rt_unit *unit = unit_at(self, index);
    if (unit == NULL || rt_unit_run(unit, module) < 0) {
        return NULL;
    }
    Py_RETURN_NONE;
}

static PyObject *loader_code(PyObject *self, PyObject *index)
{
    rt_unit *unit = unit_at(self, index);
    if (unit == NULL) {
        return NULL;
    }
    return is_main_interpreter() ? Py_XNewRef((PyObject *)rt_unit_code(unit)) : rt_unit_read(unit);
}

static PyObject *loader_move(PyObject *self, PyObject *args)
{
    PyObject *index, *path;
    if (!PyArg_ParseTuple(args, "OO&", &index, PyUnicode_FSConverter, &path)) {
        return NULL;
    }
    rt_unit *unit = unit_at(self, index);
    if (unit != NULL && unit->path == NULL) {
        unit->path = strdup(PyBytes_AS_STRING(path));
        if (unit->path == NULL) {
            PyErr_NoMemory();
            unit = NULL;
        }
    }
    Py_DECREF(path);
    return unit != NULL ? Py_NewRef(Py_None) : NULL;
}

static PyMethodDef loader_functions[] = {
    {"units", loader_units, METH_NOARGS, NULL},
    {"execute", loader_execute, METH_VARARGS, NULL},
    {"code_of", loader_code, METH_O, NULL},
    {"move", loader_move, METH_VARARGS, NULL},
};

PyObject *rt_loader_module(const rt_program *program)
{
    PyObject *modules = PyImport_GetModuleDict();
    PyObject *known = PyDict_GetItemString(modules, program->loader_name);
    if (known != NULL) {
        return known;
    }
    PyObject *module = PyModule_New(program->loader_name);
    int failed = module == NULL || PyDict_SetItemString(modules, program->loader_name, module) < 0;
    if (!failed && rt_unit_run(program->loader, module) < 0) {
        failed = 1;
        PyObject *type, *value, *traceback;
        PyErr_Fetch(&type, &value, &traceback);
        if (PyDict_DelItemString(modules, program->loader_name) < 0) {
            PyErr_Clear();
        }
        PyErr_Restore(type, value, traceback);
    }
    Py_XDECREF(module); /* sys.modules holds it */
    return failed ? NULL : module;
}

PyObject *rt_program_functions(const rt_program *program)
{
    PyObject *capsule = PyCapsule_New((void *)program, capsule_name, NULL);
    PyObject *functions = capsule != NULL ? PyTuple_New(Py_ARRAY_LENGTH(loader_functions)) : NULL;
    for (size_t i = 0; functions != NULL && i < Py_ARRAY_LENGTH(loader_functions); i++) {
        PyObject *function = PyCFunction_New(&loader_functions[i], capsule);
        if (function == NULL) {
            Py_CLEAR(functions);
            break;
        }
        PyTuple_SET_ITEM(functions, i, function);
    }
    Py_XDECREF(capsule);
    return functions;
}

/* --- an extension module ------------------------------------------------------------------------------------------ */

/* CPython executes an extension module once: it takes state, which it gives the module before this slot runs, as the sign
   that this has been done. A Python module is executed again by importlib.reload. */
static void allow_reload(PyObject *module)
{
    void **state = &((PyModuleObject *)module)->md_state;
    PyMem_Free(*state);
    *state = NULL;
}

/* This binary's program, once its PyInit function has been called. */
static const rt_program *own_program;

static int exec_module(PyObject *module)
{
    const rt_program *program = own_program;
    if (is_main_interpreter() && rt_runtime_init() < 0) {
        return -1;
    }
    allow_reload(module);
    PyObject *loader = rt_loader_module(program);
    PyObject *done =
        loader != NULL
            ? rt_call_named(loader, "become_module",
                            Py_BuildValue("(NOsN)", rt_program_functions(program), module, program->main->name,
                                          PyUnicode_DecodeFSDefault(program->source_folder)))
            : NULL;
    Py_XDECREF(done);
    return done != NULL ? rt_unit_run(program->main, module) : -1;
}

void *rt_program_init(const rt_program *program)
{
    static PyModuleDef_Slot slots[] = {
        {Py_mod_exec, exec_module},
#ifdef Py_mod_multiple_interpreters
        {Py_mod_multiple_interpreters, Py_MOD_PER_INTERPRETER_GIL_SUPPORTED},
#endif
        {0, NULL},
    };
    static PyModuleDef definition = {PyModuleDef_HEAD_INIT, .m_slots = slots};
    own_program = program;
    definition.m_name = program->name;
    return PyModuleDef_Init(&definition);
}
