/* Declarations of the containers' internal functions, in whichever header a version keeps them. */
#ifndef RT_PY_CONTAINERS_H
#define RT_PY_CONTAINERS_H

#include "refs.h"

#include "internal/pycore_dict.h"
#include "internal/pycore_list.h"
#if PY_VERSION_HEX >= 0x030D0000
#include "internal/pycore_setobject.h"
#include "internal/pycore_unicodeobject.h"
#endif

#endif
