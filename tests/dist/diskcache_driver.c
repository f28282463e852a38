/* Has a tree on disk: `driver SPEC KEY FILE...`, a FILE being NAME:SIZE:SEED, with :x if it is executable, and :damaged if
   it does not come out right. Prints the folder and waits for the end of stdin if WAIT is set. Or `driver digest STEP`:
   the digest of stdin, read in parts of STEP bytes. */
#include "diskcache.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static int fill(const rt_disk_file *file, unsigned char *target)
{
    unsigned seed = *(const unsigned *)file->context;
    for (size_t i = 0; i < file->size; i++) {
        target[i] = (unsigned char)(seed + i * 7 + i / 256);
    }
    return 0;
}

static int fail(const rt_disk_file *file, unsigned char *target)
{
    (void)file, (void)target;
    return -1;
}

static void digest_of(const unsigned char *data, size_t size, size_t step, unsigned char *digest)
{
    rt_blake2b hash;
    rt_blake2b_init(&hash);
    for (size_t i = 0; i < size; i += step) {
        rt_blake2b_update(&hash, data + i, size - i < step ? size - i : step);
    }
    rt_blake2b_final(&hash, digest);
}

static int show_digest(size_t step)
{
    static unsigned char data[1 << 20];
    unsigned char digest[RT_DIGEST_SIZE];
    digest_of(data, fread(data, 1, sizeof(data), stdin), step, digest);
    for (int i = 0; i < RT_DIGEST_SIZE; i++) {
        printf("%02x", digest[i]);
    }
    return 0;
}

int main(int argc, char **argv)
{
    static rt_disk_file files[1000];
    static unsigned seeds[1000];
    static char names[1000][200];
    if (argc == 3 && strcmp(argv[1], "digest") == 0) {
        return show_digest((size_t)atol(argv[2]));
    }
    for (int i = 3; i < argc; i++) {
        rt_disk_file *file = &files[i - 3];
        char rest[100] = "";
        sscanf(argv[i], "%199[^:]:%zu:%u%99s", names[i - 3], &file->size, &seeds[i - 3], rest);
        file->name = names[i - 3];
        file->is_executable = strstr(rest, ":x") != NULL;
        file->fill = fill;
        file->context = &seeds[i - 3];
        unsigned char *data = malloc(file->size + 1);
        fill(file, data);
        digest_of(data, file->size, 1 << 16, file->digest);
        free(data);
        if (strstr(rest, ":damaged") != NULL) {
            file->digest[0] ^= 1;
        }
        if (strstr(rest, ":failing") != NULL) {
            file->fill = fail;
        }
    }
    rt_disk_tree tree = {argv[2], files, (size_t)(argc - 3)};
    char error[1000];
    char *folder = rt_disk_tree_make(&tree, *argv[1] != '\0' ? argv[1] : NULL, "/opt/some.dir/program.bin", error, sizeof(error));
    if (folder == NULL) {
        fprintf(stderr, "%s\n", error);
        return 1;
    }
    puts(folder);
    fflush(stdout);
    free(folder);
    if (getenv("WAIT") != NULL) {
        getchar();
    }
    return 0;
}
