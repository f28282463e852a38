/* Iteration and unpacking. Operands are borrowed. */
#ifndef RT_ITERATION_H
#define RT_ITERATION_H

#include "refs.h"

/* `iter(value)`. Owned; NULL with an exception. */
PyObject *rt_get_iter(PyObject *value);

/* FOR_ITER: the next item of an iterator, owned; NULL at its end (StopIteration is cleared) or with an
 * exception set. */
PyObject *rt_iter_next(PyThreadState *ts, PyObject *iterator);

/* UNPACK_SEQUENCE: exactly n items into `results`, owned, in order. 0; -1 with an exception (ValueError for
 * another number) and `results` unset. */
int rt_unpack(PyThreadState *ts, PyObject *value, Py_ssize_t n, PyObject **results);

/* Where an unpacked item goes: a slot of the frame, and the code unit of the store. */
typedef struct {
    int slot;
    int unit;
} rt_target;

/* rt_unpack, and the stores of the items into slots of the frame. `owned`: `value` is then stolen, but not on failure. */
int rt_unpack_into(PyThreadState *ts, _PyInterpreterFrame *f, const _Py_CODEUNIT *code, PyObject *value, Py_ssize_t n,
                   const rt_target *targets, int owned);

/* UNPACK_EX: `before` items, a list of those between, `after` items: before + 1 + after results, as
 * rt_unpack. */
int rt_unpack_ex(PyThreadState *ts, PyObject *value, Py_ssize_t before, Py_ssize_t after, PyObject **results);

/* GET_LEN: `len(value)` as an int object. Owned; NULL with an exception. */
PyObject *rt_get_len(PyObject *value);

#endif
