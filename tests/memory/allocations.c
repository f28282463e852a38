/* Lets chosen memory allocations of this process fail: an extension module for the tests. */
#define _GNU_SOURCE
#define PY_SSIZE_T_CLEAN
#define Py_BUILD_CORE
#include <Python.h>
#include <execinfo.h>
#include <link.h>
#include <unistd.h>

#include "internal/pycore_frame.h"

#define CALLERS 3

static const PyMemAllocatorDomain domains[] = {PYMEM_DOMAIN_RAW, PYMEM_DOMAIN_MEM, PYMEM_DOMAIN_OBJ};
static PyMemAllocatorEx originals[3];
static long long seen, first, last, told_first, told_last;
static int installed, teller = -1;

/* The frame of Python code that runs, or NULL. */
static _PyInterpreterFrame *running(void)
{
    PyThreadState *ts = PyGILState_GetThisThreadState();
    if (ts == NULL) {
        return NULL;
    }
#if PY_VERSION_HEX >= 0x030d0000
    _PyInterpreterFrame *f = ts->current_frame;
#else
    _PyInterpreterFrame *f = ts->cframe->current_frame;
#endif
    while (f != NULL && _PyFrame_IsIncomplete(f)) {
        f = f->previous;
    }
    return f;
}

/* Where a loaded file lies in memory: this one, and the interpreter's. */
static struct range {
    const char *start, *end;
} ours, interpreter;

static int is_in(const struct range *range, const char *address)
{
    return range->start <= address && address < range->end;
}

static int find_ranges(struct dl_phdr_info *file, size_t size, void *unused)
{
    struct range range = {(const char *)file->dlpi_addr, (const char *)file->dlpi_addr};
    for (int i = 0; i < file->dlpi_phnum; i++) {
        const ElfW(Phdr) *part = &file->dlpi_phdr[i];
        const char *end = range.start + part->p_vaddr + part->p_memsz;
        if (part->p_type == PT_LOAD && end > range.end) {
            range.end = end;
        }
    }
    if (is_in(&range, (const char *)&seen)) {
        ours = range;
    }
    if (is_in(&range, (const char *)PyObject_Malloc)) {
        interpreter = range;
    }
    return 0;
}

static const char *plain(PyObject *text)
{
    return PyUnicode_IS_COMPACT_ASCII(text) ? PyUnicode_DATA(text) : "?";
}

/* Write where the current allocation is, without one: the line of Python, and the innermost callers in the interpreter's
 * binary, up to the first that is elsewhere. */
static void tell(void)
{
    char line[1000];
    int size = snprintf(line, sizeof line, "%lld", seen);
    _PyInterpreterFrame *f = running();
    if (f != NULL) {
#if PY_VERSION_HEX >= 0x030d0000
        PyCodeObject *co = (PyCodeObject *)f->f_executable;
#else
        PyCodeObject *co = f->f_code;
#endif
        const char *path = plain(co->co_filename), *name = strrchr(path, '/');
        size += snprintf(line + size, 400, " %.200s:%d in %.100s,", name != NULL ? name + 1 : path,
                         PyCode_Addr2Line(co, _PyInterpreterFrame_LASTI(f) * (int)sizeof(_Py_CODEUNIT)),
                         plain(co->co_qualname));
    }
    void *stack[CALLERS + 5];
    int depth = backtrace(stack, CALLERS + 5);
    for (int i = 0, n = 0; i < depth && n < CALLERS; i++) {
        const char *caller = stack[i];
        if (is_in(&interpreter, caller)) {
            size += snprintf(line + size, 20, " %zx", (size_t)(caller - interpreter.start));
            n++;
        }
        else if (!is_in(&ours, caller)) {
            break;
        }
    }
    line[size++] = '\n';
    if (write(teller, line, (size_t)size) < 0) {
        perror("allocations");
    }
}

static int fails(void)
{
    seen++;
    if (seen >= told_first && seen <= told_last) {
        tell();
    }
    return seen >= first && seen <= last;
}

static void *hooked_malloc(void *ctx, size_t size)
{
    PyMemAllocatorEx *original = ctx;
    return fails() ? NULL : original->malloc(original->ctx, size);
}

static void *hooked_calloc(void *ctx, size_t count, size_t size)
{
    PyMemAllocatorEx *original = ctx;
    return fails() ? NULL : original->calloc(original->ctx, count, size);
}

static void *hooked_realloc(void *ctx, void *block, size_t size)
{
    PyMemAllocatorEx *original = ctx;
    return fails() ? NULL : original->realloc(original->ctx, block, size);
}

static void hooked_free(void *ctx, void *block)
{
    PyMemAllocatorEx *original = ctx;
    original->free(original->ctx, block);
}

/* fail(first, last): from now on allocations are counted from 1, and those from `first` to `last` fail. */
static PyObject *start(PyObject *self, PyObject *args)
{
    if (!PyArg_ParseTuple(args, "LL", &first, &last)) {
        return NULL;
    }
    seen = 0;
    if (!installed) {
        installed = 1;
        for (int i = 0; i < 3; i++) {
            PyMem_GetAllocator(domains[i], &originals[i]);
            PyMemAllocatorEx hook = {&originals[i], hooked_malloc, hooked_calloc, hooked_realloc, hooked_free};
            PyMem_SetAllocator(domains[i], &hook);
        }
    }
    Py_RETURN_NONE;
}

/* tell(first, last, fd): from now on, the number of each allocation from `first` to `last`, and where it is, are a line
 * that is written to `fd`. */
static PyObject *set_told(PyObject *self, PyObject *args)
{
    if (!PyArg_ParseTuple(args, "LLi", &told_first, &told_last, &teller)) {
        return NULL;
    }
    void *stack[1];
    backtrace(stack, 1); /* the first one loads a library */
    dl_iterate_phdr(find_ranges, NULL);
    Py_RETURN_NONE;
}

/* stop(): no allocation fails any more. How many there were since `fail`. */
static PyObject *stop(PyObject *self, PyObject *unused)
{
    if (installed) {
        installed = 0;
        for (int i = 0; i < 3; i++) {
            PyMem_SetAllocator(domains[i], &originals[i]);
        }
    }
    return PyLong_FromLongLong(seen);
}

static PyMethodDef functions[] = {
    {"fail", start, METH_VARARGS, NULL},
    {"tell", set_told, METH_VARARGS, NULL},
    {"stop", stop, METH_NOARGS, NULL},
    {NULL, NULL, 0, NULL},
};

static struct PyModuleDef module = {PyModuleDef_HEAD_INIT, "allocations", NULL, -1, functions};

PyMODINIT_FUNC PyInit_allocations(void)
{
    return PyModule_Create(&module);
}
