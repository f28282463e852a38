/* The interface of the C code that Whipsnake generates: includes all of the runtime. */
#ifndef WHIPSNAKE_H
#define WHIPSNAKE_H

#include "py/cpython.h"
#include "refs.h"
#include "py/thread.h"
#include "py/frame.h"
#include "py/eval.h"
#include "py/gen.h"
#include "unit.h"
#include "shared.h"
#include "frame.h"
#include "function.h"
#include "classes.h"
#include "generator.h"

#if __has_include("names.h")
#include "names.h"
#endif
#if __has_include("attributes.h")
#include "attributes.h"
#endif
#include "inplace.h"
#include "parts.h"
#include "stops.h"

#if __has_include("operators.h")
#include "operators.h"
#endif
#if __has_include("subscripts.h")
#include "subscripts.h"
#endif
#if __has_include("calls.h")
#include "calls.h"
#endif
#if __has_include("iteration.h")
#include "iteration.h"
#endif
#if __has_include("exceptions.h")
#include "exceptions.h"
#endif
#if __has_include("with.h")
#include "with.h"
#endif
#if __has_include("match.h")
#include "match.h"
#endif
#if __has_include("imports.h")
#include "imports.h"
#endif
#if __has_include("containers.h")
#include "containers.h"
#endif
#if __has_include("format.h")
#include "format.h"
#endif
#if __has_include("typeparams.h")
#include "typeparams.h"
#endif
#if __has_include("cells.h")
#include "cells.h"
#endif
#if __has_include("async.h")
#include "async.h"
#endif

#endif
