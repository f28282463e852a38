/* Files that a one-file program must have on disk, since libraries open them by name. They are kept in a folder of the
   user's from one start to the next.

   Files come in trees, each below one folder: <cache>/<key>/<name>. The key is the digest of the tree's list, so another
   version of a program has another tree. A file has been checked when it bears, in an extended attribute, its digest and
   what it looked like then; if that is still so it is not read. Elsewhere, and where there are no such attributes, its
   digest is computed. Files appear whole, by renaming; one that is not what it should be is replaced.

   It knows nothing of Python, and may be called by several processes at once. */
#ifndef RT_DISKCACHE_H
#define RT_DISKCACHE_H

#include "blake2b.h"

#include <stddef.h>

typedef struct rt_disk_file rt_disk_file;

struct rt_disk_file {
    const char *name; /* below the tree's folder, with `/`; at its end, if it is a folder to be there */
    unsigned char digest[RT_DIGEST_SIZE];
    size_t size;
    int is_executable;
    /* Write all of the contents to `target`, which has room for `size` bytes. 0, or -1 if they are damaged. */
    int (*fill)(const rt_disk_file *file, unsigned char *target);
    const void *context;
};

typedef struct {
    const char *key;
    const rt_disk_file *files;
    size_t n_files;
} rt_disk_tree;

/* Where NULL is passed for `spec`. */
#define RT_DISK_DEFAULT_SPEC "{CACHE_DIR}/whipsnake-files"

/* Have a tree on disk: below the folder that `spec` names, or where that cannot be, below another. In `spec`,
   {CACHE_DIR}, {TEMP}, {HOME}, {PROGRAM} (the path of the executable), {PROGRAM_BASE} (the same without its suffix), {PID}
   and {TIME} are replaced.
   Returns the tree's folder, which the caller frees; or NULL, and in `error` a sentence that says why. The tree is in use,
   and not removed by others, until the process ends. */
char *rt_disk_tree_make(const rt_disk_tree *tree, const char *spec, const char *program, char *error,
                        size_t error_size);

#endif
