#include "archive.h"

#include "fingerprint.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/auxv.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

/* Of zlib, whose header need not be there: all that is used. The functions are there where the program was linked with
   it. */
typedef struct {
    const unsigned char *next_in;
    unsigned int avail_in;
    unsigned long total_in;
    unsigned char *next_out;
    unsigned int avail_out;
    unsigned long total_out;
    const char *message;
    void *state, *allocate, *release, *opaque;
    int data_type;
    unsigned long checksum, reserved;
} z_stream;

enum { Z_OK = 0, Z_STREAM_END = 1, Z_NEED_DICT = 2 };

__attribute__((weak)) int inflateInit_(z_stream *stream, const char *version, int size);
__attribute__((weak)) int inflate(z_stream *stream, int flush);
__attribute__((weak)) int inflateSetDictionary(z_stream *stream, const unsigned char *dictionary, unsigned int size);
__attribute__((weak)) int inflateEnd(z_stream *stream);

/* Of zstd, as of zlib. */
__attribute__((weak)) void *ZSTD_createDCtx(void);
__attribute__((weak)) size_t ZSTD_freeDCtx(void *context);
__attribute__((weak)) size_t ZSTD_decompress_usingDict(void *context, void *target, size_t size, const void *source,
                                                       size_t source_size, const void *dictionary,
                                                       size_t dictionary_size);

#define MAGIC "WHIPSNK\1"
#define DICTIONARY_SIZE 32768 /* all that deflate can refer to */

/* At the end of the file. All numbers are little-endian. */
typedef struct {
    uint64_t size;       /* of the archive, this record included */
    uint32_t n_entries;  /* the index follows the contents: the entries, then the names */
    uint32_t names_size; /* in bytes */
    uint32_t index_crc;
    uint32_t crc; /* of this record up to here */
    char magic[8];
} footer;

typedef struct {
    uint64_t offset; /* from the archive's start */
    uint64_t stored_size;
    uint64_t size;
    uint32_t crc;
    uint32_t key; /* offset in the names */
    uint32_t key_size;
    uint32_t extra;
    uint32_t extra_size;
    uint16_t method;
    uint16_t flags;
} entry;

static struct {
    uint64_t start; /* where it begins in the file: so many bytes has the executable's image */
    const unsigned char *contents;
    const entry *entries;
    uint32_t n_entries;
    const char *names;
} archive;

static uint32_t crc_table[8][256];

/* CRC-32 (ISO 3309) eight bytes at a time: Kounavis & Berry, A systematic approach to building high performance,
   software-based, CRC generators, ISCC 2005. */
static uint32_t crc32(const unsigned char *data, size_t size)
{
    if (crc_table[0][1] == 0) {
        for (uint32_t i = 0; i < 256; i++) {
            uint32_t crc = i;
            for (int bit = 0; bit < 8; bit++) {
                crc = (crc >> 1) ^ (0xEDB88320u & -(crc & 1));
            }
            crc_table[0][i] = crc;
        }
        for (uint32_t i = 0; i < 256; i++) {
            for (int k = 1; k < 8; k++) {
                crc_table[k][i] = (crc_table[k - 1][i] >> 8) ^ crc_table[0][crc_table[k - 1][i] & 0xFF];
            }
        }
    }
    uint32_t crc = 0xFFFFFFFFu;
    for (; size >= 8; data += 8, size -= 8) {
        uint32_t low, high;
        memcpy(&low, data, 4);
        memcpy(&high, data + 4, 4);
        low ^= crc;
        crc = crc_table[7][low & 0xFF] ^ crc_table[6][(low >> 8) & 0xFF] ^ crc_table[5][(low >> 16) & 0xFF] ^
              crc_table[4][low >> 24] ^ crc_table[3][high & 0xFF] ^ crc_table[2][(high >> 8) & 0xFF] ^
              crc_table[1][(high >> 16) & 0xFF] ^ crc_table[0][high >> 24];
    }
    for (; size > 0; data++, size--) {
        crc = (crc >> 8) ^ crc_table[0][(crc ^ *data) & 0xFF];
    }
    return ~crc;
}

/* Look at the footer, and map the archive. */
static const char *map(int fd, const struct stat *status)
{
    footer end;
    if (status->st_size < (off_t)sizeof(end) ||
        pread(fd, &end, sizeof(end), status->st_size - (off_t)sizeof(end)) != (ssize_t)sizeof(end) ||
        memcmp(end.magic, MAGIC, sizeof(end.magic)) != 0) {
        return "its end is missing";
    }
    uint64_t index_size = (uint64_t)end.n_entries * sizeof(entry) + end.names_size;
    if (crc32((unsigned char *)&end, offsetof(footer, crc)) != end.crc || end.size > (uint64_t)status->st_size ||
        end.size < index_size + sizeof(end)) {
        return "its end is damaged";
    }
    uint64_t start = (uint64_t)status->st_size - end.size;
    uint64_t skipped = start % (uint64_t)sysconf(_SC_PAGESIZE);
    unsigned char *base = mmap(NULL, end.size + skipped, PROT_READ, MAP_PRIVATE, fd, (off_t)(start - skipped));
    if (base == MAP_FAILED) {
        return strerror(errno);
    }
    const unsigned char *index = base + skipped + end.size - sizeof(end) - index_size;
    if (crc32(index, index_size) != end.index_crc) {
        return "its table of contents is damaged";
    }
    archive.start = start;
    archive.contents = base + skipped;
    archive.entries = (const entry *)index;
    archive.n_entries = end.n_entries;
    archive.names = (const char *)(index + end.n_entries * sizeof(entry));
    return NULL;
}

void rt_own_path(const char *argv0, char *buffer, size_t size)
{
    ssize_t length = readlink("/proc/self/exe", buffer, size - 1);
    if (length > 0) {
        buffer[length] = '\0';
        return;
    }
    const char *executed = (const char *)getauxval(AT_EXECFN);
    if (realpath(executed != NULL ? executed : argv0, buffer) == NULL) {
        snprintf(buffer, size, "%s", argv0);
    }
}

/* See that the executable's image is what it was, if the archive tells of it. */
static const char *check_image(int fd)
{
    rt_item item;
    uint32_t found;
    if (!rt_archive_find("i", 1, &item)) {
        return NULL;
    }
    int problem = rt_fingerprint(fd, archive.start, &found);
    return problem != 0 ? strerror(problem) : found != strtoul(item.extra, NULL, 10) ? "its code is damaged" : NULL;
}

const char *rt_archive_open(const char *path)
{
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0) {
        return strerror(errno);
    }
    struct stat status;
    const char *problem = fstat(fd, &status) == 0 ? map(fd, &status) : strerror(errno);
    problem = problem != NULL ? problem : check_image(fd);
    close(fd);
    return problem;
}

const char *rt_archive_key(uint32_t number, size_t *key_size, rt_item *item)
{
    const entry *found = &archive.entries[number];
    item->stored = archive.contents + found->offset;
    item->stored_size = found->stored_size;
    item->size = found->size;
    item->crc = found->crc;
    item->method = found->method;
    item->flags = found->flags;
    item->extra = archive.names + found->extra;
    item->extra_size = found->extra_size;
    *key_size = found->key_size;
    return archive.names + found->key;
}

/* The first entry whose key is not less than `key`. */
static uint32_t lower_bound(const char *key, size_t key_size)
{
    uint32_t low = 0, high = archive.n_entries;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        const entry *there = &archive.entries[middle];
        size_t common = there->key_size < key_size ? there->key_size : key_size;
        int order = memcmp(archive.names + there->key, key, common);
        if (order < 0 || (order == 0 && there->key_size < key_size)) {
            low = middle + 1;
        }
        else {
            high = middle;
        }
    }
    return low;
}

int rt_archive_find(const char *key, size_t key_size, rt_item *item)
{
    uint32_t number = lower_bound(key, key_size);
    if (number == archive.n_entries) {
        return 0;
    }
    size_t found_size;
    const char *found = rt_archive_key(number, &found_size, item);
    return found_size == key_size && memcmp(found, key, key_size) == 0;
}

uint32_t rt_archive_range(const char *prefix, size_t prefix_size, uint32_t *first)
{
    uint32_t number = *first = lower_bound(prefix, prefix_size);
    while (number < archive.n_entries && archive.entries[number].key_size >= prefix_size &&
           memcmp(archive.names + archive.entries[number].key, prefix, prefix_size) == 0) {
        number++;
    }
    return number;
}

int rt_archive_intact(const rt_item *item)
{
    return crc32(item->stored, item->stored_size) == item->crc;
}

void rt_archive_release(const rt_item *item)
{
    uintptr_t page = (uintptr_t)sysconf(_SC_PAGESIZE), start = (uintptr_t)item->stored;
    uintptr_t first = (start + page - 1) & -page, end = (start + item->stored_size) & -page;
    if (first < end) {
        madvise((void *)first, end - first, MADV_DONTNEED);
    }
}

/* Decompress to exactly `size` bytes. 0, or -1. */
static int inflate_all(const unsigned char *source, size_t source_size, unsigned char *target, size_t size,
                       const unsigned char *dictionary, size_t dictionary_size)
{
    z_stream stream = {.next_in = source, .next_out = target};
    if (inflateInit_ == NULL || inflateInit_(&stream, "1", (int)sizeof(stream)) != Z_OK) {
        return -1;
    }
    int status = Z_OK;
    while (status == Z_OK) {
        /* zlib counts with 32 bits. */
        size_t read = (size_t)(stream.next_in - source), written = (size_t)(stream.next_out - target);
        stream.avail_in = source_size - read < UINT32_MAX ? (unsigned int)(source_size - read) : UINT32_MAX;
        stream.avail_out = size - written < UINT32_MAX ? (unsigned int)(size - written) : UINT32_MAX;
        status = inflate(&stream, 0);
        if (status == Z_NEED_DICT && dictionary != NULL) {
            status = inflateSetDictionary(&stream, dictionary, (unsigned int)dictionary_size);
        }
    }
    inflateEnd(&stream);
    return status == Z_STREAM_END && stream.next_out == target + size ? 0 : -1;
}

static int decompress_zstd(const unsigned char *source, size_t source_size, unsigned char *target, size_t size,
                           const unsigned char *dictionary, size_t dictionary_size)
{
    void *context = ZSTD_createDCtx != NULL ? ZSTD_createDCtx() : NULL;
    size_t written = context != NULL ? ZSTD_decompress_usingDict(context, target, size, source, source_size, dictionary,
                                                                 dictionary_size)
                                     : (size_t)-1; /* errors are such numbers */
    if (context != NULL) {
        ZSTD_freeDCtx(context);
    }
    return written == size ? 0 : -1;
}

static int decompress(const rt_item *item, const unsigned char *source, size_t source_size, unsigned char *target,
                      const unsigned char *dictionary, size_t dictionary_size)
{
    int is_zlib = item->method == RT_ZLIB || item->method == RT_ZLIB_WITH;
    return (is_zlib ? inflate_all : decompress_zstd)(source, source_size, target, item->size, dictionary,
                                                     dictionary_size);
}

static int needs_other(const rt_item *item)
{
    return item->method == RT_ZLIB_WITH || item->method == RT_ZSTD_WITH;
}

/* As `decompress`, with the end of another entry's contents as dictionary: its number stands in front. */
static int decompress_with(const rt_item *item, unsigned char *target)
{
    uint32_t number;
    rt_item other;
    size_t key_size;
    if (item->stored_size < sizeof(number)) {
        return -1;
    }
    memcpy(&number, item->stored, sizeof(number));
    if (number >= archive.n_entries) {
        return -1;
    }
    rt_archive_key(number, &key_size, &other);
    unsigned char *dictionary = !needs_other(&other) ? malloc(other.size) : NULL;
    int result = -1;
    if (dictionary != NULL && rt_archive_read(&other, dictionary) == 0) {
        size_t used = other.size < DICTIONARY_SIZE ? other.size : DICTIONARY_SIZE;
        result = decompress(item, item->stored + sizeof(number), item->stored_size - sizeof(number), target,
                            dictionary + other.size - used, used);
    }
    free(dictionary);
    return result;
}

int rt_archive_read(const rt_item *item, unsigned char *target)
{
    if (!rt_archive_intact(item)) {
        return -1;
    }
    switch (item->method) {
    case RT_STORED:
        memcpy(target, item->stored, item->size);
        return 0;
    case RT_ZLIB:
    case RT_ZSTD:
        return decompress(item, item->stored, item->stored_size, target, NULL, 0);
    case RT_ZLIB_WITH:
    case RT_ZSTD_WITH:
        return decompress_with(item, target);
    default:
        return -1;
    }
}
