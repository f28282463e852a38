/* Locals and cells: reading what may be unbound. */
#ifndef RT_CELLS_H
#define RT_CELLS_H

#include "py/frame.h"
#include "py/locals_proxy.h"

/* Raise the error for an unbound variable i: UnboundLocalError for a local or cell, NameError for a free
 * variable. An exception that is set already stays. */
void rt_unbound(PyCodeObject *co, int i);

/* The content of a cell, owned; NULL with UnboundLocalError or NameError, naming variable i, if it is empty.
 */
RT_INLINE PyObject *rt_cell_get(PyObject *cell, PyCodeObject *co, int i)
{
    PyObject *value = ((PyCellObject *)cell)->ob_ref;
    if (RT_LIKELY(value != NULL)) {
        return rt_newref(value);
    }
    rt_unbound(co, i);
    return NULL;
}

/* Put `value` (stolen) into the cell, then drop what it held. Never fails. */
RT_INLINE void rt_cell_set(PyObject *cell, PyObject *value)
{
    PyObject *old = ((PyCellObject *)cell)->ob_ref;
    ((PyCellObject *)cell)->ob_ref = value;
    rt_xdecref(old);
}

/* Empty the cell. 0, or -1 with the error of rt_cell_get if it is empty already. */
int rt_cell_delete(PyObject *cell, PyCodeObject *co, int i);

/* `value` itself, borrowed; UnboundLocalError naming variable i if it is NULL. */
RT_INLINE PyObject *rt_check_local(PyObject *value, PyCodeObject *co, int i)
{
    if (RT_UNLIKELY(value == NULL)) {
        rt_unbound(co, i);
    }
    return value;
}

/* Move what slot i holds (or NULL) out of it: the reference becomes the caller's. Never fails. */
RT_INLINE PyObject *rt_take_local(PyObject **slots, int i)
{
    PyObject *value = slots[i];
    slots[i] = NULL;
    return value;
}

/* Put `value` (stolen, may be NULL) into slot i, then drop what it held. */
RT_INLINE void rt_store_local(_PyInterpreterFrame *f, const _Py_CODEUNIT *code, PyObject **slots, int i,
                              PyObject *value, int unit)
{
    PyObject *old = slots[i];
    slots[i] = value;
    if (old != NULL && rt_py_lose(old)) {
        rt_at(f, code, unit);
        rt_dealloc(old);
    }
}

/* rt_store_local where the code has left slot i empty. */
RT_INLINE void rt_fill_local(_PyInterpreterFrame *f, const _Py_CODEUNIT *code, PyObject **slots, int i, PyObject *value,
                             int unit)
{
    if (rt_py_slots_are_written()) {
        rt_store_local(f, code, slots, i, value, unit);
    }
    else {
        slots[i] = value;
    }
}

/* rt_store_local out of line: for code that is seldom run. */
void rt_store_local_small(_PyInterpreterFrame *f, const _Py_CODEUNIT *code, PyObject **slots, int i, PyObject *value,
                          int unit);

/* Cell i of the closure of the frame's function, owned. Never fails. */
PyObject *rt_closure_item(_PyInterpreterFrame *f, int i);

/* `mapping[name of variable i]`, else the content of `cell`. Owned; NULL with an exception, as rt_cell_get if
 * neither has it. */
PyObject *rt_load_from_dict_or_cell(PyObject *mapping, PyObject *cell, PyCodeObject *co, int i);

#endif
