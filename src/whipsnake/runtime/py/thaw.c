/* The frozen modules of a program that has to be small: they come from its archive, compressed, and only those that the
 * program has. CPython has all of them in its data, 400 kB, and 3.12 has them there a second time, as 800 kB of static
 * objects. Programs are linked so that these definitions stand for those of CPython's frozen.c and deepfreeze.c. */

#include "cpython.h"

#if PY_VERSION_HEX >= 0x030C0000

#include "internal/pycore_import.h"

#include "archive.h"
#include "thaw.h"

#include <stdlib.h>
#include <string.h>

static const struct _frozen none[1];
const struct _frozen *_PyImport_FrozenBootstrap = none;
const struct _frozen *_PyImport_FrozenStdlib = none;
const struct _frozen *_PyImport_FrozenTest = none;
const struct _frozen *PyImport_FrozenModules = NULL;
const struct _module_alias *_PyImport_FrozenAliases;

static const char no_memory[] = "there is no memory for its modules";

/* One module from the archive: its key, without the kind, and its entry. */
static const char *thaw(const char *key, size_t key_size, const rt_item *item, struct _frozen *module)
{
    char *name = strndup(key, key_size);
    unsigned char *code = malloc(item->size);
    if (name == NULL || code == NULL) {
        free(name);
        free(code);
        return no_memory;
    }
    module->name = name;
    module->code = code;
    module->size = (int)item->size;
    module->is_package = (item->flags & RT_PACKAGE) != 0;
    return rt_archive_read(item, code) < 0 ? "its modules are damaged" : NULL;
}

const char *rt_thaw(void)
{
    uint32_t first;
    uint32_t n = rt_archive_range("z", 1, &first) - first;
    struct _frozen *modules = calloc(n + 1, sizeof(*modules));
    struct _module_alias *aliases = calloc(n + 1, sizeof(*aliases));
    const char *problem = modules == NULL || aliases == NULL ? no_memory : NULL;
    uint32_t n_aliases = 0;
    for (uint32_t i = 0; i < n && problem == NULL; i++) {
        rt_item item;
        size_t key_size;
        const char *key = rt_archive_key(first + i, &key_size, &item);
        problem = thaw(key + 1, key_size - 1, &item, &modules[i]);
        if (item.extra_size > 0) {
            aliases[n_aliases++] = (struct _module_alias){.name = modules[i].name, .orig = item.extra};
        }
    }
    _PyImport_FrozenBootstrap = modules;
    _PyImport_FrozenAliases = aliases;
    return problem;
}

#endif

#if PY_VERSION_HEX >= 0x030C0000 && PY_VERSION_HEX < 0x030D0000

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
