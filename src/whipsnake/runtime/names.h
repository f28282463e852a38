/* Names looked up in namespaces: f_locals of class and module bodies, globals, builtins. */
#ifndef RT_NAMES_H
#define RT_NAMES_H

#include "py/dict.h"
#include "py/frame.h"

/* Where one instruction found its global name. Zero-initialised. */
typedef struct {
    uintptr_t keys;    /* the keys of the globals; one more for a builtin; 0: nothing cached */
    PyObject **slot;   /* where the dict keeps the value */
    uint32_t version;  /* of `keys` */
    uint32_t builtins; /* for a builtin: the version of the builtins' keys. No two tables ever have the same one */
    uint32_t misses;   /* how often the cache did not answer: it is filled at 2, 4, 8, 16 ... */
} rt_global_cache;

/* Raise NameError "name '...' is not defined", the exception's `name` set. */
void rt_name_error(PyObject *name);

/* LOAD_NAME: f_locals, globals, builtins. Owned; NULL with an exception. */
PyObject *rt_load_name(_PyInterpreterFrame *f, PyObject *name);

/* STORE_NAME: into f_locals. 0, or -1 with an exception. */
int rt_store_name(_PyInterpreterFrame *f, PyObject *name, PyObject *value);

/* DELETE_NAME: from f_locals. 0, or -1 with NameError. */
int rt_delete_name(_PyInterpreterFrame *f, PyObject *name);

/* rt_load_global where neither inlined case applies. */
PyObject *rt_load_global_slowly(_PyInterpreterFrame *f, PyObject *name, rt_global_cache *cache);

/* What the cache says of a global of the module; NULL: nothing. Borrowed. */
RT_INLINE PyObject *rt_cached_global(_PyInterpreterFrame *f, const rt_global_cache *cache)
{
    PyDictKeysObject *keys = ((PyDictObject *)f->f_globals)->ma_keys;
    return (uintptr_t)keys == cache->keys && keys->dk_version == cache->version ? *cache->slot : NULL;
}

/* What the cache says of a builtin; NULL: nothing. Borrowed. */
RT_INLINE PyObject *rt_cached_builtin(_PyInterpreterFrame *f, const rt_global_cache *cache)
{
    PyDictKeysObject *keys = ((PyDictObject *)f->f_globals)->ma_keys;
    if (RT_UNLIKELY((uintptr_t)keys + 1 != cache->keys || keys->dk_version != cache->version ||
                    !PyDict_CheckExact(f->f_builtins) ||
                    ((PyDictObject *)f->f_builtins)->ma_keys->dk_version != cache->builtins)) {
        return NULL;
    }
    return *cache->slot;
}

/* LOAD_GLOBAL: globals, builtins. Owned; NULL with an exception. */
RT_INLINE PyObject *rt_load_global(_PyInterpreterFrame *f, PyObject *name, rt_global_cache *cache)
{
    PyObject *value = rt_cached_global(f, cache);
    return RT_LIKELY(value != NULL) ? rt_newref(value) : rt_load_global_slowly(f, name, cache);
}

/* The same for the name of a builtin that the module does not give a meaning of its own. */
RT_INLINE PyObject *rt_load_builtin(_PyInterpreterFrame *f, PyObject *name, rt_global_cache *cache)
{
    PyObject *value = rt_cached_builtin(f, cache);
    return RT_LIKELY(value != NULL) ? rt_newref(value) : rt_load_global_slowly(f, name, cache);
}

/* rt_load_global out of line: for code that is seldom run. */
PyObject *rt_load_global_small(_PyInterpreterFrame *f, PyObject *name, rt_global_cache *cache);

/* STORE_GLOBAL. 0, or -1 with an exception. */
int rt_store_global(_PyInterpreterFrame *f, PyObject *name, PyObject *value);

/* DELETE_GLOBAL. 0, or -1 with NameError. */
int rt_delete_global(_PyInterpreterFrame *f, PyObject *name);

/* LOAD_FROM_DICT_OR_GLOBALS: `mapping[name]`, else globals, builtins. Owned; NULL with an exception. */
PyObject *rt_load_from_dict_or_globals(_PyInterpreterFrame *f, PyObject *mapping, PyObject *name);

/* LOAD_LOCALS: the namespace of a class or module body. Owned; NULL with SystemError. */
PyObject *rt_load_locals(_PyInterpreterFrame *f);

/* SETUP_ANNOTATIONS: `__annotations__` := {} in f_locals, if absent. 0, or -1 with an exception. */
int rt_setup_annotations(_PyInterpreterFrame *f);

#endif
