/* BLAKE2b (RFC 7693) with 16 bytes: the digest of what a one-file program puts on disk. It is Python's
   hashlib.blake2b(digest_size=16). */
#ifndef RT_BLAKE2B_H
#define RT_BLAKE2B_H

#include <stddef.h>
#include <stdint.h>

#define RT_DIGEST_SIZE 16

typedef struct {
    uint64_t state[8];
    uint64_t length; /* of what has been compressed */
    unsigned char block[128];
    size_t filled; /* bytes of `block` that wait */
} rt_blake2b;

void rt_blake2b_init(rt_blake2b *hash);
void rt_blake2b_update(rt_blake2b *hash, const void *data, size_t size);
void rt_blake2b_final(rt_blake2b *hash, unsigned char digest[RT_DIGEST_SIZE]);

#endif
