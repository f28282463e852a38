#include "py/function.h"

#include "shared.h"

#if PY_VERSION_HEX < 0x030C0000

#include <structmember.h>

static PyObject *function_reduce(PyObject *self, PyObject *unused)
{
    return rt_newref(((PyFunctionObject *)self)->func_qualname);
}

static PyMethodDef function_methods[] = {
    {"__reduce__", function_reduce, METH_NOARGS, NULL},
    {NULL, NULL, 0, NULL},
};

/* PyType_Ready would give the subtype a `__doc__` that hides the member of its base */
static PyMemberDef function_members[] = {
    {"__doc__", T_OBJECT, offsetof(PyFunctionObject, func_doc), 0, NULL},
    {NULL, 0, 0, 0, NULL},
};

static PyTypeObject function_type = {
    PyVarObject_HEAD_INIT(NULL, 0).tp_name = "function",
    .tp_basicsize = sizeof(PyFunctionObject),
    .tp_flags = Py_TPFLAGS_DEFAULT | Py_TPFLAGS_HAVE_GC | Py_TPFLAGS_HAVE_VECTORCALL | Py_TPFLAGS_METHOD_DESCRIPTOR,
    .tp_vectorcall_offset = offsetof(PyFunctionObject, vectorcall),
    .tp_call = PyVectorcall_Call,
    .tp_dictoffset = offsetof(PyFunctionObject, func_dict),
    .tp_weaklistoffset = offsetof(PyFunctionObject, func_weakreflist),
    .tp_methods = function_methods,
    .tp_members = function_members,
};

/* The methods of exception groups that take a predicate want an exact function: ours is one meanwhile. */
static PyCFunction split, subgroup;

static PyObject *with_exact_function(PyCFunction method, PyObject *self, PyObject *args)
{
    PyObject *predicate = PyTuple_GET_SIZE(args) > 0 ? PyTuple_GET_ITEM(args, 0) : NULL;
    if (predicate == NULL || Py_TYPE(predicate) != &function_type)
        return method(self, args);
    rt_incref(predicate);
    Py_SET_TYPE(predicate, &PyFunction_Type);
    PyObject *result = method(self, args);
    Py_SET_TYPE(predicate, &function_type);
    rt_decref(predicate);
    return result;
}

static PyObject *routed_split(PyObject *self, PyObject *args)
{
    return with_exact_function(split, self, args);
}

static PyObject *routed_subgroup(PyObject *self, PyObject *args)
{
    return with_exact_function(subgroup, self, args);
}

/* The method of exception groups calls `routed`; what it called is put into `*original`. */
static void route_method(const char *name, PyCFunction routed, PyCFunction *original)
{
    PyObject *key = PyUnicode_FromString(name);
    PyObject *method = key != NULL ? _PyType_Lookup((PyTypeObject *)PyExc_BaseExceptionGroup, key) : NULL;
    Py_XDECREF(key);
    PyErr_Clear();
    if (method != NULL && Py_IS_TYPE(method, &PyMethodDescr_Type) &&
        ((PyMethodDescrObject *)method)->d_method->ml_flags == METH_VARARGS) {
        *original = ((PyMethodDescrObject *)method)->d_method->ml_meth;
        ((PyMethodDescrObject *)method)->d_method->ml_meth = routed;
    }
}

PyTypeObject *rt_py_function_type(void)
{
    if (function_type.tp_base == NULL) {
        function_type.tp_base = &PyFunction_Type;
        function_type.tp_traverse = PyFunction_Type.tp_traverse;
        function_type.tp_clear = PyFunction_Type.tp_clear;
        function_type.tp_dealloc = PyFunction_Type.tp_dealloc;
        function_type.tp_free = PyFunction_Type.tp_free;
        if (PyType_Ready(&function_type) < 0) {
            function_type.tp_base = NULL;
            return NULL;
        }
        route_method("split", routed_split, &split);
        route_method("subgroup", routed_subgroup, &subgroup);
    }
    return &function_type;
}

/* The names under which type.__new__ wraps an exact function in a staticmethod or classmethod. */
static const char *const wrapped_names[] = {"__new__", "__init_subclass__", "__class_getitem__"};

void rt_py_function_compiled(PyFunctionObject *function, vectorcallfunc call, PyTypeObject *type)
{
    function->vectorcall = call;
    function->func_version = 0;
    /* A class body is called by __build_class__ only, which wants an exact function. A generator's function does next
     * to nothing, compiled or not, and types.coroutine wants it exact. */
    int flags = ((PyCodeObject *)function->func_code)->co_flags;
    if (!(flags & CO_OPTIMIZED) || flags & (CO_GENERATOR | CO_COROUTINE | CO_ASYNC_GENERATOR)) {
        return;
    }
    for (size_t i = 0; i < Py_ARRAY_LENGTH(wrapped_names); i++) {
        if (PyUnicode_CompareWithASCIIString(function->func_name, wrapped_names[i]) == 0) {
            return;
        }
    }
    Py_SET_TYPE(function, type);
}

int rt_py_functions_in_class(PyObject *namespace, PyTypeObject *type)
{
    if (!PyDict_Check(namespace)) {
        return 0;
    }
    for (size_t i = 0; i < Py_ARRAY_LENGTH(wrapped_names); i++) {
        PyObject *value = PyDict_GetItemString(namespace, wrapped_names[i]);
        if (value != NULL && Py_TYPE(value) == type) {
            Py_SET_TYPE(value, &PyFunction_Type);
        }
    }
    return PyErr_Occurred() ? -1 : 0;
}

void rt_py_function_set_type_params(PyFunctionObject *function, PyObject *value)
{
    Py_DECREF(value);
}

void rt_py_adopt_functions(void)
{
}

void rt_py_adopt_functions_done(void)
{
}

#else

PyTypeObject *rt_py_function_type(void)
{
    return &PyFunction_Type;
}

void rt_py_function_compiled(PyFunctionObject *function, vectorcallfunc call, PyTypeObject *type)
{
    function->vectorcall = call;
    function->func_version = 0;
}

int rt_py_functions_in_class(PyObject *namespace, PyTypeObject *type)
{
    return 0;
}

void rt_py_function_set_type_params(PyFunctionObject *function, PyObject *value)
{
    Py_XSETREF(function->func_typeparams, value);
}

static int adopt(PyFunction_WatchEvent event, PyFunctionObject *function, PyObject *unused)
{
    if (event == PyFunction_EVENT_CREATE) {
        const rt_entry *entry = rt_compiled((PyCodeObject *)function->func_code);
        if (entry != NULL && entry->call != NULL) {
            rt_py_function_compiled(function, rt_shared.vectorcall, rt_shared.function_type);
        }
    }
    return 0;
}

void rt_py_adopt_functions(void)
{
    struct rt_adoption *adoption = rt_shared.adoption;
    if (adoption->depth++ == 0) {
        adoption->watcher = PyFunction_AddWatcher(adopt);
        if (adoption->watcher < 0) {
            PyErr_Clear(); /* others have taken them all: the functions are interpreted */
        }
    }
}

void rt_py_adopt_functions_done(void)
{
    struct rt_adoption *adoption = rt_shared.adoption;
    if (--adoption->depth == 0 && adoption->watcher >= 0) {
        PyObject *raised = PyErr_GetRaisedException();
        PyFunction_ClearWatcher(adoption->watcher);
        PyErr_SetRaisedException(raised);
    }
}

#endif
