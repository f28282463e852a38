/* The files inside an executable: an archive behind its ELF image, mapped and not read. Knows nothing of Python.
 *
 * Written by dist/archive.py, whose docstring is the format. One archive is open in a process. */
#ifndef RT_ARCHIVE_H
#define RT_ARCHIVE_H

#include <stddef.h>
#include <stdint.h>

/* What is known of one entry. The pointers are into the mapped file, for as long as the process lives. */
typedef struct {
    const unsigned char *stored; /* the contents, compressed as `method` says */
    uint64_t stored_size;
    uint64_t size; /* of the contents themselves */
    uint32_t crc;  /* of what is stored */
    uint32_t method;
    uint32_t flags;
    const char *extra; /* strings that each end with a null character */
    uint32_t extra_size;
} rt_item;

enum { RT_STORED = 0, RT_ZLIB = 1, RT_ZLIB_WITH = 2, RT_ZSTD = 3, RT_ZSTD_WITH = 4 }; /* methods */
enum { RT_PACKAGE = 1 };                                                              /* a flag */

/* The path of the running executable; `argv0` is what it was called by. */
void rt_own_path(const char *argv0, char *buffer, size_t size);

/* Open the archive at the end of the file `path`, and see that the image in front of it is undamaged, if the archive tells what
   that was. NULL, or what is wrong with it, as the rest of a sentence. */
const char *rt_archive_open(const char *path);

/* The entry with this key. 1 if it is there, else 0. */
int rt_archive_find(const char *key, size_t key_size, rt_item *item);

/* The entries whose keys begin with `prefix`: their numbers from `*first` up to but without the result. */
uint32_t rt_archive_range(const char *prefix, size_t prefix_size, uint32_t *first);

/* Entry number `number`: its key, and what is known of it. */
const char *rt_archive_key(uint32_t number, size_t *key_size, rt_item *item);

/* Write the `item->size` bytes of an entry to `target`. 0, or -1 if the file is damaged. */
int rt_archive_read(const rt_item *item, unsigned char *target);

/* Whether an entry that is stored is undamaged, so that it can be used where it lies. */
int rt_archive_intact(const rt_item *item);

/* An entry was used: its pages need not stay in memory. If it is used again, they come from the file. */
void rt_archive_release(const rt_item *item);

#endif
