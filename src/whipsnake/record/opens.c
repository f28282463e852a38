/* Loaded into a recorded program before all other libraries: it writes down which files C code opens.
 *
 * What the interpreter opens its audit hooks tell of, see recorder.py; so calls from there are passed on and no more. Lines
 * are as recorder.py says, but that a path is bytes. Processes that are no Python write nothing. */
#define _GNU_SOURCE
#include <dirent.h>
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

static char events[PATH_MAX];
static void *interpreter;    /* where it is mapped */
static int has_moved;        /* whether the program has chosen a folder of its own as the current one */
static __thread int is_busy; /* this thread is in here */

static void *next(const char *name)
{
    return dlsym(RTLD_NEXT, name);
}

static void *mapped_at(void *address)
{
    Dl_info info;
    return dladdr(address, &info) != 0 ? info.dli_fbase : NULL;
}

__attribute__((constructor)) static void begin(void)
{
    Dl_info own;
    void *initialize = dlsym(RTLD_DEFAULT, "Py_InitializeFromConfig");
    if (initialize == NULL || dladdr((void *)begin, &own) == 0) {
        return;
    }
    const char *end = strrchr(own.dli_fname, '/');
    if (end != NULL && (size_t)(end - own.dli_fname) + sizeof("/events") <= sizeof(events)) {
        memcpy(events, own.dli_fname, (size_t)(end - own.dli_fname));
        strcpy(events + (end - own.dli_fname), "/events");
        interpreter = mapped_at(initialize);
    }
}

/* Write the line of an event. */
static void note(const char *kind, const char *path)
{
    char absolute[2 * PATH_MAX] = "";
    if (path[0] != '/') {
        if (getcwd(absolute, PATH_MAX) == NULL) {
            return;
        }
        strcat(absolute, "/");
    }
    if (strlen(path) >= PATH_MAX) {
        return;
    }
    strcat(absolute, path);
    char line[8 * PATH_MAX + 200];
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    int size = snprintf(line, sizeof(line), "(%lld, %d, '%s', b'%s", now.tv_sec * 1000000000LL + now.tv_nsec,
                        (int)getpid(), kind, path[0] != '/' && !has_moved ? "\\x00" : "");
    for (const char *byte = absolute; *byte != '\0'; byte++) {
        size += snprintf(line + size, sizeof(line) - (size_t)size, "\\x%02x", (unsigned char)*byte);
    }
    size += snprintf(line + size, sizeof(line) - (size_t)size, "', ())\n");
    int (*open_file)(const char *, int, ...) = next("open");
    int (*close_file)(int) = next("close");
    int file = open_file(events, O_WRONLY | O_APPEND | O_CLOEXEC);
    if (file >= 0) {
        ssize_t written = write(file, line, (size_t)size);
        (void)written;
        close_file(file);
    }
}

/* Whether a call is one to write down. */
static int is_foreign(void *caller)
{
    return interpreter != NULL && !is_busy && mapped_at(caller) != interpreter;
}

/* After a file was opened. `existed`: it was there before. */
static void opened(int file, const char *path, int flags, int existed)
{
    int problem = errno;
    struct stat status;
    is_busy = 1;
    if (file >= 0 && (flags & (O_DIRECTORY | O_PATH)) == 0 && fstat(file, &status) == 0 && S_ISREG(status.st_mode)) {
        int is_written = (flags & O_ACCMODE) != O_RDONLY;
        note(!existed || (is_written && (flags & O_TRUNC)) ? "create" : is_written ? "update" : "read", path);
    }
    is_busy = 0;
    errno = problem;
}

static int exists(const char *path)
{
    int problem = errno, found = access(path, F_OK) == 0;
    errno = problem;
    return found;
}

#define MODE(flags)                                                  \
    mode_t mode = 0;                                                 \
    if (((flags) & O_CREAT) || ((flags) & O_TMPFILE) == O_TMPFILE) { \
        va_list rest;                                                \
        va_start(rest, flags);                                       \
        mode = va_arg(rest, mode_t);                                 \
        va_end(rest);                                                \
    }

#define OPEN(name)                                               \
    int name(const char *path, int flags, ...)                   \
    {                                                            \
        MODE(flags)                                              \
        int (*const call)(const char *, int, ...) = next(#name); \
        if (!is_foreign(__builtin_return_address(0))) {          \
            return call(path, flags, mode);                      \
        }                                                        \
        int existed = !(flags & O_CREAT) || exists(path);        \
        int file = call(path, flags, mode);                      \
        opened(file, path, flags, existed);                      \
        return file;                                             \
    }

#define OPENAT(name)                                                                                     \
    int name(int folder, const char *path, int flags, ...)                                               \
    {                                                                                                    \
        MODE(flags)                                                                                      \
        int (*const call)(int, const char *, int, ...) = next(#name);                                    \
        int is_ours = is_foreign(__builtin_return_address(0)) && (folder == AT_FDCWD || path[0] == '/'); \
        int existed = !is_ours || !(flags & O_CREAT) || exists(path);                                    \
        int file = call(folder, path, flags, mode);                                                      \
        if (is_ours) {                                                                                   \
            opened(file, path, flags, existed);                                                          \
        }                                                                                                \
        return file;                                                                                     \
    }

#define FOPEN(name)                                                                            \
    FILE *name(const char *path, const char *mode)                                             \
    {                                                                                          \
        FILE *(*const call)(const char *, const char *) = next(#name);                         \
        if (!is_foreign(__builtin_return_address(0))) {                                        \
            return call(path, mode);                                                           \
        }                                                                                      \
        int existed = exists(path);                                                            \
        FILE *file = call(path, mode);                                                         \
        int flags = strchr(mode, '+') != NULL ? O_RDWR : mode[0] == 'r' ? O_RDONLY : O_WRONLY; \
        if (file != NULL) {                                                                    \
            opened(fileno(file), path, flags | (mode[0] == 'w' ? O_TRUNC : 0), existed);       \
        }                                                                                      \
        return file;                                                                           \
    }

/* What is compiled with _FORTIFY_SOURCE calls these. */
#define OPEN_2(name)                                           \
    int name(const char *path, int flags)                      \
    {                                                          \
        int (*const call)(const char *, int) = next(#name);    \
        int is_ours = is_foreign(__builtin_return_address(0)); \
        int file = call(path, flags);                          \
        if (is_ours) {                                         \
            opened(file, path, flags, 1);                      \
        }                                                      \
        return file;                                           \
    }

OPEN(open)
OPEN(open64)
OPENAT(openat)
OPENAT(openat64)
FOPEN(fopen)
FOPEN(fopen64)
OPEN_2(__open_2)
OPEN_2(__open64_2)

DIR *opendir(const char *path)
{
    DIR *(*const call)(const char *) = next("opendir");
    int is_ours = is_foreign(__builtin_return_address(0));
    DIR *folder = call(path);
    if (is_ours && folder != NULL) {
        int problem = errno;
        is_busy = 1;
        note("list", path);
        is_busy = 0;
        errno = problem;
    }
    return folder;
}

int chdir(const char *path)
{
    int (*const call)(const char *) = next("chdir");
    int result = call(path);
    has_moved |= result == 0 && path[0] == '/';
    return result;
}
