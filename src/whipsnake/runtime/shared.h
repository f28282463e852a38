/* What all Whipsnake runtimes of one process share. Each extension module has a runtime of its own linked in; the
 * first to be initialised makes a `rt_shared`, the others find it in the interpreter's dict, under a key with the
 * layout's version. So a generator of one module runs compiled in another's loops, and `type(f)` is one type (3.11).
 */
#ifndef RT_SHARED_H
#define RT_SHARED_H

#include "unit.h"

/* Raise it with every change of rt_shared, or of rt_entry and rt_body. */
#define RT_SHARED_VERSION 6

/* An outcome that is known already of the rt_send to `receiver` that comes next: no code runs before that. The receiver
 * is NULL, or borrowed; `result` is owned. */
struct rt_sent {
    PyObject *receiver;
    PyObject *result;
    PySendResult how;
};

struct rt_kept;

/* Whether functions that the interpreter makes become compiled ones (py/function.c). */
struct rt_adoption {
    int depth;   /* how many module bodies are running */
    int watcher; /* while depth > 0: the number of the watcher, or -1 */
};

struct rt_shared {
    struct rt_kept **kept; /* overwritten locals (py/locals_proxy.c) */
    struct rt_sent *sent;
    struct rt_adoption *adoption;
    struct rt_piece **pieces;    /* memory of objects that live for ever (constants.c) */
    Py_ssize_t extra_index;      /* the slot of co_extra that holds a code object's `const rt_entry *` */
    PyTypeObject *function_type; /* the type of compiled functions */
    vectorcallfunc vectorcall;   /* the vectorcall of all compiled functions */
};

/* The process's own. extra_index is -1 before rt_runtime_init: nothing is compiled then. */
extern struct rt_shared rt_shared;

/* Find or make the process's rt_shared. 0, or -1 with an exception. */
int rt_shared_init(void);

/* co_extra's layout, which CPython keeps to itself; the same in all versions this runtime knows. */
struct rt_code_extra {
    Py_ssize_t size;
    void *items[1];
};

/* The compiled code of `co`, of whichever Whipsnake runtime; NULL if it has none. */
RT_INLINE const rt_entry *rt_compiled(const PyCodeObject *co)
{
    const struct rt_code_extra *extra = (const struct rt_code_extra *)co->co_extra;
    /* unsigned: an index of -1 is out of range */
    if (extra == NULL || (size_t)extra->size <= (size_t)rt_shared.extra_index) {
        return NULL;
    }
    return (const rt_entry *)extra->items[rt_shared.extra_index];
}

/* The code to call for `function`, an object of any type, with its arguments stolen; NULL if it is none of ours. */
RT_INLINE rt_code rt_code_of(PyObject *function)
{
    PyTypeObject *type = Py_TYPE(function);
    if (RT_LIKELY(type == rt_shared.function_type || type == &PyFunction_Type) &&
        RT_LIKELY(((PyFunctionObject *)function)->vectorcall == rt_shared.vectorcall)) {
        const rt_entry *entry = rt_compiled((PyCodeObject *)((PyFunctionObject *)function)->func_code);
        return RT_LIKELY(entry != NULL) ? entry->call : NULL;
    }
    return NULL;
}

/* Say that `co`'s compiled code is `entry`, which lives for ever. 0, or -1 with an exception. */
int rt_set_compiled(PyCodeObject *co, const rt_entry *entry);

#endif
