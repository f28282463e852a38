/* Attributes, with caches.
 *
 * A cache answers for objects whose type has the version tag it was filled for; a type's version changes with
 * every change to it or to a base. A site's cache is not filled on every miss, but on the 1st, 2nd, 4th, 8th
 * ...: what it does not answer, a table shared by all sites does, keyed by version and name.
 */
#ifndef RT_ATTRIBUTES_H
#define RT_ATTRIBUTES_H

#include "py/object.h"

/* How to find an attribute in objects of one type. Zero-initialised. */
typedef struct {
    uint32_t version; /* tag of the object's type; 0, which matches types without one, means nothing is known */
    uint32_t slot;    /* rt_value_at's number of an inline value; 0: there is more to check, see `kind` */
    PyObject *value;  /* what the type has under the name, or NULL; borrowed: it lives as long as the version does */
    uint32_t extra;   /* by kind, see attributes.c */
    uint16_t misses;
    uint8_t kind;
    uint8_t binds; /* `value` is a function or the like: a call may skip the binding */
} rt_attr_cache;

typedef rt_attr_cache rt_method_cache;

/* rt_load_attr where the inlined guard does not answer. */
PyObject *rt_load_attr_slowly(PyObject *obj, PyObject *name, rt_attr_cache *cache);

/* `obj.name`. Owned; NULL with an exception. */
RT_INLINE PyObject *rt_load_attr(PyObject *obj, PyObject *name, rt_attr_cache *cache)
{
    if (RT_LIKELY(Py_TYPE(obj)->tp_version_tag == cache->version && cache->slot != 0)) {
        PyObject *value = rt_value_at(obj, cache->slot);
        if (RT_LIKELY(value != NULL)) {
            return rt_newref(value);
        }
    }
    return rt_load_attr_slowly(obj, name, cache);
}

/* rt_load_attr out of line: for code that is seldom run. */
PyObject *rt_load_attr_small(PyObject *obj, PyObject *name, rt_attr_cache *cache);

/* `obj.name = value`; `value` is stolen. 0, or -1 with an exception. */
int rt_store_attr(PyObject *obj, PyObject *name, PyObject *value, rt_attr_cache *cache);

/* `del obj.name`. 0, or -1 with an exception. */
int rt_delete_attr(PyObject *obj, PyObject *name);

/* For rt_call_method on `obj.name`: `obj.name` in `*first` and NULL in `*second`, or what rt_method_pair makes of the
 * unbound function and obj. `obj` is stolen, the results are owned. 0, or -1 with an exception. */
int rt_load_method(PyObject *obj, PyObject *name, rt_method_cache *cache, PyObject **first, PyObject **second);

/* `super(cls, self).name` for n = 2, `super().name` for n = 0, `super_` being what the name `super` means. Owned; NULL with
 * an exception. */
PyObject *rt_load_super_attr(PyObject *super_, PyObject *cls, PyObject *self, int n, PyObject *name);

/* rt_load_method on `super(cls, self)`. */
int rt_load_super_method(PyObject *super_, PyObject *cls, PyObject *self, int n, PyObject *name, PyObject **first,
                         PyObject **second);

#endif
