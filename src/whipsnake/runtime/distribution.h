/* How the program of a distribution starts: without an installed Python, with the modules of its archive. */
#ifndef RT_DISTRIBUTION_H
#define RT_DISTRIBUTION_H

#include "program.h"

#include <Python.h>

/* Set what the interpreter would look for in an installation: `root` is the folder of all modules. */
PyStatus rt_distribution_configure(PyConfig *config, const char *executable, const char *root);

/* Whether the files of the archive can be opened by their paths. */
int rt_distribution_opens_embedded(void);

/* Let the modules of the program and of its archive be found; the import system of files is not there yet. Returns the
 * loader's module, borrowed; NULL with an exception. */
PyObject *rt_distribution_install(const rt_program *program, const char *executable, const char *root);

/* The rest of it, once the interpreter is initialised. 0, or -1 with an exception. */
int rt_distribution_hook(void);

/* After an uncaught exception was shown: say so if it is about a module that the program was built without. */
void rt_distribution_explain(void);

#endif
