#include "distribution.h"

#include "archive.h"
#include "diskcache.h"
#include "embedded.h"
#include "loading.h"
#include "memoryfile.h"
#include "start.h"
#include "unit.h"

#include <dlfcn.h>
#include <errno.h>
#include <marshal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

PyStatus rt_distribution_configure(PyConfig *config, const char *executable, const char *root)
{
    const struct {
        wchar_t **field;
        const char *value;
    } paths[] = {
        {&config->program_name, executable},
        {&config->executable, executable},
        {&config->base_executable, executable},
        {&config->home, root},
        {&config->prefix, root},
        {&config->base_prefix, root},
        {&config->exec_prefix, root},
        {&config->base_exec_prefix, root},
        {&config->stdlib_dir, root},
        {&config->pythonpath_env, ""},
    };
    PyStatus status = PyStatus_Ok();
    for (size_t i = 0; i < Py_ARRAY_LENGTH(paths) && !PyStatus_Exception(status); i++) {
        status = PyConfig_SetBytesString(config, paths[i].field, paths[i].value);
    }
    if (!PyStatus_Exception(status)) {
        status = PyWideStringList_Append(&config->module_search_paths, config->home);
    }
    config->module_search_paths_set = 1;
    config->user_site_directory = 0;
    config->_init_main = 0;
    return status;
}

static const char *own_path;

/* Whether Python code can see exceptions: not while the interpreter starts. */
static int is_started;

/* The program cannot go on, which no handler of its own is to take for something else: say why, and end. Where there is
 * Python code, NULL with a SystemExit. */
__attribute__((format(printf, 1, 2))) static PyObject *give_up(const char *format, ...)
{
    va_list values;
    va_start(values, format);
    fprintf(stderr, "%s: ", own_path);
    vfprintf(stderr, format, values);
    fprintf(stderr, ".\n");
    fflush(stderr);
    va_end(values);
    if (!is_started) {
        if (rt_abandon != NULL) {
            rt_abandon();
        }
        exit(1);
    }
    PyObject *code = PyLong_FromLong(1);
    PyErr_SetObject(PyExc_SystemExit, code);
    Py_XDECREF(code);
    return NULL;
}

static PyObject *damaged(const char *name)
{
    return give_up("the program's file is damaged: the contents of %s are not what they were; get it again", name);
}

/* The entry whose key is `kind` and the text. 1, 0 if there is none, -1 with an exception. */
static int find(char kind, PyObject *text, rt_item *item)
{
    Py_ssize_t size;
    const char *name = PyUnicode_AsUTF8AndSize(text, &size);
    if (name == NULL) {
        PyErr_Clear(); /* nothing has such a name */
        return 0;
    }
    char *key = PyMem_Malloc((size_t)size + 1);
    if (key == NULL) {
        PyErr_NoMemory();
        return -1;
    }
    key[0] = kind;
    memcpy(key + 1, name, (size_t)size);
    int found = rt_archive_find(key, (size_t)size + 1, item);
    PyMem_Free(key);
    return found;
}

static PyObject *strings(const rt_item *item)
{
    Py_ssize_t n = 0;
    for (uint32_t i = 0; i < item->extra_size; i++) {
        n += item->extra[i] == '\0';
    }
    PyObject *result = PyTuple_New(n);
    const char *text = item->extra;
    for (Py_ssize_t i = 0; result != NULL && i < n; i++, text += strlen(text) + 1) {
        PyObject *string = PyUnicode_DecodeFSDefault(text);
        if (string == NULL) {
            Py_CLEAR(result);
            break;
        }
        PyTuple_SET_ITEM(result, i, string);
    }
    return result;
}

/* --- the module that runtime/distribution.py imports its functions from -------------------------------------------- */

static PyObject *find_module(PyObject *Py_UNUSED(self), PyObject *name)
{
    rt_item item;
    int found = find('m', name, &item);
    if (found <= 0) {
        return found < 0 ? NULL : Py_NewRef(Py_None);
    }
    return Py_BuildValue("(INO)", item.flags, strings(&item), item.stored_size != 0 ? Py_True : Py_False);
}

static PyObject *read_bytes(const rt_item *item, const char *key)
{
    PyObject *bytes = PyBytes_FromStringAndSize(NULL, (Py_ssize_t)item->size);
    if (bytes != NULL && rt_archive_read(item, (unsigned char *)PyBytes_AS_STRING(bytes)) < 0) {
        Py_DECREF(bytes);
        return damaged(key);
    }
    return bytes;
}

static PyObject *code_of(PyObject *Py_UNUSED(self), PyObject *name)
{
    rt_item item;
    int found = find('m', name, &item);
    if (found <= 0) {
        return found < 0 ? NULL : Py_NewRef(Py_None);
    }
    if (item.method == RT_STORED) {
        if (!rt_archive_intact(&item)) {
            return damaged(PyUnicode_AsUTF8(name));
        }
        PyObject *code = PyMarshal_ReadObjectFromString((const char *)item.stored, (Py_ssize_t)item.size);
        rt_archive_release(&item);
        return code;
    }
    PyObject *bytes = read_bytes(&item, PyUnicode_AsUTF8(name));
    rt_archive_release(&item);
    PyObject *code =
        bytes != NULL ? PyMarshal_ReadObjectFromString(PyBytes_AS_STRING(bytes), PyBytes_GET_SIZE(bytes)) : NULL;
    Py_XDECREF(bytes);
    return code;
}

static PyObject *data_of(PyObject *Py_UNUSED(self), PyObject *path)
{
    rt_item item;
    int found = find('f', path, &item);
    if (found <= 0) {
        return found < 0 ? NULL : Py_NewRef(Py_None);
    }
    return read_bytes(&item, PyUnicode_AsUTF8(path));
}

/* size_of(path) -> (size, flags) of a file's contents, or None */
static PyObject *size_of(PyObject *Py_UNUSED(self), PyObject *path)
{
    rt_item item;
    int found = find('f', path, &item);
    if (found <= 0) {
        return found < 0 ? NULL : Py_NewRef(Py_None);
    }
    return Py_BuildValue("(KI)", (unsigned long long)item.size, item.flags);
}

static PyObject *keys(PyObject *Py_UNUSED(self), PyObject *prefix)
{
    Py_ssize_t size;
    const char *text = PyUnicode_AsUTF8AndSize(prefix, &size);
    PyObject *result = text != NULL ? PyList_New(0) : NULL;
    if (result == NULL) {
        return NULL;
    }
    uint32_t number, end = rt_archive_range(text, (size_t)size, &number);
    for (; number < end; number++) {
        rt_item item;
        size_t key_size;
        const char *key = rt_archive_key(number, &key_size, &item);
        PyObject *pair = Py_BuildValue("(NI)", PyUnicode_DecodeUTF8(key, (Py_ssize_t)key_size, NULL), item.flags);
        if (pair == NULL || PyList_Append(result, pair) < 0) {
            Py_XDECREF(pair);
            Py_DECREF(result);
            return NULL;
        }
        Py_DECREF(pair);
    }
    return result;
}

/* A file in memory with the contents of an entry, as `rt_memory_file` makes it; -1 with an exception, which is an OSError
 * for data, that the program opens itself. */
static int memory_file(char kind, PyObject *name, int is_data)
{
    rt_item item;
    int found = find(kind, name, &item);
    if (found <= 0) {
        if (found == 0) {
            PyErr_Format(PyExc_ImportError, "%U is not in the program's file", name);
        }
        return -1;
    }
    const char *text = PyUnicode_AsUTF8(name);
    int fd = rt_memory_file(&item, text);
    if (fd >= 0) {
        return fd;
    }
    if (errno == EBADMSG) {
        damaged(text);
    }
    else if (is_data) {
        PyErr_SetFromErrnoWithFilename(PyExc_OSError, text);
    }
    else {
        give_up("there is no memory for %s %s: %s", kind == 'm' ? "the module" : "the library", text, strerror(errno));
    }
    return -1;
}

/* load_library(place, path or None): map a shared library, so that the loader finds it when another asks for it by its
   SONAME. Without a path it is in the archive. */
static PyObject *load_library(PyObject *Py_UNUSED(self), PyObject *args)
{
    PyObject *name, *file, *encoded = NULL;
    char path[RT_MEMORY_PATH];
    int fd = -1;
    if (!PyArg_ParseTuple(args, "UO", &name, &file)) {
        return NULL;
    }
    if (file != Py_None ? !PyUnicode_FSConverter(file, &encoded) : (fd = memory_file('f', name, 0)) < 0) {
        return NULL;
    }
    if (fd >= 0) {
        rt_memory_path(fd, "/proc/self/fd", path);
    }
    void *handle = dlopen(encoded != NULL ? PyBytes_AS_STRING(encoded) : path, RTLD_NOW | RTLD_LOCAL);
    Py_XDECREF(encoded);
    if (fd >= 0) {
        close(fd);
    }
    if (handle == NULL) {
        return PyErr_Format(PyExc_OSError, "%U: %s", name, dlerror());
    }
    Py_RETURN_NONE;
}

static PyObject *strings_of(char kind, PyObject *name)
{
    rt_item item;
    int found = find(kind, name, &item);
    return found < 0 ? NULL : found == 0 ? PyTuple_New(0) : strings(&item);
}

static PyObject *libraries_of(PyObject *Py_UNUSED(self), PyObject *module)
{
    return strings_of('l', module);
}

static PyObject *why_left_out(PyObject *Py_UNUSED(self), PyObject *module)
{
    return strings_of('x', module);
}

/* open_extension(module's name) -> (file descriptor, path) */
static PyObject *open_extension(PyObject *Py_UNUSED(self), PyObject *name)
{
    char path[RT_MEMORY_PATH];
    int fd = memory_file('m', name, 0);
    if (fd < 0) {
        return NULL;
    }
    rt_memory_path(fd, "/proc/self/fd", path);
    return Py_BuildValue("(is)", fd, path);
}

/* open_data(path) -> the file descriptor of a file in memory with the contents */
static PyObject *open_data(PyObject *Py_UNUSED(self), PyObject *path)
{
    int fd = memory_file('f', path, 1);
    return fd >= 0 ? PyLong_FromLong(fd) : NULL;
}

/* --- files that have to be on disk ---------------------------------------------------------------------------------- */

static int fill(const rt_disk_file *file, unsigned char *target)
{
    return rt_archive_read(file->context, target);
}

/* What `--onefile-tempdir-spec` said, or NULL. */
static const char *folder_spec(void)
{
    rt_item item;
    return rt_archive_find("t", 1, &item) ? item.extra : NULL;
}

static int digest_from(const char *digits, unsigned char *digest)
{
    for (int i = 0; i < RT_DIGEST_SIZE; i++) {
        unsigned byte;
        if (sscanf(digits + 2 * i, "%2x", &byte) != 1) {
            return -1;
        }
        digest[i] = (unsigned char)byte;
    }
    return 0;
}

/* The file `name` of a tree, its digest given as text with an `x` behind it if it is executable. */
static int describe_file(rt_disk_file *file, rt_item *item, const char *name, const char *digest)
{
    char key[4096];
    int size = snprintf(key, sizeof(key), "f%s", name);
    if (size >= (int)sizeof(key) || !rt_archive_find(key, (size_t)size, item) ||
        digest_from(digest, file->digest) < 0) {
        damaged(name);
        return -1;
    }
    file->name = name;
    file->size = item->size;
    file->is_executable = digest[2 * RT_DIGEST_SIZE] == 'x';
    file->fill = fill;
    file->context = item;
    return 0;
}

/* disk_folder(package) -> the folder below which the package's files are on disk, or None if none has to be */
static PyObject *disk_folder(PyObject *Py_UNUSED(self), PyObject *package)
{
    rt_item found;
    int is_there = find('t', package, &found);
    if (is_there <= 0) {
        return is_there < 0 ? NULL : Py_NewRef(Py_None);
    }
    size_t n_files = 0;
    for (uint32_t i = 0; i < found.extra_size; i++) {
        n_files += found.extra[i] == '\0';
    }
    n_files /= 2; /* the tree's key, and a name and a digest for each */
    rt_disk_file *files = PyMem_New(rt_disk_file, n_files);
    rt_item *items = PyMem_New(rt_item, n_files);
    const char *text = found.extra + strlen(found.extra) + 1;
    int failed = files == NULL || items == NULL;
    if (failed) {
        PyErr_NoMemory();
    }
    for (size_t i = 0; !failed && i < n_files; i++) {
        const char *digest = text + strlen(text) + 1;
        failed = describe_file(&files[i], &items[i], text, digest) < 0;
        text = digest + strlen(digest) + 1;
    }
    PyObject *result = NULL;
    if (!failed) {
        char error[1024];
        rt_disk_tree tree = {found.extra, files, n_files};
        char *folder = rt_disk_tree_make(&tree, folder_spec(), own_path, error, sizeof(error));
        result = folder != NULL ? PyUnicode_DecodeFSDefault(folder) : give_up("%s", error);
        free(folder);
    }
    PyMem_Free(files);
    PyMem_Free(items);
    return result;
}

static PyMethodDef functions[] = {
    {"find_module", find_module, METH_O, NULL},
    {"answered", rt_answered, METH_VARARGS, NULL},
    {"code_of", code_of, METH_O, NULL},
    {"data_of", data_of, METH_O, NULL},
    {"disk_folder", disk_folder, METH_O, NULL},
    {"keys", keys, METH_O, NULL},
    {"libraries_of", libraries_of, METH_O, NULL},
    {"load_library", load_library, METH_VARARGS, NULL},
    {"open_data", open_data, METH_O, NULL},
    {"open_extension", open_extension, METH_O, NULL},
    {"size_of", size_of, METH_O, NULL},
    {"why_left_out", why_left_out, METH_O, NULL},
    {NULL, NULL, 0, NULL},
};

int rt_distribution_opens_embedded(void)
{
    static const char key[] = "m_whipsnake_embedded";
    rt_item item;
    return rt_archive_find(key, sizeof(key) - 1, &item);
}

static const char module_name[] = "_whipsnake_distribution";

PyObject *rt_distribution_install(const rt_program *program, const char *executable, const char *root)
{
    own_path = executable;
    PyObject *loader = NULL, *module = NULL, *code = NULL, *name = PyUnicode_FromString(module_name);
    PyObject *external = name != NULL ? PyImport_ImportModule("_frozen_importlib_external") : NULL;
    int failed = external == NULL || rt_runtime_init() < 0 || (loader = rt_loader_module(program)) == NULL ||
                 (module = PyImport_AddModule("_whipsnake_archive")) == NULL ||
                 PyModule_AddFunctions(module, functions) < 0 || (module = PyImport_AddModule(module_name)) == NULL ||
                 (code = code_of(NULL, name)) == NULL;
    if (!failed) {
        PyObject *globals = PyModule_GetDict(module);
        PyObject *done = PyDict_SetItemString(globals, "__builtins__", PyEval_GetBuiltins()) == 0
                             ? PyEval_EvalCode(code, globals, globals)
                             : NULL;
        Py_XDECREF(done);
        PyObject *installed = done != NULL
                                  ? rt_call_named(module, "install",
                                                  Py_BuildValue("(ONNNs)", loader, rt_program_functions(program),
                                                                PyUnicode_DecodeFSDefault(executable),
                                                                PyUnicode_DecodeFSDefault(root), program->main->name))
                                  : NULL;
        Py_XDECREF(installed);
        failed = installed == NULL;
    }
    Py_XDECREF(external);
    Py_XDECREF(name);
    Py_XDECREF(code);
    return failed ? NULL : loader;
}

void rt_distribution_explain(void)
{
    PyObject *module = PyImport_ImportModule(module_name);
    PyObject *error = PySys_GetObject("last_value");
    PyObject *done = module != NULL && error != NULL ? PyObject_CallMethod(module, "explain", "O", error) : NULL;
    Py_XDECREF(module);
    Py_XDECREF(done);
    PyErr_Clear();
}

int rt_distribution_hook(void)
{
    is_started = 1;
    PyObject *module = PyImport_ImportModule(module_name);
    PyObject *done = module != NULL ? PyObject_CallMethod(module, "hook", NULL) : NULL;
    Py_XDECREF(module);
    Py_XDECREF(done);
    return done != NULL ? 0 : -1;
}
