/* CPython's headers, and the few macros every file of the runtime uses.
 *
 * The runtime lives in extension modules as well as in executables, so it may only use what `nm -D libpython` lists;
 * Py_BUILD_CORE_MODULE makes the internal headers choose such functions where they have a choice.
 */
#ifndef RT_PY_CPYTHON_H
#define RT_PY_CPYTHON_H

#ifndef PY_SSIZE_T_CLEAN
#define PY_SSIZE_T_CLEAN
#endif
#ifndef Py_BUILD_CORE_MODULE
#define Py_BUILD_CORE_MODULE 1
#endif
#ifndef Py_BUILD_CORE
#define Py_BUILD_CORE 1
#endif
#include <Python.h>

#if PY_VERSION_HEX < 0x030B0000 || PY_VERSION_HEX >= 0x030E0000
#error "Whipsnake's runtime knows CPython 3.11, 3.12 and 3.13"
#endif

#include "internal/pycore_frame.h"
#include "internal/pycore_code.h"
#include "internal/pycore_pystate.h"
#include "internal/pycore_interp.h"
#include "internal/pycore_runtime.h"
#include "internal/pycore_ceval.h"
#include "internal/pycore_pyerrors.h"
#include <opcode.h>

#include <stddef.h>
#include <stdint.h>
#include <string.h>

#if defined(__GNUC__) || defined(__clang__)
#define RT_LIKELY(condition) __builtin_expect(!!(condition), 1)
#define RT_UNLIKELY(condition) __builtin_expect(!!(condition), 0)
#define RT_INLINE static inline __attribute__((always_inline))
#define RT_COLD __attribute__((noinline, cold))
#define RT_NOINLINE __attribute__((noinline))
#else
#define RT_LIKELY(condition) (condition)
#define RT_UNLIKELY(condition) (condition)
#define RT_INLINE static inline
#define RT_COLD
#define RT_NOINLINE
#endif

#endif
