#include "refs.h"

void rt_drop(PyObject *object)
{
    rt_xdecref(object);
}
