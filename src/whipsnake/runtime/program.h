/* What a binary contains, and how it starts. Each build generates one small C file with an rt_program. */
#ifndef RT_PROGRAM_H
#define RT_PROGRAM_H

#include "whipsnake.h"

/* Python's own command-line flags, chosen when the program was compiled. */
typedef struct {
    int optimize;
    int no_site;
    int unbuffered;
    int isolated;
    int safe_path;
    int no_warnings;
    int dont_write_bytecode;
} rt_python_flags;

typedef struct {
    rt_unit *const *units;
    Py_ssize_t n_units;
    rt_unit *main;             /* the unit that is run, or imported */
    rt_unit *loader;           /* runtime/loader.py */
    const char *loader_name;   /* its name in sys.modules: binaries with equal loaders share one */
    const char *source_folder; /* where the sources were: when they have gone, the binary's folder stands for it */
    const char *main_folder;   /* an executable's sys.path[0] */
    int is_folder;             /* an executable was compiled from a folder that is no package: `python FOLDER` */
    const char *python;        /* an executable's sys.executable */
    rt_python_flags flags;
} rt_program;

/* The executable's main(). */
int rt_program_main(const rt_program *program, int argc, char **argv);

/* The Py_mod_exec slot of an extension module. */
int rt_program_exec_module(const rt_program *program, PyObject *module);

#endif
