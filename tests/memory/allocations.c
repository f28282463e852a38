/* Lets chosen memory allocations of this process fail: an extension module for the tests. */
#define PY_SSIZE_T_CLEAN
#include <Python.h>

static const PyMemAllocatorDomain domains[] = {PYMEM_DOMAIN_RAW, PYMEM_DOMAIN_MEM, PYMEM_DOMAIN_OBJ};
static PyMemAllocatorEx originals[3];
static long long seen, first, last;
static int installed;

static int fails(void)
{
    seen++;
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
    {"stop", stop, METH_NOARGS, NULL},
    {NULL, NULL, 0, NULL},
};

static struct PyModuleDef module = {PyModuleDef_HEAD_INIT, "allocations", NULL, -1, functions};

PyMODINIT_FUNC PyInit_allocations(void)
{
    return PyModule_Create(&module);
}
