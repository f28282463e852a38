/* The reference count's layout: see refs.h for what it is about. */
#ifndef RT_PY_REFCOUNT_H
#define RT_PY_REFCOUNT_H

#include "py/cpython.h"

/* Deallocate an object whose count has become 0. */
void rt_dealloc(PyObject *object);

#if defined(Py_REF_DEBUG) || defined(Py_GIL_DISABLED) || defined(Py_TRACE_REFS) || SIZEOF_VOID_P < 8

RT_INLINE void rt_py_incref(PyObject *object)
{
    Py_INCREF(object);
}

RT_INLINE void rt_py_decref(PyObject *object)
{
    Py_DECREF(object);
}

RT_INLINE int rt_py_lose(PyObject *object)
{
    Py_DECREF(object);
    return 0;
}

#elif PY_VERSION_HEX >= 0x030C0000

RT_INLINE void rt_py_incref(PyObject *object)
{
    Py_ssize_t count = object->ob_refcnt;
    if (RT_LIKELY((int32_t)count >= 0)) {
        object->ob_refcnt = count + 1;
    }
}

/* One reference less: whether it was the last, so that the caller must deallocate the object. */
RT_INLINE int rt_py_lose(PyObject *object)
{
    Py_ssize_t count = object->ob_refcnt;
    if (RT_LIKELY((int32_t)count >= 0)) {
        object->ob_refcnt = --count;
        return RT_UNLIKELY(count == 0);
    }
    return 0;
}

RT_INLINE void rt_py_decref(PyObject *object)
{
    if (rt_py_lose(object)) {
        rt_dealloc(object);
    }
}

#else

RT_INLINE void rt_py_incref(PyObject *object)
{
    object->ob_refcnt++;
}

RT_INLINE int rt_py_lose(PyObject *object)
{
    return RT_UNLIKELY(--object->ob_refcnt == 0);
}

RT_INLINE void rt_py_decref(PyObject *object)
{
    if (rt_py_lose(object)) {
        rt_dealloc(object);
    }
}

#endif

#endif
