/* Floats and small ints without the allocator.
 *
 * Numbers that compiled code drops are kept, up to a limit, for the next ones that it makes. This is quicker than the
 * interpreter's own free lists, which belong to an interpreter: compiled code runs in one only.
 */
#ifndef RT_SPARE_H
#define RT_SPARE_H

#include "refs.h"

/* Objects of one type whose count is 0, linked by their ob_type. */
struct rt_spare {
    PyObject *first;
    int count;
};

#ifndef RT_SPARE_LIMIT /* those who count what is in memory set a smaller one */
#define RT_SPARE_LIMIT 128
#endif

extern struct rt_spare rt_spare_floats, rt_spare_ints;

/* Take one out, with one reference and no type. NULL if there is none. */
RT_INLINE PyObject *rt_spare_take(struct rt_spare *spare)
{
    PyObject *object = spare->first;
    if (RT_LIKELY(object != NULL)) {
        spare->first = (PyObject *)object->ob_type;
        spare->count--;
        object->ob_refcnt = 1;
    }
    return object;
}

/* Put an object in: 1, or 0 if there are enough. */
RT_INLINE int rt_spare_put(struct rt_spare *spare, PyObject *object)
{
    if (RT_UNLIKELY(spare->count >= RT_SPARE_LIMIT))
        return 0;
    object->ob_type = (PyTypeObject *)spare->first;
    spare->first = object;
    spare->count++;
    return 1;
}

/* A float object. Owned; NULL with MemoryError. */
RT_INLINE PyObject *rt_float_from(double value)
{
    PyObject *object = rt_spare_take(&rt_spare_floats);
    if (RT_UNLIKELY(object == NULL))
        return PyFloat_FromDouble(value);
    object->ob_type = &PyFloat_Type;
    ((PyFloatObject *)object)->ob_fval = value;
    return object;
}

#endif
