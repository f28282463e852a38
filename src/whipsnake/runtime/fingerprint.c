#include "fingerprint.h"

#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

/* The fingerprint of Karp & Rabin, Efficient randomized pattern-matching algorithms, IBM J. Res. Dev. 31(2), 1987: the bytes
   as one big-endian number, modulo a prime. 2^32 is 5 modulo this one, so a digit of 32 bits more multiplies by 5. It is
   quicker than a CRC without special instructions. */
#define PRIME 4294967291u /* 2^32 - 5 */

enum { DIGITS = 8, BLOCK = 4 * DIGITS, CHUNK = 2048 * BLOCK };

static uint64_t fold(uint64_t value)
{
    return (value >> 32) * 5 + (uint32_t)value;
}

static uint64_t digit(const unsigned char *bytes)
{
    return (uint32_t)bytes[0] << 24 | (uint32_t)bytes[1] << 16 | (uint32_t)bytes[2] << 8 | bytes[3];
}

/* `value` and the digits of a chunk; below 2^33, as `value` has to be. */
static uint64_t append(uint64_t value, const unsigned char *bytes, size_t size)
{
    for (; size >= BLOCK; bytes += BLOCK, size -= BLOCK) {
        uint64_t more = 0, weight = 1;
        for (int i = DIGITS - 1; i >= 0; i--, weight *= 5) {
            more += digit(bytes + 4 * i) * weight;
        }
        value = fold(fold(value * weight + more));
    }
    for (; size > 0; bytes += 4, size -= 4) {
        value = fold(value * 5 + digit(bytes));
    }
    return value;
}

int rt_fingerprint(int fd, uint64_t size, uint32_t *result)
{
    unsigned char chunk[CHUNK];
    uint64_t value = 0;
    for (uint64_t at = 0; at < size;) {
        size_t wanted = size - at < CHUNK ? (size_t)(size - at) : CHUNK, filled = 0;
        while (filled < wanted) {
            ssize_t length = pread(fd, chunk + filled, wanted - filled, (off_t)(at + filled));
            if (length <= 0 && !(length < 0 && errno == EINTR)) {
                return length < 0 ? errno : EIO;
            }
            filled += length > 0 ? (size_t)length : 0;
        }
        value = append(value, chunk, wanted);
        at += wanted;
    }
    *result = (uint32_t)(value % PRIME);
    return 0;
}
