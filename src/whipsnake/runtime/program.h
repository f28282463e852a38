/* What a binary contains. Each build generates one small C file with an rt_program, which needs nothing of CPython's. */
#ifndef RT_PROGRAM_H
#define RT_PROGRAM_H

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

typedef struct rt_unit rt_unit;

/* The main unit of an executable that is started by this name, with or without `.bin`. */
typedef struct {
    const char *name;
    rt_unit *unit;
} rt_other_main;

typedef struct {
    rt_unit *const *units;
    int n_units;
    rt_unit *main;             /* the unit that is run, or imported */
    rt_unit *loader;           /* runtime/loader.py */
    const char *loader_name;   /* its name in sys.modules: binaries with equal loaders share one */
    const char *name;          /* an extension module's */
    const char *source_folder; /* where the sources were: when they have gone, the binary's folder stands for it */
    const char *main_folder;   /* an executable's sys.path[0] */
    int is_folder;             /* an executable was compiled from a folder that is no package: `python FOLDER` */
    const char *python;        /* an executable's sys.executable; NULL: it is a distribution's, and that itself */
    int is_one_file;           /* a distribution is no folder */
    rt_python_flags flags;
    const char *const *environment; /* an executable's: names and values that it sets, NULL behind them */
    const rt_other_main *others;    /* one without a name behind them */
} rt_program;

/* The executable's main(). */
int rt_program_main(const rt_program *program, int argc, char **argv);

/* A library's run_code(). */
int rt_program_call(const rt_program *program, int argc, char **argv);

/* The extension module's PyInit function: returns its PyModuleDef. A binary has one program. */
void *rt_program_init(const rt_program *program);

#endif
