/* The insides of iterators over lists, tuples and ranges. */
#ifndef RT_PY_ITERATORS_H
#define RT_PY_ITERATORS_H

#include "refs.h"

/* Of listiterator and tuple_iterator: the same in all versions. */
struct rt_sequence_iterator {
    PyObject_HEAD Py_ssize_t index;
    PyObject *sequence; /* NULL at the end */
};

/* Of range_iterator, whose numbers fit into a long. */
struct rt_range_iterator {
    PyObject_HEAD
#if PY_VERSION_HEX >= 0x030C0000
        long start; /* the next number */
#else
        long index; /* how many numbers have been delivered */
    long start;
#endif
    long step;
    long length; /* 3.12: how many numbers are left; 3.11: how many there are in all */
};

/* The next number of a range_iterator: 1; 0 at the end. */
RT_INLINE int rt_range_next(PyObject *iterator, long *number)
{
    struct rt_range_iterator *range = (struct rt_range_iterator *)iterator;
#if PY_VERSION_HEX >= 0x030C0000
    if (range->length <= 0) {
        return 0;
    }
    *number = range->start;
    range->start = (long)((unsigned long)*number + (unsigned long)range->step);
    range->length--;
#else
    if (range->index >= range->length) {
        return 0;
    }
    *number = (long)((unsigned long)range->start + (unsigned long)range->index++ * (unsigned long)range->step);
#endif
    return 1;
}

#endif
