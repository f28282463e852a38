/* A number that tells a file whose bytes changed from the same one unchanged. Knows nothing of Python. */
#ifndef RT_FINGERPRINT_H
#define RT_FINGERPRINT_H

#include <stddef.h>
#include <stdint.h>

/* That of the first `size` bytes of a file, as `fingerprint` in dist/archive.py makes it; `size` is a multiple of four. 0, or
   an errno. */
int rt_fingerprint(int fd, uint64_t size, uint32_t *result);

#endif
