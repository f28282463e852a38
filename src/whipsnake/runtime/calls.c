#include "calls.h"

#include "cfunctions.h"
#include "containers.h"
#include "frame.h"
#include "function.h"
#include "interned.h"
#include "py/eval.h"
#include "py/exc.h"
#include "py/function.h"
#include "py/lookup.h"
#include "shared.h"

#include "internal/pycore_call.h"
#include "internal/pycore_interp.h"

/* How to call `callable`; NULL if only by tp_call. */
RT_INLINE vectorcallfunc vectorcall_of(PyObject *callable)
{
    PyTypeObject *type = Py_TYPE(callable);
    if (!(type->tp_flags & Py_TPFLAGS_HAVE_VECTORCALL))
        return NULL;
    return *(vectorcallfunc *)((char *)callable + type->tp_vectorcall_offset);
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

RT_INLINE Py_ssize_t count_of(size_t n, PyObject *kwnames)
{
    return (Py_ssize_t)n + (kwnames != NULL ? PyTuple_GET_SIZE(kwnames) : 0);
}

/* Take or drop references of arguments that a class's tp_call has while `__init__` runs: of those a tuple has, and where
 * there are keywords, an array of those and `self`. */
RT_INLINE void hold(PyObject *const *args, Py_ssize_t total, int references)
{
    for (Py_ssize_t i = 0; i < total; i++) {
        for (int j = 0; j < references; j++)
            rt_incref(args[i]);
    }
}

RT_INLINE void release(PyObject *const *args, Py_ssize_t total)
{
    for (Py_ssize_t i = 0; i < total; i++)
        rt_decref(args[i]);
}

/* The end of a call of something else than a function: drop it and its arguments, in the interpreter's order, and do
 * the evaluation loop's duties, which a function written in Python has done at its beginning. */
RT_INLINE PyObject *ended(PyThreadState *ts, PyObject *function, PyObject **args, Py_ssize_t total, PyObject *result)
{
    if (RT_UNLIKELY(result == NULL && !rt_failed(ts)))
        result = _Py_CheckFunctionResult(ts, function, NULL, NULL);
    rt_decref(function);
    for (Py_ssize_t i = 0; i < total; i++)
        rt_decref(args[i]);
    if (RT_LIKELY(result != NULL) && RT_UNLIKELY(rt_poll(ts) < 0)) {
        rt_decref(result);
        return NULL;
    }
    return result;
}

/* `function(*args)` by its type's slots; nothing is stolen. */
RT_INLINE PyObject *call_generally(PyThreadState *ts, PyObject *function, PyObject **args, size_t n, PyObject *kwnames,
                                   int roomy)
{
    vectorcallfunc target = vectorcall_of(function);
    if (RT_LIKELY(target != NULL))
        return target(function, args, roomy ? n | PY_VECTORCALL_ARGUMENTS_OFFSET : n, kwnames);
    return _PyObject_MakeTpCall(ts, function, args, (Py_ssize_t)n, kwnames);
}

/* `type(*args)` for a class without a vectorcall; nothing is stolen. */
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
    hold(args, count_of(n, kwnames), 2);
    if (kwnames != NULL)
        hold(args - 1, count_of(n, kwnames) + 1, 1);
    rt_incref(self);
    PyObject *none = rt_call_function(ts, init, args - 1, n + 1, kwnames);
    rt_decref(init);
    if (kwnames != NULL)
        release(args - 1, count_of(n, kwnames) + 1);
    release(args, count_of(n, kwnames));
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

/* Call what is no function of ours; function and arguments are stolen. `roomy`: args[-1] is free. */
static RT_NOINLINE PyObject *call_other(PyThreadState *ts, PyObject *function, PyObject **args, size_t n,
                                        PyObject *kwnames, int roomy)
{
    PyObject *result;
    if (kwnames == NULL && rt_call_c_function(ts, function, args, n, &result))
        return ended(ts, function, args, (Py_ssize_t)n, result);
    if (Py_IS_TYPE(function, &PyMethod_Type) && roomy) {
        PyObject *bound = function;
        args[-1] = rt_newref(PyMethod_GET_SELF(bound));
        function = rt_newref(PyMethod_GET_FUNCTION(bound));
        rt_decref(bound);
        result = rt_call_function(ts, function, args - 1, n + 1, kwnames);
        rt_decref(function);
        return result;
    }
    if (PyFunction_Check(function) && ((PyFunctionObject *)function)->vectorcall == rt_interpreter_vectorcall) {
        result = rt_call_interpreted(ts, function, args, (Py_ssize_t)n, kwnames);
        rt_decref(function);
        return result;
    }
    if (n == 1 && kwnames == NULL && function == (PyObject *)&PyType_Type)
        result = rt_newref((PyObject *)Py_TYPE(args[0]));
    else if (PyType_Check(function) && roomy && vectorcall_of(function) == NULL)
        result = call_class(ts, (PyTypeObject *)function, args, n, kwnames);
    else
        result = call_generally(ts, function, args, n, kwnames, roomy);
    return ended(ts, function, args, count_of(n, kwnames), result);
}

PyObject *rt_call_function(PyThreadState *ts, PyObject *function, PyObject **args, size_t n, PyObject *kwnames)
{
    rt_code code = rt_code_of(function);
    if (RT_LIKELY(code != NULL))
        return code(ts, function, args, (Py_ssize_t)n, kwnames);
    rt_incref(function);
    return call_other(ts, function, args, n, kwnames, 0);
}

/* `function(*args)`, n positional arguments, args[-1] free if `roomy`. */
RT_INLINE PyObject *call(PyThreadState *ts, PyObject *function, PyObject **args, size_t n, PyObject *kwnames, int roomy)
{
    rt_code code = rt_code_of(function);
    if (RT_UNLIKELY(code == NULL))
        return call_other(ts, function, args, n, kwnames, roomy);
    PyObject *result = code(ts, function, args, (Py_ssize_t)n, kwnames);
    rt_decref(function);
    return result;
}

PyObject *rt_call(PyThreadState *ts, PyObject *function, PyObject **args, Py_ssize_t n)
{
    return call(ts, function, args, (size_t)n, NULL, 1);
}

PyObject *rt_call_kw(PyThreadState *ts, PyObject *function, PyObject **args, Py_ssize_t n, PyObject *kwnames)
{
    return call(ts, function, args, (size_t)(n - PyTuple_GET_SIZE(kwnames)), kwnames, 1);
}

PyObject *rt_call_method(PyThreadState *ts, PyObject *first, PyObject *second, PyObject **args, Py_ssize_t n)
{
    if (second == NULL)
        return rt_call(ts, first, args, n);
    PyObject *function, *self;
    rt_method_pair(first, second, &function, &self);
    if (PyList_CheckExact(self) && n == 1 && function == ts->interp->callable_cache.list_append) {
        int status = rt_list_append(self, args[0]);
        args[-1] = self;
        return ended(ts, function, args - 1, 1, status < 0 ? NULL : rt_newref(Py_None));
    }
    args[-1] = self;
    return call(ts, function, args - 1, (size_t)n + 1, NULL, 0);
}

PyObject *rt_call_method_kw(PyThreadState *ts, PyObject *first, PyObject *second, PyObject **args, Py_ssize_t n,
                            PyObject *kwnames)
{
    if (second == NULL)
        return rt_call_kw(ts, first, args, n, kwnames);
    PyObject *function, *self;
    rt_method_pair(first, second, &function, &self);
    args[-1] = self;
    return call(ts, function, args - 1, (size_t)(n - PyTuple_GET_SIZE(kwnames)) + 1, kwnames, 0);
}

/* ---- f(*args, **kwargs) ---- */

/* Make an array of the items of a tuple and the values of a dict, which may be NULL, for `*kwnames`, all owned: an array of
 * `size` elements at `room`, or one to be given to PyMem_Free. NULL if a key is no string or memory is short; no exception
 * is set. */
static PyObject **unpack_arguments(PyObject *args, PyObject *kwargs, PyObject **room, size_t size, PyObject **kwnames)
{
    Py_ssize_t n = PyTuple_GET_SIZE(args), keywords = kwargs != NULL ? PyDict_GET_SIZE(kwargs) : 0, at = 0, k = 0;
    PyObject *key, *value;
    while (keywords > 0 && PyDict_Next(kwargs, &at, &key, &value)) {
        if (!PyUnicode_Check(key))
            return NULL;
    }
    PyObject **array = (size_t)(n + keywords) <= size ? room : PyMem_Malloc((size_t)(n + keywords) * sizeof(*array));
    *kwnames = array != NULL && keywords > 0 ? PyTuple_New(keywords) : NULL;
    if (array == NULL || (keywords > 0 && *kwnames == NULL)) {
        PyErr_Clear();
        if (array != room)
            PyMem_Free(array);
        return NULL;
    }
    for (Py_ssize_t i = 0; i < n; i++)
        array[i] = rt_newref(PyTuple_GET_ITEM(args, i));
    at = 0;
    while (keywords > 0 && PyDict_Next(kwargs, &at, &key, &value)) {
        PyTuple_SET_ITEM(*kwnames, k, rt_newref(key));
        array[n + k++] = rt_newref(value);
    }
    return array;
}

/* Call a function written in Python as CALL_FUNCTION_EX does: tuple and dict are gone before it begins. All operands are
 * stolen. 1 and the result; 0: nothing was done. */
static int call_unpacked(PyThreadState *ts, PyObject *function, PyObject *args, PyObject *kwargs, PyObject **result)
{
    PyObject *room[16], *kwnames;
    PyObject **array = unpack_arguments(args, kwargs, room, Py_ARRAY_LENGTH(room), &kwnames);
    if (array == NULL)
        return 0;
    Py_ssize_t n = PyTuple_GET_SIZE(args);
    rt_decref(args);
    rt_xdecref(kwargs);
    *result = call(ts, function, array, (size_t)n, kwnames, 0);
    rt_xdecref(kwnames);
    if (array != room)
        PyMem_Free(array);
    return 1;
}

/* CALL_FUNCTION_EX's first argument is no iterable. */
static RT_COLD void not_iterable(PyObject *function, PyObject *args)
{
    PyObject *name = _PyObject_FunctionStr(function);
    if (name != NULL) {
        PyErr_Format(PyExc_TypeError, "%U argument after * must be an iterable, not %.200s", name,
                     Py_TYPE(args)->tp_name);
        rt_decref(name);
    }
}

PyObject *rt_call_ex(PyThreadState *ts, PyObject *function, PyObject *args, PyObject *kwargs)
{
    PyObject *result = NULL;
    if (!PyTuple_CheckExact(args)) {
        PyObject *tuple = NULL;
        if (Py_TYPE(args)->tp_iter == NULL && !PySequence_Check(args))
            not_iterable(function, args);
        else
            tuple = PySequence_Tuple(args);
        rt_decref(args);
        args = tuple;
    }
    if (args != NULL) {
        if (rt_py_call_ex_moves() && rt_is_function(function) && call_unpacked(ts, function, args, kwargs, &result))
            return result;
        result = PyObject_Call(function, args, kwargs);
    }
    rt_decref(function);
    rt_xdecref(args);
    rt_xdecref(kwargs);
    if (RT_LIKELY(result != NULL) && RT_UNLIKELY(rt_poll(ts) < 0)) {
        rt_decref(result);
        return NULL;
    }
    return result;
}
