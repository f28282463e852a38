/* Names the runtime itself looks up. */
#ifndef RT_INTERNED_H
#define RT_INTERNED_H

#include "refs.h"

/* Fill `*slot`, see rt_interned. */
PyObject *rt_interned_slowly(PyObject **slot, const char *text);

/* The interned string object of `text`, kept in the static variable `*slot` (initially NULL) for ever. A
 * borrowed reference; NULL with MemoryError. */
static inline PyObject *rt_interned(PyObject **slot, const char *text)
{
    return RT_LIKELY(*slot != NULL) ? *slot : rt_interned_slowly(slot, text);
}

#endif
