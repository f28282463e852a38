/* CPython 3.12 has the code of its frozen modules twice, marshalled and as static objects. Where a program
   has to be small it is linked so that these functions stand for those of deepfreeze.c, whose 800 kB are then left out. */

#include "cpython.h"

#if PY_VERSION_HEX >= 0x030C0000 && PY_VERSION_HEX < 0x030D0000

#include "internal/pycore_import.h"

#include <marshal.h>

typedef PyObject *(*get_frozen)(void);

/* The code object of the frozen module whose `get_code` is `get`. Owned; NULL with an exception. */
static PyObject *thaw(get_frozen get)
{
    const struct _frozen *const tables[] = {_PyImport_FrozenBootstrap, _PyImport_FrozenStdlib, _PyImport_FrozenTest};
    for (size_t i = 0; i < Py_ARRAY_LENGTH(tables); i++) {
        for (const struct _frozen *module = tables[i]; module->name != NULL; module++) {
            if (module->get_code == get) {
                return PyMarshal_ReadObjectFromString((const char *)module->code, module->size);
            }
        }
    }
    PyErr_SetString(PyExc_SystemError, "no such frozen module");
    return NULL;
}

#define FROZEN(name)                            \
    PyObject *_Py_get_##name##_toplevel(void);  \
    PyObject *_Py_get_##name##_toplevel(void)   \
    {                                           \
        return thaw(_Py_get_##name##_toplevel); \
    }

FROZEN(importlib__bootstrap)
FROZEN(importlib__bootstrap_external)
FROZEN(zipimport)
FROZEN(abc)
FROZEN(codecs)
FROZEN(io)
FROZEN(_collections_abc)
FROZEN(_sitebuiltins)
FROZEN(genericpath)
FROZEN(ntpath)
FROZEN(posixpath)
FROZEN(os)
FROZEN(site)
FROZEN(stat)
FROZEN(importlib_util)
FROZEN(importlib_machinery)
FROZEN(runpy)
FROZEN(__hello__)
FROZEN(__phello__)
FROZEN(__phello___ham)
FROZEN(__phello___ham_eggs)
FROZEN(__phello___spam)
FROZEN(frozen_only)

uint32_t _Py_next_func_version = 1;

int _Py_Deepfreeze_Init(void);

int _Py_Deepfreeze_Init(void)
{
    return 0;
}

void _Py_Deepfreeze_Fini(void);

void _Py_Deepfreeze_Fini(void)
{
}

#endif
