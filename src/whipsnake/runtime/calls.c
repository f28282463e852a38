#include "calls.h"

#include "containers.h"
#include "function.h"
#include "interned.h"
#include "py/eval.h"
#include "py/exc.h"
#include "py/lookup.h"
#include "shared.h"

#include "internal/pycore_call.h"

/* How to call `callable`; NULL if only by tp_call. */
RT_INLINE vectorcallfunc vectorcall_of(PyObject *callable)
{
    PyTypeObject *type = Py_TYPE(callable);
    if (!(type->tp_flags & Py_TPFLAGS_HAVE_VECTORCALL))
        return NULL;
    return *(vectorcallfunc *)((char *)callable + type->tp_vectorcall_offset);
}

/* The result of a call, NULL always with an exception: SystemError where the callee forgot it. */
RT_INLINE PyObject *checked(PyThreadState *ts, PyObject *callable, PyObject *result)
{
    if (RT_UNLIKELY(result == NULL && !rt_failed(ts)))
        return _Py_CheckFunctionResult(ts, callable, NULL, NULL);
    return result;
}

/* ---- instances of classes written in Python ---- */

/* How instances of a class with the version are made: object.__new__, then `init`, a function (borrowed), or
 * if that is NULL, object.__init__. */
struct construction {
    uint32_t version; /* 0: empty */
    PyObject *init;
};

#define CONSTRUCTIONS 256
static struct construction constructions[CONSTRUCTIONS];

/* See whether `type` is such a class: 1 or 0. */
static RT_NOINLINE int describe_construction(PyTypeObject *type)
{
    static PyObject *slot;
    PyObject *name = rt_interned(&slot, "__init__");
    if (name == NULL) {
        PyErr_Clear();
        return 0;
    }
    PyObject *init = _PyType_Lookup(type, name); /* gives the type a version */
    uint32_t version = type->tp_version_tag;
    if (version == 0 || init == NULL)
        return 0;
    if (type->tp_init == PyBaseObject_Type.tp_init)
        init = NULL;
    else if (!rt_is_function(init))
        return 0;
    constructions[version % CONSTRUCTIONS] = (struct construction){version, init};
    return 1;
}

/* object.__new__(type) */
static PyObject *new_instance(PyTypeObject *type)
{
    static PyObject *nothing;
    if (nothing == NULL) {
        nothing = PyTuple_New(0);
        if (nothing == NULL)
            return NULL;
    }
    return PyBaseObject_Type.tp_new(type, nothing, NULL);
}

/* `type(*args)` for a class without a vectorcall. */
static RT_NOINLINE PyObject *call_class(PyThreadState *ts, PyTypeObject *type, PyObject **args, size_t n,
                                        PyObject *kwnames)
{
    if (kwnames == NULL && n == 1 && type == &PyUnicode_Type)
        return PyObject_Str(args[0]);
    uint32_t version = type->tp_version_tag;
    struct construction *c = &constructions[version % CONSTRUCTIONS];
    if (type->tp_new != PyBaseObject_Type.tp_new || Py_TYPE(type)->tp_call != PyType_Type.tp_call ||
        (RT_UNLIKELY(version == 0 || c->version != version) && !describe_construction(type)))
        return _PyObject_MakeTpCall(ts, (PyObject *)type, args, (Py_ssize_t)n, kwnames);
    PyObject *init = constructions[type->tp_version_tag % CONSTRUCTIONS].init;
    if (init == NULL) {
        if (n > 0 || kwnames != NULL)
            return _PyObject_MakeTpCall(ts, (PyObject *)type, args, (Py_ssize_t)n, kwnames);
        return new_instance(type);
    }
    rt_incref(init);
    PyObject *self = new_instance(type);
    if (self == NULL) {
        rt_decref(init);
        return NULL;
    }
    args[-1] = self;
    PyObject *none = checked(ts, init, ((PyFunctionObject *)init)->vectorcall(init, args - 1, n + 1, kwnames));
    rt_decref(init);
    if (RT_LIKELY(none == Py_None)) {
        rt_decref(none);
        return self;
    }
    if (none != NULL) {
        PyErr_Format(PyExc_TypeError, "__init__() should return None, not '%.200s'", Py_TYPE(none)->tp_name);
        rt_decref(none);
    }
    rt_decref(self);
    return NULL;
}

/* ---- calls ---- */

/* The end of a call: the evaluation loop's duties, which a function written in Python has done at its beginning. */
RT_INLINE PyObject *polled(PyThreadState *ts, PyObject *function, PyObject *result)
{
    if (RT_LIKELY(result != NULL) && !rt_is_function(function) && RT_UNLIKELY(rt_poll(ts) < 0)) {
        rt_decref(result);
        return NULL;
    }
    return result;
}

/* `function(*args)`, n positional arguments, args[-1] free. */
RT_INLINE PyObject *call(PyThreadState *ts, PyObject *function, PyObject **args, size_t n, PyObject *kwnames)
{
    PyObject *result;
    if (Py_IS_TYPE(function, &PyMethod_Type)) {
        *--args = PyMethod_GET_SELF(function);
        function = PyMethod_GET_FUNCTION(function);
        vectorcallfunc target = vectorcall_of(function);
        if (RT_LIKELY(target != NULL))
            result = checked(ts, function, target(function, args, n + 1, kwnames));
        else
            result = _PyObject_MakeTpCall(ts, function, args, (Py_ssize_t)n + 1, kwnames);
        return polled(ts, function, result);
    }
    vectorcallfunc target = vectorcall_of(function);
    if (RT_LIKELY(target != NULL))
        result = checked(ts, function, target(function, args, n | PY_VECTORCALL_ARGUMENTS_OFFSET, kwnames));
    else if (PyType_Check(function))
        result = call_class(ts, (PyTypeObject *)function, args, n, kwnames);
    else
        result = _PyObject_MakeTpCall(ts, function, args, (Py_ssize_t)n, kwnames);
    return polled(ts, function, result);
}

PyObject *rt_call(PyThreadState *ts, PyObject *function, PyObject **args, Py_ssize_t n)
{
    if (n == 1 && function == (PyObject *)&PyType_Type)
        return rt_newref((PyObject *)Py_TYPE(args[0]));
    return call(ts, function, args, (size_t)n, NULL);
}

PyObject *rt_call_kw(PyThreadState *ts, PyObject *function, PyObject **args, Py_ssize_t n, PyObject *kwnames)
{
    return call(ts, function, args, (size_t)(n - PyTuple_GET_SIZE(kwnames)), kwnames);
}

/* `function(self, *args)` for a function that a type had. */
RT_INLINE PyObject *call_unbound(PyThreadState *ts, PyObject *function, PyObject *self, PyObject **args, size_t n,
                                 PyObject *kwnames)
{
    args[-1] = self;
    vectorcallfunc target = vectorcall_of(function);
    PyObject *result;
    if (RT_LIKELY(target != NULL))
        result = checked(ts, function, target(function, args - 1, n + 1, kwnames));
    else
        result = _PyObject_MakeTpCall(ts, function, args - 1, (Py_ssize_t)n + 1, kwnames);
    return polled(ts, function, result);
}

/* list.append, borrowed for ever; NULL where memory is short. */
static PyObject *list_append(void)
{
    static PyObject *slot, *found;
    if (RT_UNLIKELY(found == NULL)) {
        PyObject *name = rt_interned(&slot, "append");
        if (name == NULL)
            PyErr_Clear();
        else
            found = _PyType_Lookup(&PyList_Type, name);
    }
    return found;
}

PyObject *rt_call_method(PyThreadState *ts, PyObject *first, PyObject *second, PyObject **args, Py_ssize_t n)
{
    if (second == NULL)
        return rt_call(ts, first, args, n);
    PyObject *function, *self;
    rt_method_pair(first, second, &function, &self);
    if (PyList_CheckExact(self) && n == 1 && function == list_append())
        return rt_list_append(self, args[0]) < 0 ? NULL : rt_newref(Py_None);
    return call_unbound(ts, function, self, args, (size_t)n, NULL);
}

PyObject *rt_call_method_kw(PyThreadState *ts, PyObject *first, PyObject *second, PyObject **args, Py_ssize_t n,
                            PyObject *kwnames)
{
    if (second == NULL)
        return rt_call_kw(ts, first, args, n, kwnames);
    PyObject *function, *self;
    rt_method_pair(first, second, &function, &self);
    return call_unbound(ts, function, self, args, (size_t)(n - PyTuple_GET_SIZE(kwnames)), kwnames);
}

PyObject *rt_call_ex(PyThreadState *ts, PyObject *function, PyObject *args, PyObject *kwargs)
{
    if (PyTuple_CheckExact(args))
        return polled(ts, function, PyObject_Call(function, args, kwargs));
    if (Py_TYPE(args)->tp_iter == NULL && !PySequence_Check(args)) {
        PyObject *name = _PyObject_FunctionStr(function);
        if (name != NULL) {
            PyErr_Format(PyExc_TypeError, "%U argument after * must be an iterable, not %.200s", name,
                         Py_TYPE(args)->tp_name);
            rt_decref(name);
        }
        return NULL;
    }
    PyObject *tuple = PySequence_Tuple(args);
    if (tuple == NULL)
        return NULL;
    PyObject *result = PyObject_Call(function, tuple, kwargs);
    rt_decref(tuple);
    return polled(ts, function, result);
}
