/* The cache of files on disk. */

#ifndef _GNU_SOURCE
#define _GNU_SOURCE
#endif

#include "diskcache.h"

#include <errno.h>
#include <dirent.h>
#include <fcntl.h>
#include <pwd.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/xattr.h>
#include <time.h>
#include <unistd.h>

/* --- text --------------------------------------------------------------------------------------------------------- */

/* A new string; NULL if there is no memory. */
static char *format(const char *pattern, ...)
{
    char *result;
    va_list arguments;
    va_start(arguments, pattern);
    int length = vasprintf(&result, pattern, arguments);
    va_end(arguments);
    return length < 0 ? NULL : result;
}

static char *home_folder(void)
{
    const char *home = getenv("HOME");
    if (home == NULL || home[0] != '/') {
        struct passwd *user = getpwuid(geteuid());
        home = user != NULL ? user->pw_dir : NULL;
    }
    return home != NULL && home[0] == '/' ? strdup(home) : NULL;
}

static char *cache_folder(void)
{
    const char *chosen = getenv("XDG_CACHE_HOME");
    if (chosen != NULL && chosen[0] == '/') {
        return strdup(chosen);
    }
    char *home = home_folder();
    char *result = home != NULL ? format("%s/.cache", home) : NULL;
    free(home);
    return result;
}

static char *temporary_folder(void)
{
    const char *chosen = getenv("TMPDIR");
    return strdup(chosen != NULL && chosen[0] == '/' ? chosen : "/tmp");
}

/* The value of a variable of a spec: a new string, or NULL if it has none. */
static char *value_of(const char *name, size_t length, const char *program)
{
    static const struct {
        const char *name;
        char *(*get)(void);
    } folders[] = {{"CACHE_DIR", cache_folder}, {"HOME", home_folder}, {"TEMP", temporary_folder}};
    for (size_t i = 0; i < sizeof(folders) / sizeof(*folders); i++) {
        if (strlen(folders[i].name) == length && memcmp(folders[i].name, name, length) == 0) {
            return folders[i].get();
        }
    }
    if (length == 7 && memcmp(name, "PROGRAM", length) == 0) {
        return strdup(program);
    }
    if (length == 12 && memcmp(name, "PROGRAM_BASE", length) == 0) {
        const char *slash = strrchr(program, '/');
        const char *dot = strrchr(program, '.');
        int has_suffix = dot != NULL && (slash == NULL || dot > slash + 1);
        return has_suffix ? strndup(program, (size_t)(dot - program)) : strdup(program);
    }
    if (length == 3 && memcmp(name, "PID", length) == 0) {
        return format("%ld", (long)getpid());
    }
    if (length == 4 && memcmp(name, "TIME", length) == 0) {
        static time_t start; /* all trees go to one folder */
        if (start == 0) {
            start = time(NULL);
        }
        return format("%lld", (long long)start);
    }
    return NULL;
}

/* A new string: the spec with the values of its variables, without slashes at the end. NULL if it is no absolute path
   then. */
static char *expand(const char *spec, const char *program)
{
    char *result = strdup("");
    while (result != NULL && *spec != '\0') {
        size_t literal = strcspn(spec, "{");
        const char *end = strchr(spec + literal, '}');
        size_t length = end != NULL ? (size_t)(end - spec) - literal - 1 : 0;
        char *value = end != NULL ? value_of(spec + literal + 1, length, program) : strdup("");
        char *longer = value != NULL ? format("%s%.*s%s", result, (int)literal, spec, value) : NULL;
        free(value);
        free(result);
        result = longer;
        spec = end != NULL ? end + 1 : spec + strlen(spec);
    }
    if (result != NULL && result[0] != '/') {
        free(result);
        return NULL;
    }
    for (size_t i = result != NULL ? strlen(result) : 0; i > 1 && result[i - 1] == '/'; i--) {
        result[i - 1] = '\0';
    }
    return result;
}

/* --- folders ------------------------------------------------------------------------------------------------------ */

/* What can go wrong besides what errno knows. */
enum {
    DAMAGED = -1, /* the contents do not come out as they went in */
    EXPOSED = -2, /* others could have put something there */
};

static int make_folder(const char *path, mode_t mode)
{
    struct stat status;
    if (mkdir(path, mode) == 0 || errno == EEXIST) {
        return 0;
    }
    int error = errno;
    if (stat(path, &status) == 0 &&
        S_ISDIR(status.st_mode)) { /* said of folders that are there, by some file systems */
        return 0;
    }
    errno = error;
    return -1;
}

/* Make the folders on the way to a path, from its character `start` on. 0, or -1 with errno. */
static int make_parents(char *path, size_t start, mode_t mode)
{
    for (char *slash = strchr(path + start, '/'); slash != NULL; slash = strchr(slash + 1, '/')) {
        *slash = '\0';
        int failed = make_folder(path, mode);
        *slash = '/';
        if (failed) {
            return -1;
        }
    }
    return 0;
}

static int is_ours(const struct stat *status)
{
    return status->st_uid == geteuid() || status->st_uid == 0;
}

/* Whether nobody but us and root can have put something there. */
static int is_trusted(const struct stat *status)
{
    return is_ours(status) && (status->st_mode & (S_IWGRP | S_IWOTH)) == 0;
}

/* Make the cache's folder, or use it as it is. 0, or -1 with errno. */
static int make_root(char *root)
{
    struct stat link, status;
    if (make_parents(root, 1, 0700) < 0 || make_folder(root, 0755) < 0 || lstat(root, &link) < 0 ||
        stat(root, &status) < 0) {
        return -1;
    }
    if (!S_ISDIR(status.st_mode)) {
        errno = ENOTDIR;
        return -1;
    }
    if (!is_ours(&link) || !is_trusted(&status)) {
        errno = EXPOSED;
        return -1;
    }
    return 0;
}

/* --- what has been checked ----------------------------------------------------------------------------------------- */

#define ATTRIBUTE "user.whipsnake.checked"

/* What the attribute says: the file's digest, and how it looked when that was computed. */
typedef struct {
    unsigned char digest[RT_DIGEST_SIZE];
    int64_t size;
    int64_t inode;
    int64_t modified; /* nanoseconds */
    int64_t changed;
    int64_t booted; /* when the machine was last started; 0: it was read from the disk itself */
} checked_state;

/* Writing the attribute is itself a change, and so is renaming: that much later it may have been. */
static const int64_t change_slack = 2000000000;
/* How far the clock may have been put right since. */
static const int64_t boot_slack = 60;

static int64_t nanoseconds(struct timespec time)
{
    return (int64_t)time.tv_sec * 1000000000 + time.tv_nsec;
}

static int64_t boot_time(void)
{
    struct timespec now, up;
    clock_gettime(CLOCK_REALTIME, &now);
    clock_gettime(CLOCK_BOOTTIME, &up);
    return (int64_t)now.tv_sec - up.tv_sec;
}

/* Whether the file is as it was when it was checked. What was written before the machine crashed may never have reached the
   disk, though it had been checked: it is read once more. */
static int is_as_checked(const char *path, const struct stat *status, const rt_disk_file *file)
{
    checked_state state;
    if (lgetxattr(path, ATTRIBUTE, &state, sizeof(state)) != sizeof(state)) {
        return 0;
    }
    int64_t later = nanoseconds(status->st_ctim) - state.changed;
    int64_t reboot = state.booted - boot_time();
    return memcmp(state.digest, file->digest, RT_DIGEST_SIZE) == 0 && state.size == status->st_size &&
           state.inode == (int64_t)status->st_ino && state.modified == nanoseconds(status->st_mtim) && later >= 0 &&
           later <= change_slack && (state.booted == 0 || (reboot < boot_slack && reboot > -boot_slack));
}

/* Remember that the file has the digest. Where that cannot be, it is computed again the next time. */
static void remember(int fd, const rt_disk_file *file, int64_t booted)
{
    struct stat status;
    if (fstat(fd, &status) < 0) {
        return;
    }
    checked_state state = {
        .size = status.st_size,
        .inode = (int64_t)status.st_ino,
        .modified = nanoseconds(status.st_mtim),
        .changed = nanoseconds(status.st_ctim),
        .booted = booted,
    };
    memcpy(state.digest, file->digest, RT_DIGEST_SIZE);
    (void)!fsetxattr(fd, ATTRIBUTE, &state, sizeof(state), 0);
}

/* Whether a file, read, has the right contents. */
static int has_digest(int fd, const rt_disk_file *file)
{
    static const size_t size = 1 << 16;
    unsigned char *buffer = malloc(size);
    rt_blake2b hash;
    rt_blake2b_init(&hash);
    ssize_t n = -1;
    while (buffer != NULL && ((n = read(fd, buffer, size)) > 0 || (n < 0 && errno == EINTR))) {
        rt_blake2b_update(&hash, buffer, n > 0 ? (size_t)n : 0);
    }
    free(buffer);
    unsigned char digest[RT_DIGEST_SIZE];
    rt_blake2b_final(&hash, digest);
    return n == 0 && memcmp(digest, file->digest, RT_DIGEST_SIZE) == 0;
}

static mode_t mode_of(const rt_disk_file *file)
{
    return file->is_executable ? 0755 : 0644;
}

/* Whether the file is there and right. */
static int is_right(const char *path, const rt_disk_file *file)
{
    struct stat status;
    if (lstat(path, &status) < 0 || !S_ISREG(status.st_mode) || (size_t)status.st_size != file->size ||
        !is_trusted(&status) || (status.st_mode & 07777) != mode_of(file)) {
        return 0;
    }
    if (is_as_checked(path, &status, file)) {
        return 1;
    }
    int fd = open(path, O_RDONLY | O_NOFOLLOW | O_CLOEXEC);
    int right = fd >= 0 && has_digest(fd, file);
    if (right) {
        /* Contents that are older than the machine's start come from the disk. */
        int from_disk = status.st_mtim.tv_sec < boot_time() - boot_slack;
        remember(fd, file, from_disk ? 0 : boot_time());
    }
    if (fd >= 0) {
        close(fd);
    }
    return right;
}

/* --- writing ------------------------------------------------------------------------------------------------------- */

/* Give the file its size and the blocks for it: a full disk is an error here, and no SIGBUS later. 0, or -1 with errno. */
static int reserve(int fd, size_t size)
{
    if (size == 0) {
        return 0;
    }
    if (ftruncate(fd, (off_t)size) < 0) {
        return -1;
    }
    int error;
    do {
        error = posix_fallocate(fd, 0, (off_t)size);
    } while (error == EINTR);
    errno = error;
    return error == 0 ? 0 : -1;
}

static int fill_and_check(const rt_disk_file *file, unsigned char *target)
{
    rt_blake2b hash;
    unsigned char digest[RT_DIGEST_SIZE];
    if (file->fill(file, target) < 0) {
        errno = DAMAGED;
        return -1;
    }
    rt_blake2b_init(&hash);
    rt_blake2b_update(&hash, target, file->size);
    rt_blake2b_final(&hash, digest);
    if (memcmp(digest, file->digest, RT_DIGEST_SIZE) != 0) {
        errno = DAMAGED;
        return -1;
    }
    return 0;
}

/* Write the contents into the new file. 0, or -1 with errno. */
static int write_contents(int fd, const rt_disk_file *file)
{
    if (reserve(fd, file->size) < 0) {
        return -1;
    }
    unsigned char nothing;
    unsigned char *target = &nothing;
    if (file->size > 0) {
        target = mmap(NULL, file->size, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
        if (target == MAP_FAILED) {
            return -1;
        }
    }
    int failed = fill_and_check(file, target);
    int error = errno;
    if (file->size > 0 && munmap(target, file->size) < 0) {
        return -1;
    }
    errno = error;
    return failed ? -1 : fchmod(fd, mode_of(file));
}

static const char parts[] = "parts"; /* the folder of unfinished files */
static const time_t part_age = 60;

/* Open an unfinished file, and lock it: so it is seen that somebody still writes it. Its path in `part`, which the caller
   frees. The file, or -1 with errno. */
static int open_part(const char *root, char **part)
{
    static unsigned counter;
    struct timespec now;
    clock_gettime(CLOCK_REALTIME, &now);
    *part = format("%s/%s/%ld-%lld-%u", root, parts, (long)getpid(), (long long)nanoseconds(now),
                   __atomic_fetch_add(&counter, 1, __ATOMIC_RELAXED));
    if (*part == NULL || make_parents(*part, strlen(root), 0755) < 0) {
        return -1;
    }
    int fd = open(*part, O_RDWR | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600);
    if (fd >= 0) {
        (void)!flock(fd, LOCK_EX | LOCK_NB); /* where there are no locks, its age is all there is to go by */
    }
    return fd;
}

/* Write a file of the tree. 0, or -1 with errno. */
static int write_file(const char *root, const char *path, const rt_disk_file *file)
{
    char *part;
    int fd = open_part(root, &part);
    if (fd < 0) {
        int error = part != NULL ? errno : ENOMEM;
        free(part);
        errno = error;
        return -1;
    }
    int failed = write_contents(fd, file) < 0;
    if (!failed) {
        remember(fd, file, boot_time());
        failed = rename(part, path) < 0;
    }
    int error = errno;
    if (failed) {
        unlink(part);
    }
    close(fd);
    free(part);
    errno = error;
    return failed ? -1 : 0;
}

/* --- tidying ------------------------------------------------------------------------------------------------------- */

static const time_t day = 24 * 60 * 60;
static const time_t tree_age = 60 * 24 * 60 * 60;
static const char suffix[] = ".files"; /* of a tree's folder */

/* Remove what is below a folder, and it. */
static void remove_tree(int parent, const char *name)
{
    int fd = openat(parent, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
    DIR *folder = fd >= 0 ? fdopendir(fd) : NULL;
    struct dirent *entry;
    while (folder != NULL && (entry = readdir(folder)) != NULL) {
        if (strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0 && unlinkat(fd, entry->d_name, 0) < 0) {
            remove_tree(fd, entry->d_name);
        }
    }
    if (folder != NULL) {
        closedir(folder);
    }
    unlinkat(parent, name, AT_REMOVEDIR);
}

/* Whether it is the folder of a tree: the cache may be in a folder that has other things, too. */
static int is_tree(const char *name)
{
    size_t digits = strspn(name, "0123456789abcdef");
    return digits == 2 * RT_DIGEST_SIZE && strcmp(name + digits, suffix) == 0;
}

/* Remove something in a folder if it is that old, and nobody has a lock of it. */
static void remove_if_left(int parent, const char *name, time_t age)
{
    struct stat status;
    int fd = openat(parent, name, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
    if (fd >= 0 && fstat(fd, &status) == 0 && time(NULL) - status.st_mtime > age && flock(fd, LOCK_EX | LOCK_NB) == 0) {
        if (S_ISDIR(status.st_mode)) {
            remove_tree(parent, name);
        }
        else {
            unlinkat(parent, name, 0);
        }
    }
    if (fd >= 0) {
        close(fd);
    }
}

static void remove_left(const char *path, int are_trees, time_t age)
{
    DIR *folder = opendir(path);
    struct dirent *entry;
    while (folder != NULL && (entry = readdir(folder)) != NULL) {
        if (are_trees ? is_tree(entry->d_name) : entry->d_name[0] != '.') {
            remove_if_left(dirfd(folder), entry->d_name, age);
        }
    }
    if (folder != NULL) {
        closedir(folder);
    }
}

/* Remove the unfinished files of processes that were killed, and trees that were not used for long. */
static void tidy(const char *root)
{
    char *path = format("%s/%s", root, parts);
    if (path != NULL) {
        remove_left(path, 0, part_age);
        free(path);
    }
    remove_left(root, 1, tree_age);
}

/* Folders of this process alone, to be removed when it ends. */
typedef struct passing {
    struct passing *next;
    char *root;
    char *folder;
} passing;

static passing *all_passing;
static pid_t passing_owner;

static void remove_passing(void)
{
    for (passing *one = getpid() == passing_owner ? all_passing : NULL; one != NULL; one = one->next) {
        char *path = format("%s/%s", one->root, parts);
        remove_tree(AT_FDCWD, one->folder);
        if (path != NULL) {
            remove_tree(AT_FDCWD, path);
            free(path);
        }
        rmdir(one->root);
    }
}

static void remove_at_exit(const char *root, const char *folder)
{
    passing *one = malloc(sizeof(*one));
    if (one == NULL) {
        return;
    }
    *one = (passing){all_passing, strdup(root), strdup(folder)};
    if (one->root == NULL || one->folder == NULL || (all_passing == NULL && atexit(remove_passing) != 0)) {
        free(one->root);
        free(one->folder);
        free(one);
        return;
    }
    all_passing = one;
    passing_owner = getpid();
}

/* --- trees --------------------------------------------------------------------------------------------------------- */

/* Make the tree's folder, and say that it is in use: its lock is held until the process ends, and its time is that of the
   last day of use. 0, or -1 with errno. */
static int use(const char *folder)
{
    struct stat status;
    for (int tries = 0; tries < 3; tries++) {
        if (make_folder(folder, 0755) < 0) {
            return -1;
        }
        int fd = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
        if (fd < 0) {
            return -1;
        }
        (void)!flock(fd, LOCK_SH); /* waits while somebody removes it */
        if (fstat(fd, &status) == 0 && status.st_nlink > 0) {
            if (time(NULL) - status.st_mtime > day) {
                (void)!futimens(fd, NULL);
            }
            return 0;
        }
        close(fd);
    }
    errno = ENOENT;
    return -1;
}

/* Have a file of the tree right. 0, or -1 with errno. */
static int make_file(const char *root, const char *folder, const rt_disk_file *file, int *written)
{
    char *path = format("%s/%s", folder, file->name);
    if (path == NULL) {
        errno = ENOMEM;
        return -1;
    }
    int failed = 0;
    if (path[strlen(path) - 1] == '/') {
        failed = make_parents(path, strlen(folder) + 1, 0755) < 0;
    }
    else if (!is_right(path, file)) {
        failed = make_parents(path, strlen(folder) + 1, 0755) < 0 || write_file(root, path, file) < 0;
        *written = 1;
    }
    int error = errno;
    free(path);
    errno = error;
    return failed ? -1 : 0;
}

/* Have the tree below `root`. Its folder, a new string; or NULL with errno, and in `failed` the file it failed at, if it was
   one. */
static char *make_in(char *root, const rt_disk_tree *tree, const rt_disk_file **failed)
{
    *failed = NULL;
    if (make_root(root) < 0) {
        return NULL;
    }
    char *folder = format("%s/%s%s", root, tree->key, suffix);
    if (folder == NULL) {
        errno = ENOMEM;
        return NULL;
    }
    int made = use(folder) == 0, written = 0, error = errno;
    for (size_t i = 0; made && i < tree->n_files; i++) {
        if (make_file(root, folder, &tree->files[i], &written) < 0) {
            error = errno;
            *failed = &tree->files[i];
            made = 0;
        }
    }
    if (written) {
        tidy(root);
    }
    if (!made) {
        free(folder);
        errno = error;
        return NULL;
    }
    return folder;
}

/* Whether the spec names another folder at each start. */
static int is_passing(const char *spec)
{
    return strstr(spec, "{PID}") != NULL || strstr(spec, "{TIME}") != NULL;
}

static void describe(const char *root, int error, const rt_disk_file *failed, char *text, size_t size)
{
    if (failed != NULL && error == DAMAGED) {
        snprintf(text, size, "the program is damaged: the contents of %s are not what they were; get it again",
                 failed->name);
    }
    else if (error == EXPOSED) {
        snprintf(text, size, "files that the program needs on disk cannot be kept in %s: others can write there", root);
    }
    else if (failed != NULL) {
        snprintf(text, size, "the file %s, which the program needs on disk, cannot be written to %s: %s", failed->name,
                 root, strerror(error));
    }
    else {
        snprintf(text, size, "files that the program needs on disk cannot be written to %s: %s", root, strerror(error));
    }
}

char *rt_disk_tree_make(const rt_disk_tree *tree, const char *spec, const char *program, char *error, size_t error_size)
{
    /* The first that can be written to; the last are memory, if anything is. */
    const char *specs[] = {spec != NULL ? spec : RT_DISK_DEFAULT_SPEC, "{TEMP}", "/tmp", "/dev/shm"};
    snprintf(error, error_size, "files that the program needs on disk have no place: %s is no absolute path", specs[0]);
    int told = 0;
    for (size_t i = 0; i < sizeof(specs) / sizeof(*specs); i++) {
        char *root = expand(specs[i], program);
        if (root != NULL && i > 0) { /* in a folder that is there */
            struct stat status;
            int is_there = stat(root, &status) == 0 && S_ISDIR(status.st_mode);
            char *own = is_there ? format("%s/whipsnake-files-%ld", root, (long)geteuid()) : NULL;
            free(root);
            root = own;
        }
        if (root == NULL) {
            continue;
        }
        const rt_disk_file *failed;
        char *folder = make_in(root, tree, &failed);
        int reason = errno;
        if (folder == NULL && !told) {
            describe(root, reason, failed, error, error_size);
            told = 1;
        }
        if (folder != NULL && i == 0 && is_passing(specs[0])) {
            remove_at_exit(root, folder);
        }
        free(root);
        if (folder != NULL) {
            return folder;
        }
        if (failed != NULL && reason == DAMAGED) {
            return NULL;
        }
    }
    return NULL;
}
