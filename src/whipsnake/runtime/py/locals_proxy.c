#include "py/locals_proxy.h"

#if PY_VERSION_HEX >= 0x030D0000

#include "shared.h"

#include <frameobject.h>

/* A value kept for a frame: a list of the process's. */
struct rt_kept {
    struct rt_kept *next;
    _PyInterpreterFrame *frame;
    int slot;
    PyObject *value; /* owned */
};

void rt_locals_forget(_PyInterpreterFrame *f)
{
    rt_frame_mark(f, RT_COMPILED);
    struct rt_kept *mine = NULL;
    for (struct rt_kept **link = rt_shared.kept; *link != NULL;) {
        struct rt_kept *kept = *link;
        if (kept->frame == f) {
            *link = kept->next;
            kept->next = mine;
            mine = kept;
        }
        else {
            link = &kept->next;
        }
    }
    while (mine != NULL) {
        struct rt_kept *kept = mine;
        mine = kept->next;
        rt_decref(kept->value);
        PyMem_Free(kept);
    }
}

int rt_local_is_written(const _PyInterpreterFrame *f, int slot)
{
    const struct rt_kept *kept = rt_frame_is_marked(f, RT_WRITTEN) ? *rt_shared.kept : NULL;
    while (kept != NULL && (kept->frame != f || kept->slot != slot))
        kept = kept->next;
    return kept != NULL;
}

/* The frame behind the proxy if it runs compiled code, else NULL. */
static _PyInterpreterFrame *compiled_frame(PyObject *proxy)
{
    PyFrameObject *object = ((PyFrameLocalsProxyObject *)proxy)->frame;
    _PyInterpreterFrame *f = object != NULL ? object->f_frame : NULL;
    if (f == NULL || !(rt_frame_is_marked(f, RT_COMPILED) || rt_frame_is_marked(f, RT_WRITTEN)))
        return NULL;
    if (f->owner == FRAME_OWNED_BY_GENERATOR)
        return _PyFrame_GetGenerator(f)->gi_frame_state == FRAME_EXECUTING ? f : NULL;
    return f->owner == FRAME_OWNED_BY_THREAD ? f : NULL;
}

/* Before a write: references to all that the frame's slots hold. NULL where there is no need, or no memory. */
static PyObject *slots_before(_PyInterpreterFrame *f)
{
    if (f == NULL)
        return NULL;
    int count = rt_frame_code(f)->co_nlocalsplus;
    PyObject *before = PyTuple_New(count);
    for (int i = 0; before != NULL && i < count; i++)
        PyTuple_SET_ITEM(before, i, Py_XNewRef(f->localsplus[i]));
    return before;
}

/* After a write: keep what was overwritten. `before` is stolen. */
static void slots_after(_PyInterpreterFrame *f, PyObject *before)
{
    if (before == NULL)
        return;
    for (Py_ssize_t i = 0; i < PyTuple_GET_SIZE(before); i++) {
        PyObject *old = PyTuple_GET_ITEM(before, i);
        if (old == f->localsplus[i])
            continue;
        rt_frame_mark(f, RT_WRITTEN);
        struct rt_kept *kept = old != NULL ? PyMem_Malloc(sizeof(*kept)) : NULL;
        if (kept != NULL)
            *kept = (struct rt_kept){*rt_shared.kept, f, (int)i, old};
        if (kept != NULL)
            *rt_shared.kept = kept;
        PyTuple_SET_ITEM(before, i, NULL); /* without memory the value lives for ever */
    }
    Py_DECREF(before);
}

static objobjargproc set_item;
static binaryfunc inplace_or;
static PyCFunction update, setdefault;

static int routed_set_item(PyObject *self, PyObject *key, PyObject *value)
{
    _PyInterpreterFrame *f = compiled_frame(self);
    PyObject *before = slots_before(f);
    if (f != NULL && before == NULL)
        return -1;
    int status = set_item(self, key, value);
    slots_after(f, before);
    return status;
}

static PyObject *routed_inplace_or(PyObject *self, PyObject *other)
{
    _PyInterpreterFrame *f = compiled_frame(self);
    PyObject *before = slots_before(f);
    if (f != NULL && before == NULL)
        return NULL;
    PyObject *result = inplace_or(self, other);
    slots_after(f, before);
    return result;
}

static PyObject *routed_update(PyObject *self, PyObject *other)
{
    _PyInterpreterFrame *f = compiled_frame(self);
    PyObject *before = slots_before(f);
    if (f != NULL && before == NULL)
        return NULL;
    PyObject *result = update(self, other);
    slots_after(f, before);
    return result;
}

static PyObject *routed_setdefault(PyObject *self, PyObject *const *args, Py_ssize_t n)
{
    _PyInterpreterFrame *f = compiled_frame(self);
    PyObject *before = slots_before(f);
    if (f != NULL && before == NULL)
        return NULL;
    PyObject *result = ((PyCFunctionFast)(void (*)(void))setdefault)(self, args, n);
    slots_after(f, before);
    return result;
}

/* What the proxy's type has under the name, borrowed. */
static PyObject *attribute(const char *text, PyTypeObject *kind)
{
    PyObject *name = PyUnicode_FromString(text);
    PyObject *found = name != NULL ? _PyType_Lookup(&PyFrameLocalsProxy_Type, name) : NULL;
    Py_XDECREF(name);
    PyErr_Clear();
    return found != NULL && Py_IS_TYPE(found, kind) ? found : NULL;
}

/* A method written in C calls `routed`; what it called is put into `*original`. */
static void route_method(const char *name, PyCFunction routed, PyCFunction *original)
{
    PyObject *method = attribute(name, &PyMethodDescr_Type);
    if (method != NULL) {
        *original = ((PyMethodDescrObject *)method)->d_method->ml_meth;
        ((PyMethodDescrObject *)method)->d_method->ml_meth = routed;
    }
}

/* The method that stands for a slot calls `routed` too. */
static void route_wrapper(const char *name, void *routed)
{
    PyObject *wrapper = attribute(name, &PyWrapperDescr_Type);
    if (wrapper != NULL)
        ((PyWrapperDescrObject *)wrapper)->d_wrapped = routed;
}

void rt_locals_proxy_route(void)
{
    PyTypeObject *type = &PyFrameLocalsProxy_Type;
    set_item = type->tp_as_mapping->mp_ass_subscript;
    inplace_or = type->tp_as_number->nb_inplace_or;
    type->tp_as_mapping->mp_ass_subscript = routed_set_item;
    type->tp_as_number->nb_inplace_or = routed_inplace_or;
    route_wrapper("__setitem__", (void *)routed_set_item);
    route_wrapper("__delitem__", (void *)routed_set_item);
    route_wrapper("__ior__", (void *)routed_inplace_or);
    route_method("update", routed_update, &update);
    route_method("setdefault", (PyCFunction)(void (*)(void))routed_setdefault, &setdefault);
}

#else

void rt_locals_proxy_route(void)
{
}

void rt_locals_forget(_PyInterpreterFrame *f)
{
    (void)f;
}

int rt_local_is_written(const _PyInterpreterFrame *f, int slot)
{
    return 0;
}

#endif
