/* Attributes of `super(cls, self)`, without the super object. */
#include "attributes.h"

#include "interned.h"
#include "py/lookup.h"

/* What the classes after `cls` in the order of the class with the version have under the name. */
struct super_entry {
    uint32_t version;  /* 0: empty */
    PyTypeObject *cls; /* borrowed: it is in that order */
    PyObject *name;    /* owned */
    PyObject *found;   /* borrowed: lives as long as the version */
};

#define ENTRIES 512
static struct super_entry entries[ENTRIES];

/* The class whose order of bases super(cls, self) follows, borrowed; NULL where it is for `super` itself to
 * say. */
static PyTypeObject *start_of(PyObject *cls, PyObject *self)
{
    if (!PyType_Check(cls) || self == Py_None)
        return NULL;
    if (PyType_Check(self) && PyType_IsSubtype((PyTypeObject *)self, (PyTypeObject *)cls))
        return (PyTypeObject *)self;
    return PyType_IsSubtype(Py_TYPE(self), (PyTypeObject *)cls) ? Py_TYPE(self) : NULL;
}

/* Walk the order of bases. Borrowed; NULL, no exception, if none has it. */
static PyObject *walk(PyTypeObject *start, PyTypeObject *cls, PyObject *name)
{
    PyObject *order = start->tp_mro;
    if (order == NULL)
        return NULL;
    Py_ssize_t n = PyTuple_GET_SIZE(order), i = 0;
    while (i < n && PyTuple_GET_ITEM(order, i) != (PyObject *)cls)
        i++;
    for (i++; i < n; i++) {
        PyObject *dict = rt_type_dict((PyTypeObject *)PyTuple_GET_ITEM(order, i));
        if (dict == NULL)
            return NULL;
        PyObject *found = rt_keys_are_strings(((PyDictObject *)dict)->ma_keys) ? rt_dict_get((PyDictObject *)dict, name)
                                                                               : NULL; /* `super` will say */
        int plain = rt_keys_are_strings(((PyDictObject *)dict)->ma_keys);
        rt_decref(dict);
        if (found != NULL || !plain)
            return found;
    }
    return NULL;
}

/* What super(cls, self) finds under the name, unbound; borrowed. `*start` is what it is to be bound to. NULL,
 * no exception, where it is for `super` itself to say. */
static PyObject *find(PyObject *super_, PyObject *cls, PyObject *self, PyObject *name, PyTypeObject **start)
{
    static PyObject *slot;
    PyObject *class_name = rt_interned(&slot, "__class__");
    if (class_name == NULL) {
        PyErr_Clear();
        return NULL;
    }
    if (super_ != (PyObject *)&PySuper_Type || name == class_name)
        return NULL;
    PyTypeObject *type = *start = start_of(cls, self);
    if (type == NULL)
        return NULL;
    uint32_t version = type->tp_version_tag;
    struct super_entry *entry = &entries[(version * 31 + ((uintptr_t)name >> 4) * 7 + ((uintptr_t)cls >> 5)) % ENTRIES];
    if (entry->version == version && version != 0 && entry->cls == (PyTypeObject *)cls && entry->name == name)
        return entry->found;
    _PyType_Lookup(type, name); /* gives the type a version */
    PyObject *found = walk(type, (PyTypeObject *)cls, name);
    version = type->tp_version_tag;
    if (found != NULL && version != 0) {
        entry = &entries[(version * 31 + ((uintptr_t)name >> 4) * 7 + ((uintptr_t)cls >> 5)) % ENTRIES];
        PyObject *old = entry->name;
        *entry = (struct super_entry){version, (PyTypeObject *)cls, rt_newref(name), found};
        rt_xdecref(old);
    }
    return found;
}

/* By way of a super object. */
static RT_COLD PyObject *load_by_super(PyObject *super_, PyObject *cls, PyObject *self, int n, PyObject *name)
{
    PyObject *args[] = {NULL, cls, self};
    PyObject *object = PyObject_Vectorcall(super_, args + 1, (size_t)n | PY_VECTORCALL_ARGUMENTS_OFFSET, NULL);
    if (object == NULL)
        return NULL;
    PyObject *result = PyObject_GetAttr(object, name);
    rt_decref(object);
    return result;
}

/* What was found, bound. */
static PyObject *bind(PyObject *found, PyObject *self, PyTypeObject *start)
{
    descrgetfunc get = Py_TYPE(found)->tp_descr_get;
    if (get == NULL)
        return rt_newref(found);
    rt_incref(found);
    PyObject *bound = get(found, self == (PyObject *)start ? NULL : self, (PyObject *)start);
    rt_decref(found);
    return bound;
}

PyObject *rt_load_super_attr(PyObject *super_, PyObject *cls, PyObject *self, int n, PyObject *name)
{
    PyTypeObject *start;
    PyObject *found = find(super_, cls, self, name, &start);
    return found != NULL ? bind(found, self, start) : load_by_super(super_, cls, self, n, name);
}

int rt_load_super_method(PyObject *super_, PyObject *cls, PyObject *self, int n, PyObject *name, PyObject **first,
                         PyObject **second)
{
    PyTypeObject *start;
    PyObject *found = find(super_, cls, self, name, &start);
    *second = NULL;
    if (found == NULL) {
        *first = load_by_super(super_, cls, self, n, name);
    }
    else if ((Py_TYPE(found)->tp_flags & Py_TPFLAGS_METHOD_DESCRIPTOR) && self != (PyObject *)start) {
        rt_method_pair(rt_newref(found), rt_newref(self), first, second);
    }
    else {
        *first = bind(found, self, start);
    }
    return *first != NULL ? 0 : -1;
}
