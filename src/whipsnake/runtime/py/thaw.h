/* The frozen modules of a program that has to be small. */
#ifndef RT_THAW_H
#define RT_THAW_H

/* Before Python starts: take the frozen modules from the open archive. NULL, or what is wrong, as the rest of a sentence.
 * It is there in programs that are linked with `-u _PyImport_FrozenBootstrap` alone. */
__attribute__((weak)) const char *rt_thaw(void);

#endif
