#ifndef _GNU_SOURCE
#define _GNU_SOURCE /* memfd_create */
#endif
#include "memoryfile.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

static int fill(int fd, const rt_item *item)
{
    int problem;
    /* Memory is reserved: where there is none, that is an error and no signal. */
    do {
        problem = posix_fallocate(fd, 0, (off_t)item->size);
    } while (problem == EINTR);
    if (problem != 0) {
        return problem;
    }
    unsigned char *target = mmap(NULL, item->size, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
    if (target == MAP_FAILED) {
        return errno;
    }
    problem = rt_archive_read(item, target) < 0 ? EBADMSG : 0;
    munmap(target, item->size);
    rt_archive_release(item);
    return problem;
}

int rt_memory_file(const rt_item *item, const char *name)
{
    size_t length = strlen(name);
    int fd = memfd_create(length > 200 ? name + length - 200 : name, MFD_CLOEXEC);
    int problem = fd >= 0 && item->size > 0 ? fill(fd, item) : 0;
    if (problem != 0) {
        close(fd);
        errno = problem;
        return -1;
    }
    return fd;
}

void rt_memory_path(int fd, const char *descriptors, char *path)
{
    /* The digits of a counter say where a needless "." stands. */
    static unsigned counter;
    int length = snprintf(path, RT_MEMORY_PATH, "%s", descriptors);
    for (unsigned digits = ++counter; digits != 0; digits >>= 1) {
        length += snprintf(path + length, RT_MEMORY_PATH - (size_t)length, digits & 1 ? "/." : "/");
    }
    snprintf(path + length, RT_MEMORY_PATH - (size_t)length, "/%d", fd);
}
