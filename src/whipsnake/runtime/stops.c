#include "stops.h"

#include "generator.h"
#include "py/exc.h"

/* The kinds of items: see passes/stops.py. */
enum item { RESULT, NOT, SAVED, LOCAL, CONST, NOTHING, NONE, SINK };

#define MOST_RESULTS 64
#define MOST_SAVED 64
#define MOST_ITEMS 128

_PyInterpreterFrame *rt_stopping;

/* The stop that is under way; its frame is rt_stopping. */
static struct {
    const unsigned char *items; /* of the table, behind the number of items */
    int n_items;
    int at;    /* the instruction's code unit */
    int units; /* from the instruction to the one to go on with */
    int n_results;
    int n_saved;
    PyObject *results[MOST_RESULTS];
    PyObject *saved[MOST_SAVED];
} stop;

/* ---- the object that takes everything ---- */

static int take_attribute(PyObject *self, PyObject *name, PyObject *value)
{
    return 0;
}

static int take_item(PyObject *self, PyObject *key, PyObject *value)
{
    return 0;
}

static PyMappingMethods sink_mapping = {.mp_ass_subscript = take_item};
static PyTypeObject sink_type = {
    PyVarObject_HEAD_INIT(&PyType_Type, 0).tp_name = "sink",
    .tp_basicsize = sizeof(PyObject),
    .tp_flags = Py_TPFLAGS_DEFAULT,
    .tp_setattro = take_attribute,
    .tp_as_mapping = &sink_mapping,
};
static struct {
    PyObject object;
} sink = {PyObject_HEAD_INIT(&sink_type)};

/* ---- the table ---- */

static unsigned number(const unsigned char **scan)
{
    unsigned value = 0;
    for (int shift = 0;; shift += 7) {
        unsigned char byte = *(*scan)++;
        value |= (unsigned)(byte & 127) << shift;
        if (byte < 128)
            return value;
    }
}

/* Find how to go on behind the instruction at code unit `at`: 1 or 0. */
static int find(const unsigned char *scan, unsigned at, enum rt_stop_when when)
{
    unsigned position = 0;
    for (;;) {
        unsigned head = number(&scan);
        if ((head & 3) == 3)
            return 0;
        position += head >> 2;
        unsigned distance = number(&scan);
        int n_items = (int)number(&scan);
        if (position == at && ((head & 3) == RT_ALWAYS || (head & 3) == (unsigned)when)) {
            stop.units = distance & 1 ? -(int)(distance >> 1) : (int)(distance >> 1);
            stop.items = scan;
            stop.n_items = n_items;
            return n_items <= MOST_ITEMS;
        }
        for (int i = 0; i < n_items; i++)
            number(&scan);
    }
}

/* Whether an item is what a slot held before somebody wrote to it. */
static int is_overwritten(const _PyInterpreterFrame *f)
{
    const unsigned char *scan = stop.items;
    for (int i = 0; i < stop.n_items; i++) {
        unsigned item = number(&scan);
        if ((item & 7) == LOCAL && rt_local_is_written(f, (int)(item >> 3)))
            return 1;
    }
    return 0;
}

int rt_stop(PyObject *const *results, int n, enum rt_stop_when when)
{
    PyThreadState *ts = rt_thread();
    _PyInterpreterFrame *f = rt_current_frame(ts);
    const rt_entry *entry = rt_compiled(rt_frame_code(f));
    if (entry == NULL || entry->stops == NULL || n > MOST_RESULTS || rt_stopping != NULL || !rt_watched_slowly(ts, f) ||
        rt_frame_is_marked(f, RT_INTERPRETED)) {
        return 0;
    }
    stop.at = rt_instruction(f, _PyCode_CODE(rt_frame_code(f)));
    if (!find((const unsigned char *)entry->stops, (unsigned)stop.at, when) || is_overwritten(f)) {
        return 0;
    }
    /* with a frame object the frame is not left the quick way */
    PyFrameObject *object = PyThreadState_GetFrame(ts);
    if (object == NULL || PyType_Ready(&sink_type) < 0) {
        Py_XDECREF(object);
        PyErr_Clear();
        return 0;
    }
    rt_decref((PyObject *)object);
    for (int i = 0; i < n; i++)
        stop.results[i] = results[i];
    stop.n_results = n;
    stop.n_saved = 0;
    rt_stopping = f;
    return 1;
}

int rt_poll_and_see(PyThreadState *ts)
{
    return rt_seen_status(rt_poll_slowly(ts));
}

int rt_seen_truth_slowly(int truth)
{
    PyObject *result = rt_newref(truth ? Py_True : Py_False);
    if (rt_stop(&result, 1, truth ? RT_IF_TRUE : RT_IF_FALSE))
        return -1;
    rt_decref(result);
    return truth;
}

PyObject *rt_seen_item(PyThreadState *ts, PyObject *item)
{
    if (RT_UNLIKELY(rt_maybe_observed_anywhere()) && (item != NULL || !rt_failed(ts)) &&
        rt_stop(&item, 1, item != NULL ? RT_IF_TRUE : RT_IF_FALSE)) {
        /* a mere NULL would be the end */
        PyErr_SetNone(PyExc_StopIteration);
        return NULL;
    }
    return item;
}

PyObject *rt_stop_undo(void)
{
    rt_stopping = NULL;
    return stop.results[0];
}

void rt_stop_save(PyObject *object)
{
    if (stop.n_saved == MOST_SAVED)
        Py_FatalError("whipsnake: too many values at a stop");
    stop.saved[stop.n_saved++] = object;
}

/* The item that the table has at `*scan`, owned. */
static PyObject *next_item(const unsigned char **scan, _PyInterpreterFrame *f)
{
    unsigned item = number(scan), index = item >> 3;
    switch ((enum item)(item & 7)) {
    case RESULT:
        return rt_xnewref(stop.results[index]);
    case NOT:
        return rt_newref(stop.results[index] == Py_True ? Py_False : Py_True);
    case SAVED:
        return rt_xnewref(stop.saved[index]);
    case LOCAL:
        return rt_xnewref(f->localsplus[index]);
    case CONST:
        return rt_newref(rt_consts(rt_frame_code(f))[index]);
    case NONE:
        return rt_newref(Py_None);
    case SINK:
        return rt_newref(&sink.object);
    default:
        return NULL;
    }
}

/* Make `stack` of what the stop kept, and drop the rest: it is over. Returns the frame. */
static _PyInterpreterFrame *make_stack(PyObject **stack)
{
    _PyInterpreterFrame *f = rt_stopping;
    const unsigned char *scan = stop.items;
    for (int i = 0; i < stop.n_items; i++)
        stack[i] = next_item(&scan, f);
    rt_stopping = NULL;
    rt_at(f, _PyCode_CODE(rt_frame_code(f)), stop.at); /* handlers on the way have moved it */
    PyObject *rest[MOST_RESULTS + MOST_SAVED];
    int n = 0;
    for (int i = 0; i < stop.n_saved; i++)
        rest[n++] = stop.saved[i];
    for (int i = 0; i < stop.n_results; i++)
        rest[n++] = stop.results[i];
    for (int i = 0; i < n; i++)
        rt_xdecref(rest[i]);
    return f;
}

PyObject *rt_stop_finish(PyThreadState *ts)
{
    PyObject *stack[MOST_ITEMS];
    int units = stop.units, depth = stop.n_items;
    rt_set_current_frame(ts, rt_stopping);
    --*rt_py_recursion(ts);
    _PyInterpreterFrame *f = make_stack(stack);
    return rt_hand_over(ts, f, units, stack, depth);
}

PySendResult rt_stop_finish_body(PyThreadState *ts, PyObject **result)
{
    PyObject *stack[MOST_ITEMS];
    int units = stop.units, depth = stop.n_items;
    _PyInterpreterFrame *f = make_stack(stack);
    return rt_hand_over_body(ts, f, units, stack, depth, result);
}
