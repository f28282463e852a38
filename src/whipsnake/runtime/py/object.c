#include "py/object.h"

/* The beginning of a property and of a classmethod, whose layouts CPython keeps to itself. */
struct wrapper {
    PyObject_HEAD PyObject *wrapped;
};

PyObject *rt_property_getter(PyObject *property)
{
    return ((struct wrapper *)property)->wrapped;
}

PyObject *rt_classmethod_function(PyObject *method)
{
    return ((struct wrapper *)method)->wrapped;
}

PyObject *rt_type_dict(PyTypeObject *type)
{
#if PY_VERSION_HEX >= 0x030C0000
    return PyType_GetDict(type);
#else
    return rt_newref(type->tp_dict);
#endif
}
