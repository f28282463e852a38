#include "refs.h"

void rt_drop(PyObject *object)
{
    rt_xdecref(object);
}

PyObject *rt_taken(PyObject *object)
{
    return rt_xnewref(object);
}
