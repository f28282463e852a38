#include "py/intrinsics.h"

#include "py/frame.h"
#include "py/micro.h"
#include "py/thread.h"

#if PY_VERSION_HEX >= 0x030C0000
#include "internal/pycore_intrinsics.h"
#endif

/* What `yield` in an async generator hands over: an object of a type nobody else can make. */
typedef struct {
    PyObject_HEAD PyObject *value;
} wrapped_value;

PyObject *rt_py_async_gen_wrapped(PyObject *wrapped)
{
    return ((wrapped_value *)wrapped)->value;
}

#if PY_VERSION_HEX >= 0x030D0000

PyObject *rt_py_intrinsic_1(PyThreadState *ts, int which, PyObject *value)
{
    return _PyIntrinsics_UnaryFunctions[which].func(ts, value);
}

PyObject *rt_py_intrinsic_2(PyThreadState *ts, int which, PyObject *left, PyObject *right)
{
    return _PyIntrinsics_BinaryFunctions[which].func(ts, left, right);
}

PyObject *rt_py_async_gen_wrap(PyObject *value)
{
    return _PyIntrinsics_UnaryFunctions[INTRINSIC_ASYNC_GEN_WRAP].func(rt_thread(), value);
}

PyTypeObject *rt_py_async_gen_wrapper(void)
{
    static PyTypeObject *type;
    if (type == NULL) {
        PyObject *wrapped = rt_py_async_gen_wrap(Py_None);
        if (wrapped == NULL) {
            PyErr_Clear();
            return NULL;
        }
        type = Py_TYPE(wrapped);
        Py_DECREF(wrapped);
    }
    return type;
}

#else

/* 3.11, 3.12: the functions are hidden. Run `opcode oparg` in the interpreter, with the globals of the
 * current frame. `*kept` holds the code object that does it from the first time on. */
static PyObject *run_opcode(PyThreadState *ts, PyObject **kept, rt_micro micro, PyObject *left, PyObject *right)
{
    if (*kept == NULL && (*kept = rt_micro_code(&micro)) == NULL) {
        return NULL;
    }
    PyObject *args[2] = {left, right};
    return rt_micro_run(ts, *kept, rt_current_frame(ts)->f_globals, args, micro.nargs);
}

extern PyTypeObject _PyAsyncGenWrappedValue_Type;

PyObject *rt_py_async_gen_wrap(PyObject *value)
{
    wrapped_value *wrapped = PyObject_GC_New(wrapped_value, &_PyAsyncGenWrappedValue_Type);
    if (wrapped == NULL) {
        return NULL;
    }
    wrapped->value = rt_newref(value);
    PyObject_GC_Track(wrapped);
    return (PyObject *)wrapped;
}

PyTypeObject *rt_py_async_gen_wrapper(void)
{
    return &_PyAsyncGenWrappedValue_Type;
}

#endif

#if PY_VERSION_HEX >= 0x030C0000 && PY_VERSION_HEX < 0x030D0000

PyObject *rt_py_intrinsic_1(PyThreadState *ts, int which, PyObject *value)
{
    static PyObject *codes[MAX_INTRINSIC_1 + 1];
    return run_opcode(ts, &codes[which], (rt_micro){CALL_INTRINSIC_1, which, 1, 0, NULL, 0}, value, NULL);
}

PyObject *rt_py_intrinsic_2(PyThreadState *ts, int which, PyObject *left, PyObject *right)
{
    static PyObject *codes[MAX_INTRINSIC_2 + 1];
    return run_opcode(ts, &codes[which], (rt_micro){CALL_INTRINSIC_2, which, 2, 0, NULL, 0}, left, right);
}

#elif PY_VERSION_HEX < 0x030C0000

PyObject *rt_py_intrinsic_1(PyThreadState *ts, int which, PyObject *value)
{
    PyErr_Format(PyExc_SystemError, "Python 3.11 has no intrinsic %d", which);
    return NULL;
}

PyObject *rt_py_intrinsic_2(PyThreadState *ts, int which, PyObject *left, PyObject *right)
{
    return rt_py_intrinsic_1(ts, which, left);
}

#endif

PyObject *rt_py_prep_reraise_star(PyObject *original, PyObject *excs)
{
#if PY_VERSION_HEX >= 0x030C0000
    return rt_py_intrinsic_2(rt_thread(), INTRINSIC_PREP_RERAISE_STAR, original, excs);
#else
    static PyObject *code;
    return run_opcode(rt_thread(), &code, (rt_micro){PREP_RERAISE_STAR, 0, 2, 0, NULL, 0}, original, excs);
#endif
}
