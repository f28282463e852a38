/* A module's code objects and constants, made of the bytes that codegen/constants.py writes.
 *
 * A module's own live as long as the process: they are made side by side in one piece of memory, which is several times
 * faster than one by one, and nothing but themselves keeps them alive. Their reference counts are what they would be in
 * memory of their own. Where memory runs out, what is made stays, since strings may be interned by then, and the next
 * attempt goes on from there.
 */
#ifndef RT_CONSTANTS_H
#define RT_CONSTANTS_H

#include "refs.h"

/* The head of a piece of memory that lives for ever. */
struct rt_piece {
    struct rt_piece *next;
    const char *end;
};

/* Let no code object in such memory be freed. Nothing drops its last reference, but for 3.12's and 3.13's MAKE_FUNCTION,
 * which drops one too many where memory is short. */
void rt_code_route(void);

/* Objects that are being made. */
typedef struct rt_reading rt_reading;

/* Begin to read `data`. `together`: in one piece of memory, which lives for ever. `path` is the file that code objects
 * shall name, NULL for the one that they were compiled from. NULL with an exception. */
rt_reading *rt_reading_begin(const unsigned char *data, int together, const char *path);

/* Make the objects that are not made yet. 0, or -1 with an exception. */
int rt_reading_run(rt_reading *reading);

/* The next code object in preorder, which others or the reading hold, once all are made. */
PyCodeObject *rt_reading_next_code(rt_reading *reading);

/* Let go of the reading and, where it stopped before the end, of objects that are not made together. */
void rt_reading_end(rt_reading *reading);

#endif
