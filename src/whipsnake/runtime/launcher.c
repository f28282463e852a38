/* What starts a one-file program where the interpreter is a shared library only: the executable cannot be linked with
 * what is inside of it. It loads that library, and then the program, which is another, from its own archive. */

#include "archive.h"
#include "memoryfile.h"

#include <dlfcn.h>
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

/* Both are in the archive: see write_one_file in distribution.py. */
static const char libraries[] = "l/", program[] = "p";

/* The handle; or NULL, and the user knows why. */
static void *load(const char *executable, const rt_item *item, const char *name, int scope)
{
    char path[RT_MEMORY_PATH];
    int fd = rt_memory_file(item, name);
    void *handle = NULL;
    if (fd >= 0) {
        rt_memory_path(fd, "/proc/thread-self/fd", path);
        handle = dlopen(path, RTLD_NOW | scope);
        close(fd);
    }
    if (handle == NULL) {
        const char *problem = fd >= 0            ? dlerror()
                              : errno == EBADMSG ? "its file is damaged; get it again"
                                                 : strerror(errno);
        fprintf(stderr, "%s: the program cannot start: %s: %s.\n", executable, name, problem);
    }
    return handle;
}

int main(int argc, char **argv)
{
    char executable[4096];
    rt_item item, library;
    rt_own_path(argc > 0 ? argv[0] : "", executable, sizeof(executable));
    const char *problem = rt_archive_open(executable);
    if (problem != NULL) {
        fprintf(stderr, "%s: the program cannot start: %s.\n", executable, problem);
        return 1;
    }
    if (!rt_archive_find(libraries, sizeof(libraries) - 1, &item)) {
        return 1;
    }
    for (const char *place = item.extra; place < item.extra + item.extra_size; place += strlen(place) + 1) {
        char key[4096];
        int size = snprintf(key, sizeof(key), "f%s", place);
        if (rt_archive_find(key, (size_t)size, &library) && load(executable, &library, place, RTLD_GLOBAL) == NULL) {
            return 1;
        }
    }
    if (!rt_archive_find(program, sizeof(program) - 1, &item)) {
        return 1;
    }
    void *handle = load(executable, &item, "the program", RTLD_LOCAL);
    int (*start)(int, char **) = NULL;
    if (handle != NULL) {
        *(void **)&start = dlsym(handle, "rt_start");
    }
    return start != NULL ? start(argc, argv) : 1;
}
