/* Entries of the archive as files in memory, which the dynamic loader and others can open. Knows nothing of Python. */
#ifndef RT_MEMORYFILE_H
#define RT_MEMORYFILE_H

#include "archive.h"

enum { RT_MEMORY_PATH = 128 };

/* A file in memory with the contents of an entry, called `name` for whoever looks. Its descriptor; or -1 with errno, which
 * is EBADMSG if the program's file is damaged. */
int rt_memory_file(const rt_item *item, const char *name);

/* Write a path of the file to `path`, which has RT_MEMORY_PATH bytes: another each time, since the dynamic loader takes
 * equal paths for the same library. `descriptors`: /proc/self/fd, or another name of it for who counts for itself. */
void rt_memory_path(int fd, const char *descriptors, char *path);

#endif
