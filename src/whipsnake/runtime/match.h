/* Structural pattern matching. */
#ifndef RT_MATCH_H
#define RT_MATCH_H

#include "refs.h"

/* Whether the type of `value` declares itself a mapping for patterns. Never fails. */
static inline int rt_match_mapping(PyObject *value)
{
    return (Py_TYPE(value)->tp_flags & Py_TPFLAGS_MAPPING) != 0;
}

/* Whether the type of `value` declares itself a sequence for patterns. Never fails. */
static inline int rt_match_sequence(PyObject *value)
{
    return (Py_TYPE(value)->tp_flags & Py_TPFLAGS_SEQUENCE) != 0;
}

/* A tuple of the values that `value.get` finds under the tuple `keys`, or None if one is missing. Owned. NULL
 * with an exception: ValueError if two keys are equal. */
PyObject *rt_match_keys(PyThreadState *ts, PyObject *value, PyObject *keys);

/* Class pattern `cls(p1 ... pn, name=...)`: a tuple of n positional attributes (by `__match_args__`, or the
 * value itself for the built-in types that match so) and of the attributes in the tuple `names`; None if
 * `value` is no instance or lacks one. Owned. NULL with an exception: TypeErrors for a bad class or pattern.
 */
PyObject *rt_match_class(PyThreadState *ts, PyObject *value, PyObject *cls, Py_ssize_t n, PyObject *names);

#endif
