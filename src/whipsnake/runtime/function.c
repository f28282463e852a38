#include "function.h"

#include "frame.h"
#include "py/function.h"
#include "py/unreported.h"

PyObject rt_namespace_marker;

PyObject *rt_new_function(PyCodeObject *code, PyObject *globals, const rt_entry *entry)
{
    PyObject *function = PyFunction_New((PyObject *)code, globals);
    if (function != NULL && entry != NULL && entry->call != NULL) {
        rt_py_function_compiled((PyFunctionObject *)function, entry->call, rt_shared.function_type);
    }
    return function;
}

PyObject *rt_make_function(_PyInterpreterFrame *f, PyObject *code, const rt_unit *unit, int index)
{
    return rt_new_function((PyCodeObject *)code, f->f_globals, &unit->entries[index]);
}

/* Put `value`, stolen, into an attribute of a new function. */
static int set(PyObject **attribute, PyObject *value)
{
    PyObject *old = *attribute;
    *attribute = value;
    rt_xdecref(old);
    return 0;
}

int rt_function_set_defaults(PyObject *function, PyObject *value)
{
    return set(&((PyFunctionObject *)function)->func_defaults, value);
}

int rt_function_set_kwdefaults(PyObject *function, PyObject *value)
{
    return set(&((PyFunctionObject *)function)->func_kwdefaults, value);
}

int rt_function_set_annotations(PyObject *function, PyObject *value)
{
    return set(&((PyFunctionObject *)function)->func_annotations, value);
}

int rt_function_set_closure(PyObject *function, PyObject *value)
{
    return set(&((PyFunctionObject *)function)->func_closure, value);
}

int rt_function_set_type_params(PyObject *function, PyObject *value)
{
    rt_py_function_set_type_params((PyFunctionObject *)function, value);
    return 0;
}

PyObject *rt_call_interpreted(PyObject *func, PyObject *const *args, size_t nargsf, PyObject *kwnames)
{
    if (kwnames != RT_NAMESPACE) {
        return rt_interpreter_vectorcall(func, args, nargsf, kwnames);
    }
    PyFunctionObject *function = (PyFunctionObject *)func;
    return PyEval_EvalCodeEx(function->func_code, function->func_globals, args[0], NULL, 0, NULL, 0, NULL, 0, NULL,
                             function->func_closure);
}

/* What a call that the interpreter counts as one of C takes of the C stack, generously. */
#define STACK_OF_C_CALL 3072 /* list.sort has 2.5 kB of its own */

/* rt_call_interpreted where the C stack runs low, `reserve` bytes being left. Calls from interpreted code to functions
 * it runs itself do not use the C stack: until this call is done, `function` is such a one, so that it recurses as
 * deeply as the recursion limit says. C code may meanwhile nest only as deeply as the reserve allows. */
static PyObject *call_on_low_stack(PyThreadState *ts, PyFunctionObject *function, PyObject *const *args, size_t nargsf,
                                   PyObject *kwnames, size_t reserve)
{
    vectorcallfunc compiled = function->vectorcall;
    PyTypeObject *type = Py_TYPE(function);
    int *c_calls = rt_py_c_recursion(ts), withheld = *c_calls - (int)(reserve / STACK_OF_C_CALL);
    if (withheld < 0 || c_calls == rt_py_recursion(ts))
        withheld = 0;
    *c_calls -= withheld;
    function->vectorcall = rt_low_stack_vectorcall;
    Py_SET_TYPE(function, &PyFunction_Type);
    PyObject *result = rt_call_interpreted((PyObject *)function, args, nargsf, kwnames);
    Py_SET_TYPE(function, type);
    function->vectorcall = compiled;
    function->func_version = 0;
    *c_calls += withheld;
    return result;
}

/* rt_call_interpreted where somebody may observe the caller. */
static PyObject *call_observed(PyThreadState *ts, PyObject *func, PyObject *const *args, size_t nargsf,
                               PyObject *kwnames)
{
    PyObject *result = rt_call_interpreted(func, args, nargsf, kwnames);
    if (kwnames != RT_NAMESPACE)
        rt_end_unreported(ts, result);
    return result;
}

RT_COLD int rt_enter_check(PyThreadState *ts, PyObject *func, PyObject *const *args, size_t nargsf, PyObject *kwnames,
                           PyCodeObject *co, PyObject **result)
{
    PyCodeObject *now = (PyCodeObject *)((PyFunctionObject *)func)->func_code;
    if (now != co) {
        const rt_entry *entry = rt_compiled(now);
        if (entry != NULL && entry->call != NULL) {
            *result = entry->call(func, args, nargsf, kwnames);
        }
        else {
            *result = call_observed(ts, func, args, nargsf, kwnames);
        }
        return 0;
    }
    if (rt_observed_slowly(ts, co)) {
        *result = call_observed(ts, func, args, nargsf, kwnames);
        return 0;
    }
    char here;
    if (rt_stack_is_low(&here) && *rt_py_recursion(ts) > 0) {
        size_t reserve = rt_stack_reserve(&here);
        *result = call_on_low_stack(ts, (PyFunctionObject *)func, args, nargsf, kwnames, reserve);
        return 0;
    }
    if (rt_recursion_check(ts, &here) < 0) {
        *result = NULL;
        return 0;
    }
    return 1;
}
