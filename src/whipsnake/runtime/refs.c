#include "py/long.h"
#include "refs.h"
#include "spare.h"
#include "stops.h"

struct rt_spare rt_spare_floats, rt_spare_ints;

void rt_dealloc(PyObject *object)
{
    PyTypeObject *type = Py_TYPE(object);
    if (type == &PyFloat_Type && rt_spare_put(&rt_spare_floats, object))
        return;
    if (type == &PyLong_Type && rt_int_is_compact(object) && rt_spare_put(&rt_spare_ints, object))
        return;
    _Py_Dealloc(object);
}

void rt_drop(PyObject *object)
{
    if (rt_stopping != NULL)
        rt_stop_save(object);
    else
        rt_xdecref(object);
}

PyObject *rt_taken(PyObject *object)
{
    return rt_xnewref(object);
}
