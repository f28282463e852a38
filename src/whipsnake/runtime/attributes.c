#include "attributes.h"

#include "stops.h"
#include "calls.h"
#include "function.h"
#include "interned.h"
#include "py/exc.h"
#include "py/lookup.h"
#include "py/thread.h"

#include <structmember.h>

/* What a cache knows. `value` stands for what the type has under the name; "plain" values have no `__get__`.
 */
enum kind {
    UNKNOWN,    /* ask PyObject_GetAttr or PyObject_SetAttr */
    VALUE,      /* an inline value, `slot`; `extra`: hint for objects with a dict */
    CLASS,      /* `value`, unless the object has the name itself: it cannot while the type has `extra` shared keys
            */
    DICT,       /* in the object's own dict, at hint `extra`; else `value` */
    OWN_DICT,   /* the same, where the dict is at a fixed place that the object owns, as a module's is */
    MEMBER,     /* of `__slots__`, at offset `extra` */
    PROPERTY,   /* `value` is an exact property */
    DESCRIPTOR, /* `value` is some other data descriptor */
    OF_CLASS,   /* the object is itself a class, of version `extra`, and `value` is what that class has */
};

/* `extra` of CLASS for objects that have neither values nor a dict. */
#define NO_DICT UINT32_MAX

/* ---- the shared tables ---- */

struct entry {
    PyObject *name; /* owned: its address is part of the key */
    rt_attr_cache known;
};

#define LOADS 2048
#define STORES 512
static struct entry loads[LOADS], stores[STORES];

RT_INLINE struct entry *entry_of(struct entry *table, size_t size, uint32_t version, PyObject *name)
{
    uint32_t hash = version * 0x9E3779B1u ^ (uint32_t)((uintptr_t)name >> 4) * 0x85EBCA6Bu;
    return &table[(hash >> 16 ^ hash) & (size - 1)];
}

static void remember(struct entry *entry, PyObject *name, const rt_attr_cache *known)
{
    PyObject *old = entry->name;
    entry->name = rt_newref(name);
    entry->known = *known;
    rt_xdecref(old); /* a string: runs no code */
}

/* Copy what was found out about `obj.name` to its site's cache, unless the site missed too often of late. */
RT_INLINE void count_miss(rt_attr_cache *site, const rt_attr_cache *known)
{
    uint16_t misses = (uint16_t)(site->misses + 1);
    if ((misses & (misses - 1)) == 0 && misses != 0)
        *site = *known;
    site->misses = misses != 0 ? misses : UINT16_MAX;
}

/* ---- finding out ---- */

static int is_immutable(PyTypeObject *type)
{
    return (type->tp_flags & Py_TPFLAGS_IMMUTABLETYPE) != 0;
}

/* Whether the type's tp_getattro is PyObject_GenericGetAttr followed, on AttributeError, by a `__getattr__`.
 */
static int falls_back_to_getattr(PyTypeObject *type)
{
    static PyObject *slot;
    if (!(type->tp_flags & Py_TPFLAGS_HEAPTYPE))
        return 0;
    PyObject *name = rt_interned(&slot, "__getattribute__");
    if (name == NULL) {
        PyErr_Clear();
        return 0;
    }
    PyObject *getattribute = _PyType_Lookup(type, name);
    return getattribute != NULL && getattribute == _PyType_Lookup(&PyBaseObject_Type, name);
}

/* Where instances have the name, there being no data descriptor. */
static void describe_instance(rt_attr_cache *known, PyTypeObject *type, PyObject *name)
{
    PyDictKeysObject *keys = rt_shared_keys(type);
    if (keys == NULL) {
        if (rt_has_dict(type)) {
            known->kind = rt_has_own_dict(type) ? OWN_DICT : DICT;
        }
        else if (known->value != NULL) {
            known->kind = CLASS;
            known->extra = NO_DICT;
        }
        return;
    }
    Py_ssize_t i = rt_keys_index(keys, name);
    if (i >= 0) {
        known->kind = VALUE;
        known->slot = rt_value_slot(i);
    }
    else {
        known->kind = known->value != NULL ? CLASS : DICT;
        known->extra = known->kind == CLASS ? (uint32_t)keys->dk_nentries : 0;
    }
}

/* Find out how to load `name` from instances of `type`. Runs no code. */
static RT_NOINLINE void describe_load(rt_attr_cache *known, PyTypeObject *type, PyObject *name)
{
    *known = (rt_attr_cache){0};
    int has_getattr = 0;
    if (type->tp_getattro != PyObject_GenericGetAttr && type->tp_getattro != PyModule_Type.tp_getattro) {
        has_getattr = falls_back_to_getattr(type);
        if (!has_getattr) {
            /* nothing to know but that */
            _PyType_Lookup(type, name);
            known->version = type->tp_version_tag;
            return;
        }
    }
    PyObject *found = _PyType_Lookup(type, name); /* gives the type a version */
    known->version = type->tp_version_tag;
    if (known->version == 0)
        return;
    if (found != NULL) {
        PyTypeObject *descriptor = Py_TYPE(found);
        int gets = descriptor->tp_descr_get != NULL, sets = descriptor->tp_descr_set != NULL;
        if ((gets || sets) && !is_immutable(descriptor) && sets)
            return; /* it may change what it is: rare */
        if (has_getattr && gets && !rt_is_function(found))
            return; /* its AttributeError calls `__getattr__` */
        known->value = found;
        known->binds = (descriptor->tp_flags & Py_TPFLAGS_METHOD_DESCRIPTOR) != 0 && is_immutable(descriptor);
        if (gets && sets) {
            PyMemberDef *member = descriptor == &PyMemberDescr_Type ? ((PyMemberDescrObject *)found)->d_member : NULL;
            if (member != NULL && member->type == T_OBJECT_EX && member->flags == 0 &&
                PyType_IsSubtype(type, PyDescr_TYPE(found))) {
                known->kind = MEMBER;
                known->extra = (uint32_t)member->offset;
            }
            else {
                known->kind = descriptor == &PyProperty_Type ? PROPERTY : DESCRIPTOR;
            }
            return;
        }
    }
    describe_instance(known, type, name);
    /* a class attribute whose type can still become a data descriptor: to be looked at each time */
    if (known->kind == VALUE && found != NULL && !is_immutable(Py_TYPE(found)))
        *known = (rt_attr_cache){.version = known->version};
}

/* Find out how to load `name` from the class `cls`. Runs no code. */
static RT_NOINLINE void describe_class_load(rt_attr_cache *known, PyTypeObject *cls, PyObject *name)
{
    PyTypeObject *meta = Py_TYPE(cls);
    PyObject *of_meta = _PyType_Lookup(meta, name), *found = _PyType_Lookup(cls, name);
    *known = (rt_attr_cache){.version = meta->tp_version_tag, .extra = cls->tp_version_tag};
    if (known->version == 0 || meta->tp_getattro != PyType_Type.tp_getattro)
        return;
    if (of_meta != NULL) {
        PyTypeObject *descriptor = Py_TYPE(of_meta);
        if (!is_immutable(descriptor))
            return;
        if (descriptor->tp_descr_get != NULL && descriptor->tp_descr_set != NULL)
            return; /* `__name__`, `__dict__` ... */
    }
    if (found == NULL || cls->tp_version_tag == 0)
        return;
    known->value = found;
    known->kind = OF_CLASS;
}

/* What is known of `obj.name`, from the table, where the site's cache does not know it. */
static RT_NOINLINE rt_attr_cache *look_up(PyObject *obj, PyObject *name, rt_attr_cache *site)
{
    PyTypeObject *type = Py_TYPE(obj);
    int is_class = PyType_Check(obj);
    uint32_t key = is_class ? ~((PyTypeObject *)obj)->tp_version_tag : type->tp_version_tag;
    struct entry *entry = entry_of(loads, LOADS, key, name);
    rt_attr_cache *known = &entry->known;
    if (entry->name != name || known->version != type->tp_version_tag || known->version == 0 ||
        (is_class && known->extra != ((PyTypeObject *)obj)->tp_version_tag)) {
        rt_attr_cache fresh;
        if (is_class)
            describe_class_load(&fresh, (PyTypeObject *)obj, name);
        else
            describe_load(&fresh, type, name);
        /* the lookups have given versions where there were none */
        key = is_class ? ~((PyTypeObject *)obj)->tp_version_tag : type->tp_version_tag;
        entry = entry_of(loads, LOADS, key, name);
        known = &entry->known;
        remember(entry, name, &fresh);
    }
    count_miss(site, known);
    return known;
}

/* Whether what a cache knows is about `obj`. */
RT_INLINE int applies(const rt_attr_cache *known, PyObject *obj)
{
    PyTypeObject *type = Py_TYPE(obj);
    return known->version == type->tp_version_tag && known->version != 0 &&
           (RT_LIKELY(!PyType_FastSubclass(type, Py_TPFLAGS_TYPE_SUBCLASS)) ||
            known->extra == ((PyTypeObject *)obj)->tp_version_tag);
}

/* ---- loading ---- */

/* What PyObject_GetAttr does to an AttributeError: note the name and the object, unless somebody did. Returns
 * NULL. */
static RT_COLD PyObject *failed_load(PyObject *obj, PyObject *name)
{
    if (!PyErr_ExceptionMatches(PyExc_AttributeError))
        return NULL;
    PyThreadState *ts = rt_thread();
    PyObject *exc = rt_take_raised(ts);
    if (PyErr_GivenExceptionMatches(exc, PyExc_AttributeError)) {
        PyAttributeErrorObject *error = (PyAttributeErrorObject *)exc;
        if (error->name == NULL && error->obj == NULL) {
            error->name = rt_newref(name);
            error->obj = rt_newref(obj);
        }
    }
    rt_set_raised(ts, exc);
    return NULL;
}

/* `dict[name]`, borrowed, or NULL; all keys are strings. `*hint` is where it was last time. */
RT_INLINE PyObject *dict_get(PyDictObject *dict, PyObject *name, uint32_t *hint)
{
    PyDictKeysObject *keys = dict->ma_keys;
    if (RT_LIKELY(dict->ma_values == NULL)) {
        if ((Py_ssize_t)*hint < keys->dk_nentries) {
            PyDictUnicodeEntry *entry = &DK_UNICODE_ENTRIES(keys)[*hint];
            if (RT_LIKELY(entry->me_key == name && entry->me_value != NULL))
                return entry->me_value;
        }
        Py_ssize_t i = rt_keys_index(keys, name);
        if (i < 0)
            return NULL;
        *hint = (uint32_t)i;
        return DK_UNICODE_ENTRIES(keys)[i].me_value;
    }
    return rt_dict_get(dict, name);
}

/* The class attribute, bound, of an object that has no attribute of the name itself. */
RT_INLINE PyObject *class_attr(const rt_attr_cache *known, PyObject *obj, PyObject *name)
{
    PyObject *value = known->value;
    if (value == NULL)
        return PyObject_GetAttr(obj, name); /* `__getattr__`, or the error */
    PyTypeObject *descriptor = Py_TYPE(value);
    descrgetfunc get = descriptor->tp_descr_get;
    if (get == NULL)
        return rt_newref(value);
    if (RT_UNLIKELY(descriptor->tp_descr_set != NULL))
        return PyObject_GetAttr(obj, name);
    rt_incref(value);
    PyObject *bound = get(value, obj, (PyObject *)Py_TYPE(obj));
    rt_decref(value);
    return RT_LIKELY(bound != NULL) ? bound : failed_load(obj, name);
}

/* Load from an object that keeps its attributes in `dict`, NULL if it has none yet. */
RT_INLINE PyObject *load_from_dict(rt_attr_cache *known, PyObject *obj, PyDictObject *dict, PyObject *name,
                                   uint32_t *hint)
{
    if (known->value != NULL && RT_UNLIKELY(Py_TYPE(known->value)->tp_descr_set != NULL))
        return PyObject_GetAttr(obj, name); /* it has become a data descriptor */
    if (RT_LIKELY(dict != NULL)) {
        if (RT_UNLIKELY(!rt_keys_are_strings(dict->ma_keys)))
            return PyObject_GetAttr(obj, name); /* a key's `__eq__` can change anything, the class too */
        PyObject *value = dict_get(dict, name, hint);
        if (RT_LIKELY(value != NULL))
            return rt_newref(value);
    }
    return class_attr(known, obj, name);
}

/* Whether the object has no attribute of the name itself: CLASS. If it keeps a dict, which may have it, 0. */
RT_INLINE int is_unshadowed(const rt_attr_cache *known, PyObject *obj)
{
    if (known->extra == NO_DICT)
        return 1;
    PyDictKeysObject *keys = ((PyHeapTypeObject *)Py_TYPE(obj))->ht_cached_keys;
    return keys->dk_nentries == (Py_ssize_t)known->extra && rt_values(obj) != NULL;
}

/* The type's shared keys have grown, or the object keeps a dict: load from it, and learn. */
static RT_NOINLINE PyObject *load_shadowable(rt_attr_cache *known, PyObject *obj, PyObject *name)
{
    PyTypeObject *type = Py_TYPE(obj);
    PyDictKeysObject *keys = rt_shared_keys(type);
    if (keys == NULL)
        return load_from_dict(known, obj, rt_instance_dict(obj), name, &known->extra);
    PyDictValues *values = rt_values(obj);
    if (values == NULL) {
        uint32_t hint = 0;
        return load_from_dict(known, obj, rt_instance_dict(obj), name, known->kind == DICT ? &known->extra : &hint);
    }
    describe_instance(known, type, name);
    if (known->kind == VALUE && known->value != NULL && !is_immutable(Py_TYPE(known->value))) {
        *known = (rt_attr_cache){.version = known->version, .misses = known->misses};
        return PyObject_GetAttr(obj, name);
    }
    PyObject *value = known->kind == VALUE ? *rt_value_address(obj, values, known->slot) : NULL;
    return value != NULL ? rt_newref(value) : class_attr(known, obj, name);
}

/* `obj.name` as `known`, which applies, says. */
RT_INLINE PyObject *load(rt_attr_cache *known, PyObject *obj, PyObject *name)
{
    PyObject *value = known->value;
    switch ((enum kind)known->kind) {
    case VALUE: {
        PyDictValues *values = rt_values(obj);
        if (values == NULL)
            return load_from_dict(known, obj, rt_instance_dict(obj), name, &known->extra);
        value = *rt_value_address(obj, values, known->slot);
        return RT_LIKELY(value != NULL) ? rt_newref(value) : class_attr(known, obj, name);
    }
    case CLASS:
        return RT_LIKELY(is_unshadowed(known, obj)) ? class_attr(known, obj, name) : load_shadowable(known, obj, name);
    case DICT:
        return load_shadowable(known, obj, name);
    case OWN_DICT:
        return load_from_dict(known, obj, *(PyDictObject **)((char *)obj + Py_TYPE(obj)->tp_dictoffset), name,
                              &known->extra);
    case MEMBER:
        value = *(PyObject **)((char *)obj + known->extra);
        return RT_LIKELY(value != NULL) ? rt_newref(value) : PyObject_GetAttr(obj, name);
    case PROPERTY: {
        PyObject *getter = rt_property_getter(value);
        if (RT_UNLIKELY(getter == NULL))
            return PyObject_GetAttr(obj, name);
        PyObject *args[] = {rt_newref(obj)};
        rt_incref(getter);
        PyObject *result = rt_call_function(rt_thread(), getter, args, 1, NULL);
        rt_decref(getter);
        return RT_LIKELY(result != NULL) ? result : failed_load(obj, name);
    }
    case DESCRIPTOR: {
        rt_incref(value);
        PyObject *result = Py_TYPE(value)->tp_descr_get(value, obj, (PyObject *)Py_TYPE(obj));
        rt_decref(value);
        return RT_LIKELY(result != NULL) ? result : failed_load(obj, name);
    }
    case OF_CLASS: {
        descrgetfunc get = Py_TYPE(value)->tp_descr_get;
        if (get == NULL)
            return rt_newref(value);
        rt_incref(value);
        PyObject *result = get(value, NULL, obj);
        rt_decref(value);
        return RT_LIKELY(result != NULL) ? result : failed_load(obj, name);
    }
    default:
        return PyObject_GetAttr(obj, name);
    }
}

/* An attribute in the dict of an object that has given up its inline values, found where it was the last time; NULL if it is
 * not so simple. Borrowed. */
RT_INLINE PyObject *value_at_hint(const rt_attr_cache *known, PyObject *obj, PyObject *name)
{
    if ((known->kind != VALUE && known->kind != DICT) || known->value != NULL || rt_values(obj) != NULL)
        return NULL;
    PyDictObject *dict = rt_instance_dict(obj);
    if (dict == NULL || dict->ma_values != NULL)
        return NULL;
    PyDictKeysObject *keys = dict->ma_keys;
    if ((Py_ssize_t)known->extra >= keys->dk_nentries || !rt_keys_are_strings(keys))
        return NULL;
    PyDictUnicodeEntry *entry = &DK_UNICODE_ENTRIES(keys)[known->extra];
    return entry->me_key == name ? entry->me_value : NULL;
}

/* In a function of its own, so that what comes before it saves no registers. */
static RT_NOINLINE PyObject *load_otherwise(PyObject *obj, PyObject *name, rt_attr_cache *cache)
{
    return rt_seen(load(RT_LIKELY(applies(cache, obj)) ? cache : look_up(obj, name, cache), obj, name));
}

PyObject *rt_load_attr_slowly(PyObject *obj, PyObject *name, rt_attr_cache *cache)
{
    if (cache->version == Py_TYPE(obj)->tp_version_tag && rt_shared_keys(Py_TYPE(obj)) != NULL) {
        PyObject *value = value_at_hint(cache, obj, name);
        if (RT_LIKELY(value != NULL))
            return rt_newref(value);
    }
    return load_otherwise(obj, name, cache);
}

/* ---- methods ---- */

/* Whether an object without inline values has no attribute of the name itself. 0: it has, or that is not easy
 * to say. */
static int lacks(PyObject *obj, PyObject *name)
{
    if (rt_shared_keys(Py_TYPE(obj)) != NULL && rt_values(obj) != NULL)
        return 0;
    PyDictObject *dict = rt_instance_dict(obj);
    return dict == NULL || (rt_keys_are_strings(dict->ma_keys) && rt_dict_get(dict, name) == NULL);
}

int rt_load_method(PyObject *obj, PyObject *name, rt_method_cache *cache, PyObject **first, PyObject **second)
{
    rt_attr_cache *known = RT_LIKELY(applies(cache, obj)) ? cache : look_up(obj, name, cache);
    if (RT_LIKELY(known->kind == CLASS && known->binds && is_unshadowed(known, obj))) {
        rt_method_pair(rt_newref(known->value), obj, first, second);
        return 0;
    }
    if (known->binds && (known->kind == CLASS || known->kind == DICT || known->kind == OWN_DICT) && lacks(obj, name)) {
        rt_method_pair(rt_newref(known->value), obj, first, second);
        return 0;
    }
    *second = NULL;
    if (known->kind == OF_CLASS && Py_IS_TYPE(known->value, &PyClassMethod_Type)) {
        PyObject *wrapped = rt_classmethod_function(known->value);
        if (wrapped != NULL && rt_is_function(wrapped)) {
            rt_method_pair(rt_newref(wrapped), obj, first, second);
            return 0;
        }
    }
    *first = load(known, obj, name);
    rt_decref(obj);
    return *first != NULL ? rt_seen_all((PyObject *[]){*first, NULL}, 2) : -1;
}

/* ---- storing ---- */

/* Find out how to store `name` to instances of `type`. Runs no code. */
static RT_NOINLINE void describe_store(rt_attr_cache *known, PyTypeObject *type, PyObject *name)
{
    *known = (rt_attr_cache){0};
    PyObject *found = _PyType_Lookup(type, name); /* gives the type a version */
    known->version = type->tp_version_tag;
    if (known->version == 0 || type->tp_setattro != PyObject_GenericSetAttr)
        return;
    if (found != NULL) {
        PyTypeObject *descriptor = Py_TYPE(found);
        if (!is_immutable(descriptor))
            return;
        if (descriptor->tp_descr_set != NULL) {
            PyMemberDef *member = descriptor == &PyMemberDescr_Type ? ((PyMemberDescrObject *)found)->d_member : NULL;
            known->value = found;
            known->kind = DESCRIPTOR;
            if (member != NULL && member->type == T_OBJECT_EX && member->flags == 0 &&
                PyType_IsSubtype(type, PyDescr_TYPE(found))) {
                known->kind = MEMBER;
                known->extra = (uint32_t)member->offset;
            }
            return;
        }
    }
    describe_instance(known, type, name);
    if (known->kind == CLASS)
        known->kind = known->extra == NO_DICT ? UNKNOWN : DICT;
}

/* `dict[name] = value` in the dict of an object, NULL if it has none yet: then 1. */
RT_INLINE int store_to_dict(PyDictObject *dict, PyObject *name, PyObject *value)
{
    if (RT_UNLIKELY(dict == NULL))
        return 1;
    rt_incref((PyObject *)dict); /* a key's `__eq__` can give the object another */
    int status = PyDict_SetItem((PyObject *)dict, name, value);
    rt_decref((PyObject *)dict);
    return status;
}

/* `obj.name = value` as `known`, which applies, says. 0, or -1 with an exception; 1: it does not say. */
RT_INLINE int store(const rt_attr_cache *known, PyObject *obj, PyObject *name, PyObject *value)
{
    if (RT_LIKELY(known->kind == VALUE)) {
        PyDictValues *values = rt_writable_values(obj);
        if (RT_LIKELY(values != NULL)) {
            PyObject **address = rt_value_address(obj, values, known->slot);
            PyObject *old = *address;
            *address = rt_newref(value);
            if (old != NULL)
                rt_decref(old);
            else
                rt_value_was_added(values, known->slot);
            return 0;
        }
        return store_to_dict(rt_instance_dict(obj), name, value);
    }
    switch ((enum kind)known->kind) {
    case DICT:
    case OWN_DICT: {
        if (rt_shared_keys(Py_TYPE(obj)) != NULL && rt_values(obj) != NULL)
            return 1;
        return store_to_dict(rt_instance_dict(obj), name, value);
    }
    case MEMBER: {
        PyObject **address = (PyObject **)((char *)obj + known->extra);
        PyObject *old = *address;
        *address = rt_newref(value);
        rt_xdecref(old);
        return 0;
    }
    case DESCRIPTOR: {
        PyObject *descriptor = rt_newref(known->value);
        int status = Py_TYPE(descriptor)->tp_descr_set(descriptor, obj, value);
        rt_decref(descriptor);
        return status;
    }
    default:
        return 1;
    }
}

/* rt_store_attr where the site's cache does not help. */
static RT_NOINLINE int store_slowly(PyObject *obj, PyObject *name, PyObject *value, rt_attr_cache *site)
{
    PyTypeObject *type = Py_TYPE(obj);
    struct entry *entry = entry_of(stores, STORES, type->tp_version_tag, name);
    if (entry->name == name && entry->known.version == type->tp_version_tag && entry->known.version != 0) {
        count_miss(site, &entry->known);
        int status = store(&entry->known, obj, name, value);
        if (status <= 0)
            return status;
    }
    rt_incref((PyObject *)type); /* storing may run any code */
    int status = PyObject_SetAttr(obj, name, value);
    if (status == 0 && type->tp_setattro == PyObject_GenericSetAttr) {
        /* now the shared keys have the name */
        rt_attr_cache fresh;
        describe_store(&fresh, type, name);
        remember(entry_of(stores, STORES, fresh.version, name), name, &fresh);
        count_miss(site, &fresh);
    }
    rt_decref((PyObject *)type);
    return status;
}

int rt_delete_attr(PyObject *obj, PyObject *name)
{
    return rt_seen_status(PyObject_DelAttr(obj, name));
}

int rt_store_attr(PyObject *obj, PyObject *name, PyObject *value, rt_attr_cache *cache)
{
    int status = 1;
    if (RT_LIKELY(cache->version == Py_TYPE(obj)->tp_version_tag && cache->version != 0)) {
        PyDictValues *values = cache->kind == VALUE ? rt_writable_values(obj) : NULL;
        if (RT_LIKELY(values != NULL)) {
            PyObject **address = rt_value_address(obj, values, cache->slot);
            PyObject *old = *address;
            *address = value;
            if (old != NULL)
                rt_decref(old);
            else
                rt_value_was_added(values, cache->slot);
            return 0;
        }
        status = store(cache, obj, name, value);
    }
    if (status > 0)
        status = store_slowly(obj, name, value, cache);
    rt_decref(value);
    return rt_seen_status(status);
}

PyObject *rt_load_attr_small(PyObject *obj, PyObject *name, rt_attr_cache *cache)
{
    return rt_load_attr(obj, name, cache);
}
