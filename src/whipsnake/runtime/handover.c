#include "generator.h"
#include "py/handover.h"
#include "py/locals_proxy.h"

/* Make `f` a frame that the interpreter can go on with `units` code units behind its instruction. */
static void make_interpreted(_PyInterpreterFrame *f, int units, PyObject **stack, int depth)
{
    PyCodeObject *co = rt_frame_code(f);
    memcpy(&f->localsplus[co->co_nlocalsplus], stack, (size_t)depth * sizeof(*stack));
    f->stacktop = co->co_nlocalsplus + depth;
    rt_at_next(f, _PyCode_CODE(co), rt_instruction(f, _PyCode_CODE(co)) + units);
    rt_frame_mark(f, RT_INTERPRETED);
}

PyObject *rt_hand_over(PyThreadState *ts, _PyInterpreterFrame *f, int units, PyObject **stack, int depth)
{
    PyCodeObject *co = rt_frame_code(f);
    _PyInterpreterFrame *own = rt_interpreter_frame(ts, co);
    if (own == NULL) {
        for (int i = 0; i < depth; i++)
            rt_drop(stack[i]);
        PyErr_NoMemory();
        rt_traceback(ts, f);
        return rt_leave(ts, f, co->co_nlocalsplus, NULL);
    }
    rt_locals_written_done(f);
    memcpy(own, f, (size_t)((char *)&f->localsplus[co->co_nlocalsplus] - (char *)f));
    rt_incref((PyObject *)rt_frame_function(own));
    rt_incref((PyObject *)co);
    if (own->frame_obj != NULL)
        own->frame_obj->f_frame = own;
    make_interpreted(own, units, stack, depth);
    rt_set_current_frame(ts, f->previous);
    rt_recursion_leave(ts);
    PyObject *result = rt_interpret(ts, own);
    rt_data_pop(ts, f);
    return result;
}

PySendResult rt_hand_over_body(PyThreadState *ts, _PyInterpreterFrame *f, int units, PyObject **stack, int depth,
                               PyObject **result)
{
    rt_locals_written_done(f);
    make_interpreted(f, units, stack, depth);
    rt_set_current_frame(ts, f->previous);
    rt_recursion_leave(ts);
    return rt_interpret_generator(ts, _PyFrame_GetGenerator(f), result);
}
