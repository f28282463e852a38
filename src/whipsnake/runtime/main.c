/* How an executable starts. */

#include "archive.h"
#include "distribution.h"
#include "loading.h"
#include "py/thaw.h"
#include "start.h"
#include "whipsnake.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/auxv.h>
#include <unistd.h>

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

static PyStatus set_paths(PyConfig *config, const rt_program *program, int as_interpreter)
{
    PyStatus status = PyStatus_Ok();
    if (!as_interpreter) {
        status = pretend_script(config, program->python);
    }
    if (!PyStatus_Exception(status)) {
        status = PyConfig_SetBytesString(config, &config->program_name, program->python);
    }
    if (!PyStatus_Exception(status)) {
        status = PyConfig_SetBytesString(config, &config->executable, program->python);
    }
    return status;
}

PyStatus rt_initialize(const rt_program *program, int argc, char **argv, int as_interpreter, const char *executable,
                       const char *root)
{
    PyConfig config;
    PyConfig_InitPythonConfig(&config);
    config.parse_argv = as_interpreter;
    if (program->flags.isolated) {
        config.isolated = 1;
        config.use_environment = 0;
    }
    PyStatus status = PyConfig_SetBytesArgv(&config, argc, argv);
    if (!PyStatus_Exception(status)) {
        status = root != NULL ? rt_distribution_configure(&config, executable, root)
                              : set_paths(&config, program, as_interpreter);
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

PyObject *rt_install_distribution(const rt_program *program, const char *executable, const char *root)
{
    PyObject *loader = rt_distribution_install(program, executable, root);
    if (loader == NULL) {
        return NULL;
    }
    PyStatus status = _Py_InitializeMain();
    if (PyStatus_Exception(status)) {
        if (rt_abandon != NULL) {
            fprintf(stderr, "%s: the program cannot start: %s.\n", executable, status.err_msg);
            rt_abandon();
        }
        Py_ExitStatusException(status);
    }
    return rt_distribution_hook() == 0 ? loader : NULL;
}

/* Install the loader; returns a borrowed reference to its module. */
static PyObject *install_loader(const rt_program *program, const char *executable)
{
    PyObject *loader = rt_runtime_init() == 0 ? rt_loader_module(program) : NULL;
    PyObject *done =
        loader != NULL
            ? rt_call_named(loader, "install",
                            Py_BuildValue("(NNsNNi)", rt_program_functions(program),
                                          PyUnicode_DecodeFSDefault(executable), program->main->name,
                                          PyUnicode_DecodeFSDefault(program->source_folder),
                                          PyUnicode_DecodeFSDefault(program->main_folder), program->is_folder))
            : NULL;
    Py_XDECREF(done);
    return done != NULL ? loader : NULL;
}

/* What the SystemExit says that was raised, as Python's own handler of it has it. */
static int exit_code(void)
{
    PyObject *type, *value, *traceback;
    PyErr_Fetch(&type, &value, &traceback);
    PyErr_NormalizeException(&type, &value, &traceback);
    PyObject *code = value != NULL ? PyObject_GetAttrString(value, "code") : NULL;
    int result = 1;
    if (code == NULL || code == Py_None) {
        PyErr_Clear();
        result = 0;
    }
    else if (PyLong_Check(code)) {
        result = (int)PyLong_AsLong(code);
    }
    else {
        PyObject *file = PySys_GetObject("stderr");
        if (file == NULL || file == Py_None || PyFile_WriteObject(code, file, Py_PRINT_RAW) < 0) {
            PyErr_Clear();
            PyObject_Print(code, stderr, Py_PRINT_RAW);
            fflush(stderr);
        }
        PySys_WriteStderr("\n");
    }
    PyErr_Clear();
    Py_XDECREF(code);
    Py_XDECREF(type);
    Py_XDECREF(value);
    Py_XDECREF(traceback);
    return result & 0xFF;
}

int rt_run_main(const rt_program *program, PyObject *loader, int *interrupted)
{
    PyObject *module = PyImport_AddModule("__main__"); /* sys.modules holds it */
    PyObject *is_script = module != NULL ? PyObject_CallMethod(loader, "become_main", "O", module) : NULL;
    Py_XINCREF(module);
    int failed = is_script == NULL || rt_unit_run(program->main, module) < 0;
    *interrupted = PyErr_Occurred() == PyExc_KeyboardInterrupt;
    flush("stderr");
    flush("stdout");
    int result = failed;
    if (failed && rt_abandon != NULL && PyErr_ExceptionMatches(PyExc_SystemExit)) {
        result = exit_code();
    }
    else if (failed) {
        PyErr_Print(); /* does not return from a SystemExit */
        if (program->python == NULL) {
            rt_distribution_explain();
        }
    }
    if (is_script == Py_True) {
        delete_global(module, "__file__");
        delete_global(module, "__cached__");
    }
    Py_XDECREF(is_script);
    Py_XDECREF(module);
    return result;
}

/* PYTHONINSPECT, which the program may have set itself: go on as an interactive interpreter. */
static void inspect(const rt_program *program)
{
    const char *wanted = program->flags.isolated ? NULL : getenv("PYTHONINSPECT");
    if (wanted != NULL && *wanted != '\0' && isatty(fileno(stdin))) {
        PyRun_AnyFileExFlags(stdin, "<stdin>", 0, NULL);
    }
}

/* The program as it was started: one of several is known by the name of the file, which is a link. `executable` becomes
   that link's path, so that its children are the same program. */
static const rt_program *started(const rt_program *program, char *executable, size_t size)
{
    static rt_program chosen;
    const char *path = (const char *)getauxval(AT_EXECFN), *name = path != NULL ? strrchr(path, '/') : NULL;
    name = name != NULL ? name + 1 : path;
    for (const rt_other_main *other = program->others; name != NULL && other->name != NULL; other++) {
        size_t length = strlen(other->name);
        char folder[4096];
        if (strncmp(name, other->name, length) != 0 || (name[length] != '\0' && strcmp(name + length, ".bin") != 0) ||
            (size_t)(name - path) >= sizeof(folder)) {
            continue;
        }
        memcpy(folder, path, (size_t)(name - path));
        folder[name - path] = '\0';
        char *whole = realpath(name != path ? folder : ".", NULL);
        if (whole != NULL) {
            snprintf(executable, size, "%s/%s", strcmp(whole, "/") == 0 ? "" : whole, name);
        }
        free(whole);
        chosen = *program;
        chosen.main = other->unit;
        program->main->name = other->unit->name;
        other->unit->name = "__main__";
        return &chosen;
    }
    return program;
}

void rt_set_environment(const rt_program *program)
{
    for (const char *const *variable = program->environment; *variable != NULL; variable += 2) {
        setenv(variable[0], variable[1], 1);
    }
}

int rt_program_main(const rt_program *program, int argc, char **argv)
{
    rt_set_environment(program);
    static char executable[4096];
    rt_own_path(argc > 0 ? argv[0] : "", executable, sizeof(executable));
    static char folder[sizeof(executable) + 8];
    const char *root = NULL;
    if (program->python == NULL) {
        const char *problem = rt_archive_open(executable);
        if (problem == NULL && rt_thaw != NULL) {
            problem = rt_thaw();
        }
        if (problem != NULL) {
            fprintf(stderr, "%s: the program cannot start: %s.\n", executable, problem);
            return 1;
        }
        root = memcpy(folder, executable, sizeof(executable));
        char *end = strrchr(folder, '/');
        if (!program->is_one_file && end != NULL) {
            *end = '\0';
        }
        else if (program->is_one_file && rt_distribution_opens_embedded()) {
            strcat(folder, "/files"); /* a folder to all of Python, which the executable cannot be */
        }
    }
    program = started(program, executable, sizeof(executable));
    int as_interpreter = is_multiprocessing_child(argc, argv);
    if (!as_interpreter && argc > 0 && strchr(argv[0], '/') == NULL) {
        argv[0] = executable; /* found on PATH: a script that is gets its whole path, too */
    }
    PyStatus status = rt_initialize(program, argc, argv, as_interpreter, executable, root);
    if (PyStatus_IsExit(status)) {
        return status.exitcode;
    }
    if (PyStatus_Exception(status)) {
        if (root == NULL && access(program->python, X_OK) != 0) {
            fprintf(stderr, "%s: the Python that this program was built with and needs is not there: %s\n", argv[0],
                    program->python);
        }
        Py_ExitStatusException(status);
    }
    PyObject *loader =
        root != NULL ? rt_install_distribution(program, executable, root) : install_loader(program, executable);
    if (loader == NULL) {
        PyErr_Print();
        Py_FinalizeEx();
        return 1;
    }
    if (as_interpreter) {
        return Py_RunMain();
    }
    int interrupted = 0;
    int exit_code = rt_run_main(program, loader, &interrupted);
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
