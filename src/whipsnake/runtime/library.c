/* A program in a shared library, which a host program runs in its own process. The host goes on whatever becomes of it. */

#ifndef _GNU_SOURCE
#define _GNU_SOURCE /* dladdr */
#endif
#include "archive.h"
#include "loading.h"
#include "py/thaw.h"
#include "start.h"
#include "whipsnake.h"

#include <dlfcn.h>
#include <locale.h>
#include <setjmp.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* As in the header that a host includes: build/table.py. */
enum { AGAIN = -1, FAILED = -2 };

static char library[4096], folder[sizeof(library)];
static jmp_buf host;

/* Relative paths mean what they do when the library is loaded. */
__attribute__((constructor)) static void find_own_path(void)
{
    Dl_info info;
    if (dladdr((void *)rt_program_call, &info) != 0 && realpath(info.dli_fname, library) != NULL) {
        memcpy(folder, library, sizeof(library));
        *strrchr(folder, '/') = '\0';
    }
}

_Noreturn void rt_abandon(void)
{
    longjmp(host, 1);
}

static int failed(const char *problem)
{
    fprintf(stderr, "%s: the program cannot start: %s.\n", library, problem);
    return FAILED;
}

/* The interpreter must be the one in the folder. Extension modules take its functions from all that the process has. */
static const char *take_interpreter(void)
{
    void *own = (void *)Py_InitializeFromConfig, *first = dlsym(RTLD_DEFAULT, "Py_InitializeFromConfig");
    Dl_info info;
    char path[sizeof(library)];
    size_t length = strlen(folder);
    if (dladdr(own, &info) == 0 || realpath(info.dli_fname, path) == NULL || strncmp(path, folder, length) != 0 ||
        path[length] != '/' || (first != NULL && first != own)) {
        return "the process has another Python in it";
    }
    return dlopen(info.dli_fname, RTLD_NOW | RTLD_GLOBAL | RTLD_NOLOAD) != NULL ? NULL : dlerror();
}

static int run(const rt_program *program, int argc, char **argv)
{
    const char *problem = library[0] == '\0' ? "its own file was not found" : take_interpreter();
    if (problem == NULL) {
        problem = rt_archive_open(library);
    }
    if (problem != NULL) {
        return failed(problem);
    }
    rt_set_environment(program);
    PyStatus status = rt_initialize(program, argc, argv, 0, library, folder);
    if (PyStatus_Exception(status)) {
        return failed(PyStatus_IsExit(status) ? "Python ended at once" : status.err_msg);
    }
    PyObject *loader = rt_install_distribution(program, library, folder);
    PyObject *done = loader != NULL ? rt_call_named(loader, "become_library", PyTuple_New(0)) : NULL;
    if (done == NULL) {
        PyErr_Print();
        Py_FinalizeEx();
        return FAILED;
    }
    Py_DECREF(done);
    int interrupted = 0;
    int exit_code = rt_run_main(program, loader, &interrupted);
    if (Py_FinalizeEx() < 0) {
        exit_code = 120;
    }
    return interrupted ? 128 + SIGINT : exit_code;
}

int rt_program_call(const rt_program *program, int argc, char **argv)
{
    static atomic_flag called = ATOMIC_FLAG_INIT;
    if (atomic_flag_test_and_set(&called)) {
        fprintf(stderr, "%s: the program runs once in a process, and was called again.\n", library);
        return AGAIN;
    }
    static struct sigaction actions[NSIG];
    static int is_known[NSIG];
    for (int number = 1; number < NSIG; number++) {
        is_known[number] = sigaction(number, NULL, &actions[number]) == 0;
    }
    const char *locale = setlocale(LC_CTYPE, NULL);
    static char *known_locale;
    known_locale = locale != NULL ? strdup(locale) : NULL;
    char *only[] = {library, NULL};
    int result = FAILED;
    if (setjmp(host) == 0) {
        result = run(program, argc > 0 ? argc : 1, argc > 0 ? argv : only);
    }
    for (int number = 1; number < NSIG; number++) {
        if (is_known[number] && number != SIGKILL && number != SIGSTOP) {
            sigaction(number, &actions[number], NULL);
        }
    }
    if (known_locale != NULL) {
        setlocale(LC_CTYPE, known_locale);
        free(known_locale);
    }
    return result;
}
