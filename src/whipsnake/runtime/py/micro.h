/* Single opcodes of the interpreter, run by the interpreter: for what CPython hides from extension modules
 * and a program rarely does. */
#ifndef RT_PY_MICRO_H
#define RT_PY_MICRO_H

#include "refs.h"

/* One opcode: it takes `nargs` (0 to 2) operands off the stack and leaves `extra` values under its result (0,
 * or 1 if it leaves its operand there). `name`, borrowed, may be NULL: the only entry of the code's names. `caches` code
 * units follow the opcode. */
typedef struct {
    int opcode;
    int oparg;
    int nargs;
    int leaves_operand;
    PyObject *name;
    int caches;
} rt_micro;

/* Make the code object that runs `micro` on its arguments. Owned; NULL with an exception. */
PyObject *rt_micro_code(const rt_micro *micro);

/* Run such a code object as a function with these globals (so that it belongs to their module). Its frame is
 * invisible: it appears neither in tracebacks nor in sys._getframe. Owned result; NULL with an exception. */
PyObject *rt_micro_run(PyThreadState *ts, PyObject *code, PyObject *globals, PyObject *const *args, size_t nargs);

#endif
