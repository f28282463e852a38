#include "shared.h"

#include "function.h"
#include "generator.h"
#include "py/code.h"
#include "py/function.h"
#include "py/locals_proxy.h"

struct rt_shared rt_shared = {.extra_index = -1, .function_type = &PyFunction_Type};

/* The name of the capsule, and its key in the interpreter's dict. */
#define TEXT(number) #number
#define KEY(number) "whipsnake.runtime." TEXT(number)
static const char key[] = KEY(RT_SHARED_VERSION);

static struct rt_sent sent;
static struct rt_kept *kept;
static struct rt_adoption adoption;
static struct rt_piece *pieces;

/* Make the process's rt_shared, which lives for ever, enter it into `dict`, and route the generator types to it. A
 * capsule, owned; NULL with an exception. */
static PyObject *make_shared(PyObject *dict, PyObject *name)
{
    struct rt_shared *shared = PyMem_RawMalloc(sizeof(*shared));
    if (shared == NULL) {
        return PyErr_NoMemory();
    }
    shared->sent = &sent;
    shared->kept = &kept;
    shared->adoption = &adoption;
    shared->pieces = &pieces;
    shared->vectorcall = rt_vectorcall;
    shared->function_type = rt_py_function_type();
    shared->extra_index = shared->function_type != NULL ? rt_py_request_code_extra() : -1;
    if (shared->extra_index < 0 && !PyErr_Occurred()) {
        PyErr_SetString(PyExc_SystemError, "no free slot in code objects");
    }
    PyObject *capsule = shared->extra_index < 0 ? NULL : PyCapsule_New(shared, key, NULL);
    if (capsule == NULL || PyDict_SetItem(dict, name, capsule) < 0) {
        Py_XDECREF(capsule);
        PyMem_RawFree(shared);
        return NULL;
    }
    /* last, as it cannot be taken back */
    rt_code_route();
    rt_generator_route();
    rt_locals_proxy_route();
    return capsule;
}

int rt_shared_init(void)
{
    if (rt_shared.extra_index >= 0) {
        return 0;
    }
    PyObject *dict = PyInterpreterState_GetDict(PyInterpreterState_Get());
    if (dict == NULL) {
        PyErr_NoMemory();
        return -1;
    }
    PyObject *name = PyUnicode_FromString(key);
    if (name == NULL) {
        return -1;
    }
    int status = -1;
    PyObject *capsule = Py_XNewRef(PyDict_GetItemWithError(dict, name));
    if (capsule == NULL && !PyErr_Occurred()) {
        capsule = make_shared(dict, name);
    }
    if (capsule != NULL) {
        const struct rt_shared *shared = PyCapsule_GetPointer(capsule, key);
        if (shared != NULL) {
            rt_shared = *shared;
            status = 0;
        }
        Py_DECREF(capsule);
    }
    Py_DECREF(name);
    return status;
}

int rt_set_compiled(PyCodeObject *co, const rt_entry *entry)
{
    rt_py_code_compiled(co);
    return rt_py_set_code_extra(co, rt_shared.extra_index, (void *)entry);
}
