/* Reference counts.
 *
 * 3.12 and 3.13 mark immortal objects by the sign of the count's low half, and Py_INCREF stores 32 bits where Py_DECREF loads
 * 64 bits of the same word: the load waits for the store (7 ns for an adjacent pair). Ours store and load the whole word
 * (0.5 ns) and obey the same rule of immortality.
 */
#ifndef RT_REFS_H
#define RT_REFS_H

#include "py/cpython.h"

#include "py/refcount.h"

/* One more reference to `object`, which is not NULL. */
RT_INLINE void rt_incref(PyObject *object)
{
    rt_py_incref(object);
}

/* One reference to `object`, which is not NULL, less; may run any code. */
RT_INLINE void rt_decref(PyObject *object)
{
    rt_py_decref(object);
}

/* rt_decref of an object that may be NULL. */
RT_INLINE void rt_xdecref(PyObject *object)
{
    if (object != NULL) {
        rt_py_decref(object);
    }
}

/* rt_xdecref out of line: for ways that are seldom taken. */
void rt_drop(PyObject *object) __attribute__((cold));

/* rt_xnewref out of line. */
PyObject *rt_taken(PyObject *object) __attribute__((cold));

/* rt_incref of an object that may be NULL. */
RT_INLINE void rt_xincref(PyObject *object)
{
    if (object != NULL) {
        rt_py_incref(object);
    }
}

/* `object`, not NULL, with a new reference. */
RT_INLINE PyObject *rt_newref(PyObject *object)
{
    rt_py_incref(object);
    return object;
}

/* `object`, which may be NULL, with a new reference. */
RT_INLINE PyObject *rt_xnewref(PyObject *object)
{
    rt_xincref(object);
    return object;
}

#endif
