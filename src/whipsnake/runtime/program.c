/* How a binary starts: the executable's main(), an extension module's exec slot, and the C side of the loader. */

#include "program.h"

#include "whipsnake.h"

#include "internal/pycore_moduleobject.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

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

static int execute(rt_unit *unit, PyObject *module)
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
    if (unit == NULL || execute(unit, module) < 0) {
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

/* The loader's module, executed on first use; all binaries that were built with this loader share it. Returns a
   borrowed reference. */
static PyObject *loader_module(const rt_program *program)
{
    PyObject *modules = PyImport_GetModuleDict();
    PyObject *known = PyDict_GetItemString(modules, program->loader_name);
    if (known != NULL) {
        return known;
    }
    PyObject *module = PyModule_New(program->loader_name);
    int failed = module == NULL || PyDict_SetItemString(modules, program->loader_name, module) < 0;
    if (!failed && execute(program->loader, module) < 0) {
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

/* The functions of a program. A tuple, owned; NULL with an exception. */
static PyObject *functions_of(const rt_program *program)
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
    PyObject *loader = loader_module(program);
    PyObject *done = loader != NULL
                         ? rt_call_named(loader, "become_module",
                                         Py_BuildValue("(NOsN)", functions_of(program), module, program->main->name,
                                                       PyUnicode_DecodeFSDefault(program->source_folder)))
                         : NULL;
    Py_XDECREF(done);
    return done != NULL ? execute(program->main, module) : -1;
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

/* --- an executable ------------------------------------------------------------------------------------------------ */

/* multiprocessing starts its helpers, and the processes it spawns, by running its executable (which is this program, see
   loader.py) as `[interpreter flags] -c "from multiprocessing.spawn import spawn_main; ..."`. */
static int is_multiprocessing_child(int argc, char **argv)
{
    static const char *const starts[] = {
        "from multiprocessing.spawn import ",
        "from multiprocessing.forkserver import ",
        "from multiprocessing.resource_tracker import ",
    };
    for (int i = 1; i + 1 < argc && argv[i][0] == '-'; i++) {
        if (strcmp(argv[i], "-X") == 0) {
            i++;
        }
        else if (strcmp(argv[i], "-c") == 0) {
            for (size_t k = 0; k < Py_ARRAY_LENGTH(starts); k++) {
                if (strncmp(argv[i + 1], starts[k], strlen(starts[k])) == 0) {
                    return 1;
                }
            }
            return 0;
        }
    }
    return 0;
}

static void own_path(const char *argv0, char *buffer, size_t size)
{
    ssize_t length = readlink("/proc/self/exe", buffer, size - 1);
    if (length > 0) {
        buffer[length] = '\0';
    }
    else if (realpath(argv0, buffer) == NULL) {
        snprintf(buffer, size, "%s", argv0);
    }
}

/* sys.orig_argv is that of `python app.bin ...`, which is how libraries start a program again (see builder.py). */
static PyStatus pretend_script(PyConfig *config, const char *python)
{
    wchar_t *interpreter = Py_DecodeLocale(python, NULL);
    PyStatus status =
        interpreter != NULL ? PyWideStringList_Append(&config->orig_argv, interpreter) : PyStatus_NoMemory();
    PyMem_RawFree(interpreter);
    for (Py_ssize_t i = 0; i < config->argv.length && !PyStatus_Exception(status); i++) {
        status = PyWideStringList_Append(&config->orig_argv, config->argv.items[i]);
    }
    return status;
}

static PyStatus initialize(const rt_program *program, int argc, char **argv, int as_interpreter)
{
    PyConfig config;
    PyConfig_InitPythonConfig(&config);
    config.parse_argv = as_interpreter;
    if (program->flags.isolated) {
        config.isolated = 1;
        config.use_environment = 0;
    }
    PyStatus status = PyConfig_SetBytesArgv(&config, argc, argv);
    if (!PyStatus_Exception(status) && !as_interpreter) {
        status = pretend_script(&config, program->python);
    }
    if (!PyStatus_Exception(status)) {
        status = PyConfig_SetBytesString(&config, &config.program_name, program->python);
    }
    if (!PyStatus_Exception(status)) {
        status = PyConfig_SetBytesString(&config, &config.executable, program->python);
    }
    if (!PyStatus_Exception(status) && program->flags.no_warnings) {
        status = PyWideStringList_Append(&config.warnoptions, L"ignore");
    }
    if (!PyStatus_Exception(status)) {
        if (program->flags.optimize) {
            config.optimization_level = program->flags.optimize;
        }
        if (program->flags.no_site) {
            config.site_import = 0;
        }
        if (program->flags.unbuffered) {
            config.buffered_stdio = 0;
        }
        if (program->flags.safe_path) {
            config.safe_path = 1;
        }
        if (program->flags.dont_write_bytecode) {
            config.write_bytecode = 0;
        }
        status = Py_InitializeFromConfig(&config);
    }
    PyConfig_Clear(&config);
    return status;
}

static void flush(const char *name)
{
    PyObject *type, *value, *traceback;
    PyErr_Fetch(&type, &value, &traceback);
    PyObject *file = PySys_GetObject(name);
    PyObject *done = file != NULL ? PyObject_CallMethod(file, "flush", NULL) : NULL;
    Py_XDECREF(done);
    PyErr_Clear();
    PyErr_Restore(type, value, traceback);
}

static void delete_global(PyObject *module, const char *name)
{
    if (PyDict_DelItemString(PyModule_GetDict(module), name) < 0) {
        PyErr_Clear();
    }
}

/* Install the loader; returns a borrowed reference to its module. */
static PyObject *install_loader(const rt_program *program, const char *executable)
{
    PyObject *loader = rt_runtime_init() == 0 ? loader_module(program) : NULL;
    PyObject *done =
        loader != NULL
            ? rt_call_named(loader, "install",
                            Py_BuildValue("(NNsNNi)", functions_of(program), PyUnicode_DecodeFSDefault(executable),
                                          program->main->name, PyUnicode_DecodeFSDefault(program->source_folder),
                                          PyUnicode_DecodeFSDefault(program->main_folder), program->is_folder))
            : NULL;
    Py_XDECREF(done);
    return done != NULL ? loader : NULL;
}

/* Run `__main__` as PyRun_SimpleFile does, and report what it raised. Returns the exit code. */
static int run_main(const rt_program *program, PyObject *loader, int *interrupted)
{
    PyObject *module = PyImport_AddModule("__main__"); /* sys.modules holds it */
    PyObject *is_script = module != NULL ? PyObject_CallMethod(loader, "become_main", "O", module) : NULL;
    Py_XINCREF(module);
    int failed = is_script == NULL || execute(program->main, module) < 0;
    *interrupted = PyErr_Occurred() == PyExc_KeyboardInterrupt;
    flush("stderr");
    flush("stdout");
    if (failed) {
        PyErr_Print(); /* does not return from a SystemExit */
    }
    if (is_script == Py_True) {
        delete_global(module, "__file__");
        delete_global(module, "__cached__");
    }
    Py_XDECREF(is_script);
    Py_XDECREF(module);
    return failed;
}

/* PYTHONINSPECT, which the program may have set itself: go on as an interactive interpreter. */
static void inspect(const rt_program *program)
{
    const char *wanted = program->flags.isolated ? NULL : getenv("PYTHONINSPECT");
    if (wanted != NULL && *wanted != '\0' && isatty(fileno(stdin))) {
        PyRun_AnyFileExFlags(stdin, "<stdin>", 0, NULL);
    }
}

int rt_program_main(const rt_program *program, int argc, char **argv)
{
    static char executable[4096];
    own_path(argc > 0 ? argv[0] : "", executable, sizeof(executable));
    int as_interpreter = is_multiprocessing_child(argc, argv);
    if (!as_interpreter && argc > 0 && strchr(argv[0], '/') == NULL) {
        argv[0] = executable; /* found on PATH: a script that is gets its whole path, too */
    }
    PyStatus status = initialize(program, argc, argv, as_interpreter);
    if (PyStatus_IsExit(status)) {
        return status.exitcode;
    }
    if (PyStatus_Exception(status)) {
        if (access(program->python, X_OK) != 0) {
            fprintf(stderr, "%s: the Python that this program was built with and needs is not there: %s\n", argv[0],
                    program->python);
        }
        Py_ExitStatusException(status);
    }
    PyObject *loader = install_loader(program, executable);
    if (loader == NULL) {
        PyErr_Print();
        Py_FinalizeEx();
        return 1;
    }
    if (as_interpreter) {
        return Py_RunMain();
    }
    int interrupted = 0;
    int exit_code = run_main(program, loader, &interrupted);
    inspect(program);
    if (Py_FinalizeEx() < 0) {
        exit_code = 120;
    }
    if (interrupted) {
        /* Whoever waits for this process sees that SIGINT ended it. */
        signal(SIGINT, SIG_DFL);
        kill(getpid(), SIGINT);
        exit_code = 128 + SIGINT;
    }
    return exit_code;
}
