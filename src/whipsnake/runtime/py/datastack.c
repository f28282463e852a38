#include "py/datastack.h"

/* The size of nearly all chunks. */
#define CHUNK (16 * 1024)
/* What shall fit into a new chunk besides what it is made for. */
#define MORE (1000 * sizeof(PyObject *))

/* A chunk of the usual size that is not used: calls at the end of a chunk would ask the system for memory each time. */
static _PyStackChunk *spare;

/* As the interpreter's own (hidden) functions do it: they free our chunks, and we theirs. */

int rt_data_reserve(PyThreadState *ts, size_t size)
{
    if (rt_data_fits(ts, size))
        return 0;
    size_t chunk_size = CHUNK;
    while (chunk_size < size + MORE)
        chunk_size *= 2;
    _PyStackChunk *chunk = spare, *below = ts->datastack_chunk;
    if (chunk_size == CHUNK && chunk != NULL) {
        spare = NULL;
    }
    else {
        PyObjectArenaAllocator arenas;
        PyObject_GetArenaAllocator(&arenas);
        chunk = arenas.alloc(arenas.ctx, chunk_size);
        if (chunk == NULL)
            return -1;
    }
    chunk->previous = below;
    chunk->size = chunk_size;
    chunk->top = 0;
    if (below != NULL)
        below->top = (size_t)(ts->datastack_top - below->data);
    ts->datastack_chunk = chunk;
    ts->datastack_limit = (PyObject **)((char *)chunk + chunk_size);
    ts->datastack_top = &chunk->data[below == NULL]; /* the first chunk stays when its first frame goes */
    return 0;
}

void rt_data_pop_chunk(PyThreadState *ts)
{
    _PyStackChunk *chunk = ts->datastack_chunk, *below = chunk->previous;
    ts->datastack_chunk = below;
    ts->datastack_top = &below->data[below->top];
    ts->datastack_limit = (PyObject **)((char *)below + below->size);
    if (chunk->size == CHUNK && spare == NULL) {
        spare = chunk;
        return;
    }
    PyObjectArenaAllocator arenas;
    PyObject_GetArenaAllocator(&arenas);
    arenas.free(arenas.ctx, chunk, chunk->size);
}
