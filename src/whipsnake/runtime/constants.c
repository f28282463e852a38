#include "constants.h"

#include "py/code.h"
#include "py/long.h"
#include "shared.h"

#if defined(__linux__)
#include <sys/mman.h>
#endif

/* The same list as in codegen/constants.py. */
enum kind {
    SINGLETON,
    ASCII,
    ASCII_INTERNED,
    UTF8,
    UTF8_INTERNED,
    BYTES,
    INT,
    FLOAT,
    COMPLEX,
    TUPLE,
    TUPLE_TRACKED,
    FROZENSET,
    CODE,
};

struct rt_reading {
    const unsigned char *scan;
    size_t count, made;
    char *free;           /* where the next object goes; NULL: each has memory of its own */
    PyASCIIObject ascii;  /* what strings in one piece of memory begin with */
    PyObject *filename;   /* or NULL */
    PyObject *objects[1]; /* one reference to each that is made */
};

/* A number as codegen/varint.py writes it; most have one byte or two. */
RT_INLINE size_t number(const unsigned char **scan)
{
    const unsigned char *at = *scan;
    size_t value = *at++;
    if (value >= 128) {
        value = (value & 127) | (size_t)*at << 7;
        for (int shift = 14; *at++ >= 128; shift += 7) {
            value = (value & (((size_t)1 << shift) - 1)) | (size_t)*at << shift;
        }
    }
    *scan = at;
    return value;
}

RT_INLINE size_t rounded(size_t size)
{
    return (size + 7) & ~(size_t)7;
}

#define CODE_SIZE offsetof(PyCodeObject, co_code_adaptive)
#define BYTES_SIZE offsetof(PyBytesObject, ob_sval)
#define TUPLE_SIZE (sizeof(PyGC_Head) + offsetof(PyTupleObject, ob_item))

/* How much memory all objects need together. */
static size_t whole_size(const unsigned char **scan)
{
    static const size_t sizes[] = {
        sizeof(PyASCIIObject), BYTES_SIZE, sizeof(PyLongObject), sizeof(PyFloatObject), TUPLE_SIZE, CODE_SIZE,
    };
    size_t size = 0;
    for (size_t i = 0; i < Py_ARRAY_LENGTH(sizes); i++) {
        size += number(scan) * rounded(sizes[i]);
    }
    return size + number(scan);
}

/* Memory that is never freed. Much of it comes with its pages, which is cheaper than to fault each in. */
static void *memory_for_ever(size_t size)
{
#if defined(__linux__)
    if (size >= 1 << 16) {
        void *memory = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_POPULATE, -1, 0);
        return memory != MAP_FAILED ? memory : NULL;
    }
#endif
    return PyMem_RawMalloc(size);
}

/* A piece of memory for objects that are never freed, where the first goes. NULL if there is none. */
static char *new_piece(size_t size)
{
    struct rt_piece *piece = memory_for_ever(sizeof(*piece) + size);
    if (piece == NULL) {
        return NULL;
    }
    char *first = (char *)(piece + 1);
    *piece = (struct rt_piece){*rt_shared.pieces, first + size};
    *rt_shared.pieces = piece;
    return first;
}

static destructor code_dealloc;

static void routed_code_dealloc(PyObject *code)
{
    for (const struct rt_piece *piece = *rt_shared.pieces; piece != NULL; piece = piece->next) {
        if ((const char *)code > (const char *)piece && (const char *)code < piece->end) {
            Py_SET_REFCNT(code, 1);
            return;
        }
    }
    code_dealloc(code);
}

void rt_code_route(void)
{
    code_dealloc = PyCode_Type.tp_dealloc;
    PyCode_Type.tp_dealloc = routed_code_dealloc;
}

rt_reading *rt_reading_begin(const unsigned char *data, int together, const char *path)
{
    size_t count = number(&data), size = whole_size(&data);
    rt_reading *r = PyMem_RawMalloc(offsetof(rt_reading, objects) + count * sizeof(PyObject *));
    if (r == NULL) {
        PyErr_NoMemory();
        return NULL;
    }
    *r = (rt_reading){.scan = data, .count = count};
    PyObject *model = PyUnicode_New(2, 127);
    r->filename = model != NULL && path != NULL ? PyUnicode_DecodeFSDefault(path) : NULL;
    if (model != NULL) {
        r->ascii = *(PyASCIIObject *)model;
        Py_DECREF(model);
    }
    if (model != NULL && (path == NULL || r->filename != NULL) && together) {
        r->free = new_piece(size);
        if (r->free == NULL) {
            PyErr_NoMemory();
        }
    }
    if (model == NULL || (path != NULL && r->filename == NULL) || (together && r->free == NULL)) {
        rt_reading_end(r);
        return NULL;
    }
    return r;
}

/* `size` bytes of the one piece of memory. */
RT_INLINE void *piece(rt_reading *r, size_t size)
{
    char *memory = r->free;
    r->free += rounded(size);
    return memory;
}

RT_INLINE void init(PyObject *object, PyTypeObject *type)
{
    object->ob_refcnt = 1;
    object->ob_type = type;
}

static PyObject *make_ascii(rt_reading *r, const unsigned char *text, size_t size, int interned)
{
    if (r->free == NULL || size < 2) {
        PyObject *string = PyUnicode_FromKindAndData(PyUnicode_1BYTE_KIND, text, (Py_ssize_t)size);
        if (string != NULL && interned) {
            rt_py_intern_for_code(&string);
        }
        return string;
    }
    char *memory = r->free;
    PyASCIIObject *string = piece(r, sizeof(PyASCIIObject) + size + 1);
    *string = r->ascii;
    string->length = (Py_ssize_t)size;
    char *characters = (char *)(string + 1);
    memcpy(characters, text, size);
    characters[size] = '\0';
    PyObject *object = (PyObject *)string;
    if (interned) {
        Py_SET_REFCNT(object, 2); /* so that nobody tries to free it, if another one takes its place */
        rt_py_intern_for_code(&object);
        if (object != (PyObject *)string) {
            r->free = memory;
        }
        else {
            rt_decref(object);
        }
    }
    return object;
}

static PyObject *make_utf8(const unsigned char *text, size_t size, int interned)
{
    PyObject *string = PyUnicode_DecodeUTF8((const char *)text, (Py_ssize_t)size, "surrogatepass");
    if (string != NULL && interned) {
        rt_py_intern_for_code(&string);
    }
    return string;
}

static PyObject *make_bytes(rt_reading *r, const unsigned char *data, size_t size)
{
    if (r->free == NULL || size < 2) {
        return PyBytes_FromStringAndSize((const char *)data, (Py_ssize_t)size);
    }
    PyBytesObject *bytes = piece(r, BYTES_SIZE + size + 1);
    init(&bytes->ob_base.ob_base, &PyBytes_Type);
    Py_SET_SIZE(bytes, (Py_ssize_t)size);
    bytes->ob_shash = -1;
    memcpy(bytes->ob_sval, data, size);
    bytes->ob_sval[size] = '\0';
    return (PyObject *)bytes;
}

static PyObject *make_int(rt_reading *r, const unsigned char *data, size_t size)
{
    if (size > sizeof(int64_t)) {
        return _PyLong_FromByteArray(data, size, 1, 1);
    }
    uint64_t bits = data[size - 1] & 128 ? ~(uint64_t)0 : 0;
    for (size_t i = size; i-- > 0;) {
        bits = bits << 8 | data[i];
    }
    int64_t value = (int64_t)bits;
    if (r->free == NULL || (value >= -5 && value <= 256) || value > PyLong_MASK || value < -PyLong_MASK) {
        return PyLong_FromLongLong(value);
    }
    PyObject *object = piece(r, sizeof(PyLongObject));
    init(object, &PyLong_Type);
    rt_int_overwrite(object, value);
    return object;
}

static PyObject *make_float(rt_reading *r, const unsigned char *data)
{
    double value;
    memcpy(&value, data, sizeof(value));
    if (r->free == NULL) {
        return PyFloat_FromDouble(value);
    }
    PyFloatObject *object = piece(r, sizeof(PyFloatObject));
    init(&object->ob_base, &PyFloat_Type);
    object->ob_fval = value;
    return (PyObject *)object;
}

static PyObject *make_complex(const unsigned char *data)
{
    Py_complex value;
    memcpy(&value, data, sizeof(value));
    return PyComplex_FromCComplex(value);
}

/* The object that `*scan` names, with a new reference. */
RT_INLINE PyObject *part(rt_reading *r, const unsigned char **scan)
{
    return rt_newref(r->objects[number(scan)]);
}

static PyObject *make_tuple(rt_reading *r, const unsigned char **scan, size_t size, int tracked)
{
    PyObject *tuple;
    if (r->free == NULL || size == 0) {
        tuple = PyTuple_New((Py_ssize_t)size);
        if (tuple == NULL) {
            return NULL;
        }
        tracked = 0;
    }
    else {
        PyGC_Head *head = piece(r, TUPLE_SIZE + size * sizeof(PyObject *));
        *head = (PyGC_Head){0};
        tuple = (PyObject *)(head + 1);
        init(tuple, &PyTuple_Type);
        Py_SET_SIZE(tuple, (Py_ssize_t)size);
    }
    for (size_t i = 0; i < size; i++) {
        PyTuple_SET_ITEM(tuple, (Py_ssize_t)i, part(r, scan));
    }
    if (tracked) {
        PyObject_GC_Track(tuple);
    }
    return tuple;
}

static PyObject *make_frozenset(rt_reading *r, const unsigned char **scan, size_t size)
{
    PyObject *set = PyFrozenSet_New(NULL);
    for (size_t i = 0; set != NULL && i < size; i++) {
        if (PySet_Add(set, r->objects[number(scan)]) < 0) {
            Py_CLEAR(set);
        }
    }
    return set;
}

static PyObject *make_code(rt_reading *r, const unsigned char **place, size_t size)
{
    const unsigned char *at = *place, **scan = &at;
    size_t whole = sizeof(PyCodeObject) + size * sizeof(_Py_CODEUNIT);
    PyCodeObject *co = r->free != NULL ? piece(r, CODE_SIZE + size * sizeof(_Py_CODEUNIT)) : PyObject_Malloc(whole);
    if (co == NULL) {
        return PyErr_NoMemory();
    }
    memset(co, 0, CODE_SIZE);
    init((PyObject *)co, &PyCode_Type);
    Py_SET_SIZE(co, (Py_ssize_t)size);
    co->co_argcount = (int)number(scan);
    co->co_posonlyargcount = (int)number(scan);
    co->co_kwonlyargcount = (int)number(scan);
    co->co_stacksize = (int)number(scan);
    co->co_flags = (int)number(scan);
    co->co_firstlineno = (int)number(scan);
    co->_co_firsttraceable = (int)number(scan);
    co->co_consts = part(r, scan);
    co->co_names = part(r, scan);
    co->co_localsplusnames = part(r, scan);
    co->co_localspluskinds = part(r, scan);
    co->co_filename = part(r, scan);
    co->co_name = part(r, scan);
    co->co_qualname = part(r, scan);
    co->co_linetable = part(r, scan);
    co->co_exceptiontable = part(r, scan);
    /* Sealed code names no file, but its module: `<name>`. */
    if (r->filename != NULL &&
        (PyUnicode_GET_LENGTH(co->co_filename) == 0 || PyUnicode_READ_CHAR(co->co_filename, 0) != '<')) {
        rt_decref(co->co_filename);
        co->co_filename = rt_newref(r->filename);
    }
    memcpy(_PyCode_CODE(co), *scan, size * sizeof(_Py_CODEUNIT));
    *place = *scan + size * sizeof(_Py_CODEUNIT);
    rt_py_code_made(co);
    return (PyObject *)co;
}

/* The object at `*scan`, which is moved behind it. Owned; NULL with an exception. */
static PyObject *make(rt_reading *r, const unsigned char **scan)
{
    static PyObject *const singletons[] = {Py_None, Py_True, Py_False, Py_Ellipsis};
    size_t first = number(scan), size = first >> 4;
    enum kind kind = first & 15;
    const unsigned char *data = *scan;
    switch (kind) {
    case SINGLETON:
        return rt_newref(singletons[size]);
    case ASCII:
    case ASCII_INTERNED:
        *scan += size;
        return make_ascii(r, data, size, kind == ASCII_INTERNED);
    case UTF8:
    case UTF8_INTERNED:
        *scan += size;
        return make_utf8(data, size, kind == UTF8_INTERNED);
    case BYTES:
        *scan += size;
        return make_bytes(r, data, size);
    case INT:
        *scan += size;
        return make_int(r, data, size);
    case FLOAT:
        *scan += size;
        return make_float(r, data);
    case COMPLEX:
        *scan += size;
        return make_complex(data);
    case TUPLE:
    case TUPLE_TRACKED:
        return make_tuple(r, scan, size, kind == TUPLE_TRACKED);
    case FROZENSET:
        return make_frozenset(r, scan, size);
    case CODE:
        return make_code(r, scan, size);
    }
    PyErr_SetString(PyExc_SystemError, "not a kind of constant");
    return NULL;
}

int rt_reading_run(rt_reading *r)
{
    const unsigned char *scan = r->scan;
    while (r->made < r->count) {
        PyObject *object = make(r, &scan);
        if (object == NULL) {
            return -1;
        }
        r->objects[r->made++] = object;
        r->scan = scan;
    }
    return 0;
}

PyCodeObject *rt_reading_next_code(rt_reading *r)
{
    return (PyCodeObject *)r->objects[number(&r->scan)];
}

void rt_reading_end(rt_reading *r)
{
    while (r->made > 0) {
        rt_decref(r->objects[--r->made]);
    }
    Py_XDECREF(r->filename);
    PyMem_RawFree(r);
}
