#include "names.h"

#include "interned.h"
#include "py/exc.h"
#include "py/lookup.h"

void rt_name_error(PyObject *name)
{
    const char *text = PyUnicode_AsUTF8(name);
    if (text == NULL)
        return;
    PyErr_Format(PyExc_NameError, "name '%.200s' is not defined", text);
    PyThreadState *ts = rt_thread();
    PyObject *error = rt_take_raised(ts);
    if (Py_IS_TYPE(error, (PyTypeObject *)PyExc_NameError)) {
        /* what suggestions are made for */
        PyObject **slot = &((PyNameErrorObject *)error)->name;
        if (*slot == NULL)
            *slot = rt_newref(name);
    }
    rt_set_raised(ts, error);
}

/* `dict[name]` for any dict, ignoring a subclass's methods: 1 and owned `*value`; 0; -1 with an exception. */
static int dict_item(PyObject *dict, PyObject *name, PyObject **value)
{
    *value = rt_dict_get((PyDictObject *)dict, name);
    if (*value != NULL) {
        rt_incref(*value);
        return 1;
    }
    return !rt_keys_are_strings(((PyDictObject *)dict)->ma_keys) && PyErr_Occurred() ? -1 : 0;
}

/* `mapping[name]`, as dict_item for exact dicts. */
static int item(PyObject *mapping, PyObject *name, PyObject **value)
{
    return PyDict_CheckExact(mapping) ? dict_item(mapping, name, value) : rt_optional_item(mapping, name, value);
}

/* Globals, as a plain dict whatever they are, then builtins. Owned; NULL with an exception. */
static PyObject *load_plain_global(_PyInterpreterFrame *f, PyObject *name)
{
    PyObject *value;
    int found = dict_item(f->f_globals, name, &value);
    if (found == 0)
        found = item(f->f_builtins, name, &value);
    if (found == 0)
        rt_name_error(name);
    return value;
}

PyObject *rt_load_from_dict_or_globals(_PyInterpreterFrame *f, PyObject *mapping, PyObject *name)
{
    PyObject *value;
    int found = item(mapping, name, &value);
    if (found != 0)
        return value;
    return load_plain_global(f, name);
}

PyObject *rt_load_name(_PyInterpreterFrame *f, PyObject *name)
{
    if (RT_UNLIKELY(f->f_locals == NULL)) {
        rt_py_no_locals(name);
        return NULL;
    }
    return rt_load_from_dict_or_globals(f, f->f_locals, name);
}

int rt_store_name(_PyInterpreterFrame *f, PyObject *name, PyObject *value)
{
    PyObject *locals = f->f_locals;
    if (RT_UNLIKELY(locals == NULL)) {
        PyErr_Format(PyExc_SystemError, "no locals found when storing %R", name);
        return -1;
    }
    return PyDict_CheckExact(locals) ? PyDict_SetItem(locals, name, value) : PyObject_SetItem(locals, name, value);
}

int rt_delete_name(_PyInterpreterFrame *f, PyObject *name)
{
    PyObject *locals = f->f_locals;
    if (RT_UNLIKELY(locals == NULL)) {
        PyErr_Format(PyExc_SystemError, "no locals when deleting %R", name);
        return -1;
    }
    if (PyObject_DelItem(locals, name) < 0) {
        rt_name_error(name); /* whatever the error was */
        return -1;
    }
    return 0;
}

/* LOAD_GLOBAL without a cache. */
static PyObject *load_global(_PyInterpreterFrame *f, PyObject *name)
{
    PyObject *value;
    int found = item(f->f_globals, name, &value);
    if (found == 0)
        found = item(f->f_builtins, name, &value);
    if (found == 0)
        rt_name_error(name);
    return value;
}

/* Where a combined table of strings keeps the value of `name`; NULL if it has none. */
static PyObject **value_slot(PyDictKeysObject *keys, PyObject *name)
{
    Py_ssize_t i = rt_keys_index(keys, name);
    return i < 0 ? NULL : &DK_UNICODE_ENTRIES(keys)[i].me_value;
}

static int is_plain_table(PyObject *dict)
{
    return PyDict_CheckExact(dict) && ((PyDictObject *)dict)->ma_values == NULL &&
           rt_keys_are_strings(((PyDictObject *)dict)->ma_keys);
}

/* Remember where `name`, which is a global or a builtin, was found. 0, or -1 with an exception. */
static int fill_cache(_PyInterpreterFrame *f, PyObject *name, rt_global_cache *cache)
{
    if (!is_plain_table(f->f_globals) || !is_plain_table(f->f_builtins))
        return 0;
    PyDictObject *globals = (PyDictObject *)f->f_globals, *builtins = (PyDictObject *)f->f_builtins;
    if (rt_keys_get_version(rt_thread(), globals, builtins, name) < 0)
        return -1;
    PyDictKeysObject *keys = globals->ma_keys;
    if (keys->dk_version == 0)
        return 0;
    PyObject **slot = value_slot(keys, name);
    if (slot != NULL) {
        *cache = (rt_global_cache){(uintptr_t)keys, slot, keys->dk_version, 0, cache->misses};
        return 0;
    }
    keys = builtins->ma_keys;
    slot = value_slot(keys, name);
    if (slot == NULL || keys->dk_version == 0)
        return 0;
    *cache = (rt_global_cache){(uintptr_t)globals->ma_keys + 1, slot, globals->ma_keys->dk_version, keys->dk_version,
                               cache->misses};
    return 0;
}

PyObject *rt_load_global_slowly(_PyInterpreterFrame *f, PyObject *name, rt_global_cache *cache)
{
    PyObject *value = rt_cached_builtin(f, cache);
    if (value == NULL)
        value = rt_cached_global(f, cache);
    if (RT_LIKELY(value != NULL))
        return rt_newref(value);
    value = load_global(f, name);
    cache->misses++;
    if (value != NULL && cache->misses > 1 && (cache->misses & (cache->misses - 1)) == 0 &&
        fill_cache(f, name, cache) < 0) {
        rt_decref(value);
        return NULL;
    }
    return value;
}

int rt_store_global(_PyInterpreterFrame *f, PyObject *name, PyObject *value)
{
    return PyDict_SetItem(f->f_globals, name, value);
}

int rt_delete_global(_PyInterpreterFrame *f, PyObject *name)
{
    if (PyDict_DelItem(f->f_globals, name) == 0)
        return 0;
    if (PyErr_ExceptionMatches(PyExc_KeyError))
        rt_name_error(name);
    return -1;
}

PyObject *rt_load_locals(_PyInterpreterFrame *f)
{
    if (f->f_locals == NULL) {
        PyErr_SetString(PyExc_SystemError, "no locals");
        return NULL;
    }
    return rt_newref(f->f_locals);
}

int rt_setup_annotations(_PyInterpreterFrame *f)
{
    static PyObject *slot;
    PyObject *name = rt_interned(&slot, "__annotations__");
    if (name == NULL)
        return -1;
    if (f->f_locals == NULL) {
        PyErr_SetString(PyExc_SystemError, "no locals found when setting up annotations");
        return -1;
    }
    PyObject *value;
    int found = item(f->f_locals, name, &value);
    if (found != 0) {
        rt_xdecref(value);
        return found < 0 ? -1 : 0;
    }
    PyObject *annotations = PyDict_New();
    if (annotations == NULL)
        return -1;
    int status = PyObject_SetItem(f->f_locals, name, annotations);
    rt_decref(annotations);
    return status;
}

PyObject *rt_load_global_small(_PyInterpreterFrame *f, PyObject *name, rt_global_cache *cache)
{
    return rt_load_global(f, name, cache);
}
