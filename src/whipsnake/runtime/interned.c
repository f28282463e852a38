#include "interned.h"

PyObject *rt_interned_slowly(PyObject **slot, const char *text)
{
    *slot = PyUnicode_InternFromString(text);
    return *slot;
}
