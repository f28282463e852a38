/* Error texts whose wording changed between versions. */
#ifndef RT_PY_MESSAGES_H
#define RT_PY_MESSAGES_H

#include "py/cpython.h"

#if PY_VERSION_HEX >= 0x030C0000
#define RT_MESSAGE_PATTERN_CLASS "called match pattern must be a class"
#else
#define RT_MESSAGE_PATTERN_CLASS "called match pattern must be a type"
#endif

#endif
