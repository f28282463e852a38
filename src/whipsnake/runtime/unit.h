/* A unit: one compiled module. */
#ifndef RT_UNIT_H
#define RT_UNIT_H

#include "constants.h"
#include "py/frame.h"

/* Runs a suspended generator's frame on, to its next yield or its end.
 *
 * `f` is the current frame and has been taken out of its suspended state. `sent` is owned, or NULL: an exception is
 * set and is to be raised at the point of suspension. `*result` is owned: what was yielded (PYGEN_NEXT) or returned
 * (PYGEN_RETURN); for PYGEN_ERROR an exception is set, this frame's traceback entry added. */
typedef PySendResult (*rt_body)(PyThreadState *ts, _PyInterpreterFrame *f, PyObject *sent, PyObject **result);

/* Runs a call of a compiled function: `n` positional arguments, then those that `kwnames` names. The arguments are
 * stolen, whatever happens: they are moved into the frame, where the function's own code ends them, as the interpreter
 * does it. `func` is borrowed, and held by the caller. Returns an owned result, or NULL with an exception. */
typedef PyObject *(*rt_code)(PyThreadState *ts, PyObject *func, PyObject *const *args, Py_ssize_t n, PyObject *kwnames);

/* The compiled code of one code object. */
typedef struct {
    rt_code call;      /* NULL: left to the interpreter */
    rt_body body;      /* NULL unless a generator, coroutine or async generator */
    const char *stops; /* see stops.h; NULL: the code object has no bytecode that the interpreter could run */
} rt_entry;

typedef struct rt_unit {
    const char *name; /* "package.module" */
    int is_package;
    const char *filename;
    const unsigned char *constants; /* the code objects and all their constants, see constants.h */
    size_t constants_size;
    int ncodes; /* the module's code object and all nested ones: preorder over co_consts; 0 is the module's */
    const rt_entry *entries;
    PyCodeObject **codes; /* filled by rt_unit_load; they live for ever, their constants as well */
    char *path;           /* where the source seems to be now; NULL: still at `filename` */
    rt_reading *reading;  /* of `constants`, where memory ran out */
} rt_unit;

/* Make the process ready for compiled code. Any number of times. 0, or -1 with an exception. */
int rt_runtime_init(void);

/* The module's code object, made anew. Owned; NULL with an exception. */
PyObject *rt_unit_read(const rt_unit *unit);

/* Fill `codes`: make the unit's code objects, and let the interpreter's own generators of them run compiled. Any
 * number of times. 0, or -1 with an exception. */
int rt_unit_load(rt_unit *unit);

/* Run the module's body in `module`'s namespace. The unit must be loaded. 0, or -1 with an exception. */
int rt_unit_exec(rt_unit *unit, PyObject *module);

/* The module's code object, borrowed; loads the unit if need be. NULL with an exception. */
PyCodeObject *rt_unit_code(rt_unit *unit);

/* `object.name(*args)`. The tuple `args` is stolen; it may be NULL with an exception. Owned; NULL with an exception. */
PyObject *rt_call_named(PyObject *object, const char *name, PyObject *args);

#endif
