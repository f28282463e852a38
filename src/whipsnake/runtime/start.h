/* How a program starts and runs, in an executable of its own (main.c) or in another's process (library.c). */
#ifndef RT_START_H
#define RT_START_H

#include "program.h"

#include <Python.h>

/* In a library: end the program, which cannot go on, but not the process. Elsewhere NULL. */
__attribute__((weak)) _Noreturn void rt_abandon(void);

/* Set the variables that the program sets when it starts. */
void rt_set_environment(const rt_program *program);

/* Initialise the interpreter, all or, where there is a `root`, its first half: that is the folder of a distribution. */
PyStatus rt_initialize(const rt_program *program, int argc, char **argv, int as_interpreter, const char *executable,
                       const char *root);

/* The other half, with the import system as a program of a distribution has it. Returns a borrowed reference to the
 * loader's module; NULL with an exception. */
PyObject *rt_install_distribution(const rt_program *program, const char *executable, const char *root);

/* Run `__main__` as PyRun_SimpleFile does, and report what it raised. Returns the exit code; but in an executable a
 * SystemExit ends the process. */
int rt_run_main(const rt_program *program, PyObject *loader, int *interrupted);

#endif
