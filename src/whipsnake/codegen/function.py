"""One HIR function as one C function.

Each value is a C variable, each block a label, each parameter is assigned before the `goto`. Constants, NULL and
aliases have no variable: their expression stands where they are used. The frame's instruction pointer is set before
anything that may raise or run Python code. Failing instructions that need the same clean-up share a label at the end.
"""

from __future__ import annotations

import inspect
from collections import Counter
from collections.abc import Callable, Iterator

from whipsnake.codegen.parts import LARGE, Parts, size
from whipsnake.codegen.slots import EmptySlots, after
from whipsnake.codegen.variables import Variables
from whipsnake.hir.function import Block, Edge, Function, Instr, Value, reached_normally
from whipsnake.hir.names import identifier
from whipsnake.hir.types import C_TYPE_OBJECTS, NULL

_INLINE = frozenset({"load_const", "none", "null"})
"""Ops without effect whose C expression is repeated at each use instead of stored, as that of an alias is."""


class Caches:
    """Counts the static inline caches of a module, by C type."""

    def __init__(self) -> None:
        self.counts: dict[str, int] = {}

    def new(self, c_type: str) -> str:
        """The C address of one more cache."""
        index = self.counts.get(c_type, 0)
        self.counts[c_type] = index + 1
        return f"&{c_type}s_[{index}]"


class FunctionEmitter:
    """Emits the C of one function of the unit `unit`, in parts. `lines` are the module's source lines, for comments.

    `sealed`: the interpreter can never take over.
    """

    def __init__(self, function: Function, unit: str, lines: list[str], *, sealed: bool = False) -> None:
        assert function.code is not None
        self.function = function
        self.unit = unit
        self.code = function.code
        self.lines = lines
        self._sealed = sealed
        self.out: list[str] = []
        self.caches = Caches()
        self._expression: dict[Value, str] = {}
        self._name_index = {name: index for index, name in enumerate(self.code.co_names)}
        self._watches: dict[str, str] = {}
        """How watches leave, and the labels of that."""
        self.parts = Parts(function)
        self._part = 0
        self._divided = self.parts.are_many
        self._result = "*result" if self._divided else "result"
        self._variables = Variables(function, self.parts)
        self._uses = Counter(
            value
            for block in function.blocks
            for instr in block.instrs
            for value in (*instr.uses(), *instr.drops, *instr.takes)
        )
        self._cleanups: dict[tuple[tuple[str, ...], str], str] = {}
        """What failures drop, and the label they then go to: the label of that."""
        self._landings: dict[tuple[bool, str], str] = {}
        """How failures go to a handler, the traceback being added or not: the label of that."""
        self._pos = -1
        self._line: int | None = None
        self._once = not self.code.co_flags & inspect.CO_OPTIMIZED
        """Module and class bodies run once."""
        self._empty_slots = EmptySlots(function)
        self._empty: set[int] = set()
        """The frame's slots that are empty at this point."""
        self._seldom = seldom_run(function, once=self._once)
        self._small = False
        """Small code before fast code: the current block is seldom run."""

    @property
    def c_name(self) -> str:
        """The name of the C function: unique in the program, since a module may have several C files."""
        suffix = "_body" if self.function.resumable else ""
        return f"{self.unit}_f{self.function.index}_{identifier(self.function.name.rpartition('.')[2])}{suffix}"

    @property
    def declaration(self) -> str:
        """The C function's, for other files."""
        if self.function.resumable:
            return f"PySendResult {self.c_name}(PyThreadState *, _PyInterpreterFrame *, PyObject *, PyObject **);"
        return f"PyObject *{self.c_name}(PyThreadState *, PyObject *, PyObject *const *, Py_ssize_t, PyObject *);"

    def emit(self, part: int, caches: Caches) -> str:
        """The text of a part; with the last of several comes what calls them. Parts are emitted in order."""
        self._part, self.caches, self.out = part, caches, []
        self._cleanups, self._landings, self._watches = {}, {}, {}
        self._variables.begin()
        for block in self.parts.blocks[part]:
            self._block(block)
        self._failure_labels()
        self._watch_labels()
        # The variables are in a block of their own: at the end of each statement gcc goes through all names of the
        # scope that has the labels.
        inner = ["    {", *self._declarations(), *self._entries(), *self.out, "    }"]
        lines = [*self._opening(), *inner, *self._closing(), "}", ""]
        if self._divided and part == len(self.parts.blocks) - 1:
            lines += self._calling_parts()
        return "\n".join(lines)

    # ---- around the body ---------------------------------------------------------------------------------------------

    def _opening(self) -> Iterator[str]:
        yield f"/* {in_comment(self.function.name)}, line {self.code.co_firstlineno} */"
        if self._divided:
            cold = "RT_COLD " if self._once else ""
            yield f"{cold}int {self.c_name}_{self._part}(PyThreadState *ts, _PyInterpreterFrame *f, PyObject *sent,"
            yield "    PyObject **result, rt_value *V, int entry)"
            yield "{"
            yield self._code_object()
        else:
            yield from self._entering()
        stack = f", **const S = L + {len(self.function.local_names)}" if self.function.resumable else ""
        yield f"    PyObject **const L = f->localsplus{stack};"
        yield "    const _Py_CODEUNIT *const code = _PyCode_CODE(co);"
        yield "    PyObject *const *const consts = rt_consts(co), *const *const names = rt_names(co);"
        if self.function.resumable:
            yield "    (void)S;"
        yield "    (void)L, (void)code, (void)consts, (void)names;"

    def _code_object(self) -> str:
        return f"    PyCodeObject *const co = rt_unit_here.codes[{self.function.index}];"

    def _entering(self) -> Iterator[str]:
        """The beginning of the C function that is called, until there is a frame."""
        if self.function.resumable:
            yield f"PySendResult {self.c_name}(PyThreadState *ts, _PyInterpreterFrame *f, PyObject *sent,"
            yield "    PyObject **result)"
            yield "{"
            yield self._code_object()
            return
        cold = "RT_COLD " if self._once else ""
        yield f"{cold}PyObject *{self.c_name}(PyThreadState *ts, PyObject *func, PyObject *const *args,"
        yield "    Py_ssize_t n, PyObject *kwnames)"
        yield "{"
        yield "    PyObject *result;"
        yield self._code_object()
        args = "ts, func, args, n, kwnames, co"
        count = self._plain_argcount()
        if count < 0 or self._once:
            enter = f"rt_enter_slowly({args}, &result)"
        else:
            enter = f"rt_enter({args}, {count}, {len(self.function.local_names)}, &result)"
        yield f"    _PyInterpreterFrame *const f = {enter};"
        yield "    if (f == NULL)"
        yield "        return result;"

    def _calling_parts(self) -> Iterator[str]:
        """The C function that is called, where it is divided."""
        names = ", ".join(f"{self.c_name}_{part}" for part in range(len(self.parts.blocks)))
        yield f"rt_part {names};"
        yield from self._entering()
        yield f"    static rt_part *const parts[] = {{{names}}};"
        yield f"    rt_value V[{max(self._variables.common, 1)}];"
        if self.function.resumable:
            yield "    return rt_how(rt_run_parts(parts, ts, f, sent, result, V));"
        else:
            yield "    if (rt_run_parts(parts, ts, f, NULL, &result, V) == RT_LEFT)"
            yield "        return result;"
            yield f"    {self._leaving()}"
        yield "}"
        yield ""

    def _entries(self) -> Iterator[str]:
        """The beginning of a part: go where control comes to it."""
        entries = self.parts.entries[self._part]
        if self._divided and list(entries) != self.parts.blocks[self._part][:1]:
            yield "    switch (entry) {"
            for block, entry in entries.items():
                yield f"    case {entry}: goto B{block.id};"
            yield "    default: Py_UNREACHABLE();"
            yield "    }"

    def _plain_argcount(self) -> int:
        """The number of parameters if all are positional, -1 if only the general binder will do."""
        stars = inspect.CO_VARARGS | inspect.CO_VARKEYWORDS
        if self.code.co_kwonlyargcount or self.code.co_flags & stars:
            return -1
        return self.code.co_argcount

    def _declarations(self) -> Iterator[str]:
        for c_type, names in self._variables.declared.items():
            star = "*" if c_type.endswith("*") else ""
            base = c_type.rstrip("* ")
            for start in range(0, len(names), 16):
                yield f"    {base} " + ", ".join(star + name for name in names[start : start + 16]) + ";"

    def _closing(self) -> Iterator[str]:
        yield "fail:"
        yield "    rt_traceback(ts, f);"
        yield "failed:"
        if self.function.resumable:
            yield f"    {self._return('PYGEN_ERROR')}"
        else:
            yield f"    {self._result} = NULL;"
            yield "leave:"
            yield "    return RT_LEAVE;" if self._divided else f"    {self._leaving()}"

    def _leaving(self) -> str:
        leave = "rt_leave_once" if self._once else "rt_leave"
        return f"return {leave}(ts, f, {len(self.function.local_names)}, result);"

    def _return(self, expression: str) -> str:
        """Return what the C function that is called shall return, the frame being left."""
        if not self._divided:
            return f"return {expression};"
        return (
            f"return rt_ended({expression});" if self.function.resumable else f"*result = {expression}; return RT_LEFT;"
        )

    # ---- blocks and instructions -------------------------------------------------------------------------------------

    def _block(self, block: Block) -> None:
        self._pos = -1
        self._small = block in self._seldom
        self._empty = self._empty_slots.at_start(block)
        if self._divided or block is not self.function.blocks[0]:
            self.out.append(f"B{block.id}:;")
        unpacked: list[Instr] = []
        for index, instr in enumerate(block.instrs):
            self._comment(instr)
            if instr in unpacked:
                self._variables.passed(instr)
                after(instr, self._empty)
                continue
            if instr.op.name == "unpack" and (unpacked := stored_after(block, index)):
                self._unpack_into(instr, unpacked)
                self._variables.passed(instr)
                continue
            special = _SPECIAL.get(instr.op.name)
            if special is not None:
                special(self, instr)
            else:
                self._plain(instr)
            self._variables.passed(instr)
            after(instr, self._empty)

    def _comment(self, instr: Instr) -> None:
        """The Python line, where a new one begins."""
        if not 0 <= instr.pos < len(self.function.spans):
            return
        line = self.function.spans[instr.pos].line
        if line is not None and line != self._line:
            self._line = line
            if 0 < line <= len(self.lines):
                text = self.lines[line - 1].strip()[:100]
                self.out.append(f"    /* {line}: {in_comment(text)} */")

    def _at(self, instr: Instr) -> None:
        """Set the frame's instruction pointer, unless it is there already."""
        if instr.pos >= 0 and instr.pos != self._pos:
            self._pos = instr.pos
            self.out.append(f"    rt_at(f, code, {instr.pos});")

    def value(self, value: Value) -> str:
        """The C expression for a value."""
        if value not in self._expression:
            self._expression[value] = self._find_expression(value)
        return self._expression[value]

    def _find_expression(self, value: Value) -> str:
        definition = value.definition
        if isinstance(definition, Instr):
            if definition.op.is_alias:
                return self.value(definition.args[0])
            if definition.op.name in _INLINE:
                assert definition.op.c is not None
                return definition.op.c.format(**self._attributes(definition))
        return self._variables.name(value)

    def _fields(self, instr: Instr) -> dict[str, str]:
        """What the op's C template may mention."""
        fields = self._attributes(instr)
        for (name, _), arg in zip(instr.op.params, instr.args, strict=False):
            fields[name] = self.value(arg)
        for index, result in enumerate(instr.results):
            fields[f"r{index}"] = self.value(result)
        if instr.op.cache:
            fields["cache"] = self.caches.new(instr.op.cache)
        return fields

    def _attributes(self, instr: Instr) -> dict[str, str]:
        fields = {"pos": str(instr.pos)}
        for (name, kind), attr in zip(instr.op.attrs, instr.attrs, strict=True):
            match kind:
                case "const":
                    fields[name] = f"consts[{attr}]"
                case "name":
                    fields[name] = f"names[{self._name_index[str(attr)]}]"
                case _:
                    fields[name] = str(attr)
        return fields

    def _plain(self, instr: Instr) -> None:
        """An instruction whose lowering is its declaration's C expression."""
        op = instr.op
        if op.name in _INLINE or op.is_alias:
            return
        assert op.c is not None, op.name
        fields = self._fields(instr)
        if op.may_raise or op.effects.runs_python:
            self._at(instr)
        opening = closing = ""
        if op.variadic is not None:
            items = [self.value(arg) for arg in instr.args[len(op.params) :]]
            free = op.name.startswith("call")
            array = ["NULL", *items] if free else items or ["NULL"]
            self.out.append(f"    {{ PyObject *a[] = {{{', '.join(array)}}};")
            fields[op.variadic[0]] = "a + 1" if free else "a"
            fields["n"] = str(len(items))
            opening, closing = "  ", " }"
        if op.many_results:
            count = max(len(instr.results), 1)
            self.out.append(f"    {{ PyObject *u[{count}];")
            fields["results"] = "u"
            opening, closing = "  ", " }"
        expression = (op.small if op.small and self._small else op.c).format(**fields)
        text = self._checked(instr, expression)
        if op.many_results:
            text += "".join(f" {self.value(result)} = u[{index}];" for index, result in enumerate(instr.results))
        self.out.append(f"    {opening}{text}{closing}")

    def _unpack_into(self, instr: Instr, behind: list[Instr]) -> None:
        """`unpack` and the stores of all of its results, as one call; `behind` also has the operand's `decref`."""
        stores = [store for store in behind if store.op.name == "store_local"]
        self._at(instr)
        value = self.value(instr.args[0])
        self.out.append("    { static const rt_target u[] = {")
        for start in range(0, len(stores), 8):
            row = stores[start : start + 8]
            self.out.append("        " + " ".join(f"{{{store.attrs[0]}, {store.pos}}}," for store in row))
        owned = int(len(behind) > len(stores))
        call = f"rt_unpack_into(ts, f, code, {value}, {len(stores)}, u, {owned})"
        self.out.append(f"      }}; if (RT_UNLIKELY({call} < 0)) goto {self._failure(instr)}; }}")
        self._pos = -1  # a finaliser finds the frame at a store
        for result, store in zip(instr.results, stores, strict=True):
            if self._uses[result] > 1:
                self.out.append(f"    {self.value(result)} = L[{store.attrs[0]}];")

    def _checked(self, instr: Instr, expression: str) -> str:
        """The statement: store the result, go to the failure label on error."""
        op = instr.op
        by_pointer = op.c is not None and "{r0}" in op.c
        target = self.value(instr.results[0]) if instr.results and not by_pointer and not op.many_results else None
        match op.error:
            case "never":
                return f"{target} = {expression};" if target else f"{expression};"
            case "null" | "occurred" if target:
                test = f"{target} == NULL" + (" && rt_failed(ts)" if op.error == "occurred" else "")
                return f"{target} = {expression}; if (RT_UNLIKELY({test})) goto {self._failure(instr)};"
            case "negative" if target:
                return f"{target} = {expression}; if (RT_UNLIKELY({target} < 0)) goto {self._failure(instr)};"
            case _:
                return f"if (RT_UNLIKELY({expression} < 0)) goto {self._failure(instr)};"

    # ---- edges and failures ------------------------------------------------------------------------------------------

    def _go(self, edge: Edge) -> str:
        """Assign the parameters of the edge's block and go there."""
        pairs = [
            (self.value(param), self.value(arg))
            for param, arg in zip(edge.block.params, edge.args, strict=True)
            if param is not arg
        ]
        targets = {target for target, _ in pairs}
        overlapping = [
            source for index, (_, source) in enumerate(pairs) if source in targets and source != pairs[index][0]
        ]
        if overlapping:
            kinds = [
                param.type.c_type for param, arg in zip(edge.block.params, edge.args, strict=True) if param is not arg
            ]
            saved = "".join(
                f"{kind}to{n} = {source}; " for n, (kind, (_, source)) in enumerate(zip(kinds, pairs, strict=True))
            )
            return (
                "{ "
                + saved
                + "".join(f"{target} = to{n}; " for n, (target, _) in enumerate(pairs))
                + f"{self._to(edge.block)} }}"
            )
        return "".join(f"{target} = {source}; " for target, source in pairs) + self._to(edge.block)

    def _to(self, block: Block) -> str:
        """Go to a block, which may be in another part."""
        part = self.parts.number.get(block, self._part)
        if part == self._part:
            return f"goto B{block.id};"
        return f"return {part} << RT_ENTRY_BITS | {self.parts.entries[part][block]};"

    def _failure(self, instr: Instr) -> str:
        """The label to go to when `instr` raises: that of the clean-up, or where it goes on."""
        return self._cleanup(tuple(map(self.value, instr.drops)), self._landing(instr))

    def _cleanup(self, drops: tuple[str, ...], landing: str) -> str:
        if not drops:
            return landing
        return self._cleanups.setdefault((drops, landing), f"E{len(self._cleanups)}")

    def _landing(self, instr: Instr) -> str:
        """Where an error goes after the clean-up: to the handler, or out of the function."""
        if instr.exit is None:
            return "fail" if instr.op.traceback else "failed"
        return self._landings.setdefault((instr.op.traceback, self._go(instr.exit)), f"H{len(self._landings)}")

    def _failure_labels(self) -> None:
        """The failure labels: each drops its first value and goes on to a label that drops the rest."""
        done: set[str] = set()
        for (drops, landing), label in list(self._cleanups.items()):
            while label not in done and label != landing:
                done.add(label)
                self.out.append(f"{label}:")
                self.out.append(f"    rt_drop({drops[0]});")
                drops = drops[1:]
                label = self._cleanup(drops, landing)
            self.out.append(f"    goto {label};")
        for (traceback, going), label in self._landings.items():
            self.out.append(f"{label}:")
            self.out.append(f"    {'rt_traceback(ts, f); ' if traceback else ''}{going}")

    def _watch_labels(self) -> None:
        """The ways out of the watches: all that the interpreter needs goes with the frame."""
        for leaving, label in self._watches.items():
            self.out.append(f"{label}: {{ {leaving} }}")

    def _decref(self, value: Value) -> str:
        drop = "rt_drop" if self._small else "rt_xdecref" if value.type.may_be_null else "rt_decref"
        return f"{drop}({self.value(value)})"

    # ---- ops known by name -------------------------------------------------------------------------------------------

    def _jump(self, instr: Instr) -> None:
        self.out.append(f"    {self._go(instr.edges[0])}")

    def _branch(self, instr: Instr) -> None:
        on_true, on_false = instr.edges
        self.out.append(f"    if ({self.value(instr.args[0])}) {{ {self._go(on_true)} }}")
        self.out.append(f"    {self._go(on_false)}")

    def _watch(self, instr: Instr) -> None:
        if self._sealed:
            return
        taken = list(instr.takes)
        items = []
        for value in instr.args:
            if value in taken:
                taken.remove(value)
                items.append(f"rt_taken({self.value(value)})")
            else:
                items.append(self.value(value))
        drops = "".join(f"rt_drop({self.value(value)}); " for value in instr.drops)
        args = f"ts, f, {int(instr.attrs[0]) - instr.pos}, s, {len(items)}"
        call = f"rt_hand_over_body({args}, result)" if self.function.resumable else f"rt_hand_over({args})"
        leaving = f"PyObject *s[] = {{{', '.join(items or ['NULL'])}}}; {drops}{self._return(call)}"
        label = self._watches.setdefault(leaving, f"W{len(self._watches)}")
        watched = "rt_watched_once" if self._small else "rt_watched"
        self.out.append(f"    if ({watched}(ts, co, f)) goto {label};")

    def _keep(self, instr: Instr) -> None:
        pass

    def _ret(self, instr: Instr) -> None:
        self._at(instr)
        value = self.value(instr.args[0])
        if self.function.resumable:
            self.out.append(f"    *result = {value}; {self._return('PYGEN_RETURN')}")
        else:
            self.out.append(f"    {self._result} = {value}; goto leave;")

    def _reraise(self, instr: Instr) -> None:
        self._at(instr)
        args = ", ".join(map(self.value, instr.args))
        call = "rt_reraise(ts, " if instr.op.name == "reraise" else "rt_reraise_from(ts, f, "
        self.out.append(f"    {call}{args}); goto {self._failure(instr)};")

    def _raise(self, instr: Instr) -> None:
        self._at(instr)
        exc, cause = map(self.value, instr.args)
        self.out.append(f"    rt_raise(ts, {exc}, {cause}); goto {self._failure(instr)};")

    def _raise_again(self, instr: Instr) -> None:
        self._at(instr)
        self.out.append(f"    rt_raise_again(ts, f); goto {self._failure(instr)};")

    def _return_generator(self, instr: Instr) -> None:
        self.out.append(f"    {self._return(f'rt_return_generator(ts, f, {instr.pos})')}")

    def _resume_switch(self, instr: Instr) -> None:
        self.out.append("    switch (rt_resume_point(f, code)) {")
        for edge in instr.edges:
            self.out.append(f"    case {edge.block.instrs[0].pos}: {self._to(edge.block)}")
        self.out.append("    default: Py_UNREACHABLE();")
        self.out.append("    }")

    def _yield_value(self, instr: Instr) -> None:
        value, *stack = map(self.value, instr.args)
        saves = "".join(f"S[{index}] = {item}; " for index, item in enumerate(stack))
        depth = len(self.function.local_names) + len(stack)
        self.out.append(f"    {saves}rt_suspend(f, code, {instr.pos}, {depth});")
        self.out.append(f"    *result = {value}; {self._return('PYGEN_NEXT')}")

    def _resumed(self, instr: Instr) -> None:
        self._at(instr)
        result = self.value(instr.result)
        self.out.append(f"    {result} = sent; if (RT_UNLIKELY({result} == NULL)) goto {self._failure(instr)};")

    def _incref(self, instr: Instr) -> None:
        value = instr.args[0]
        take = "rt_taken" if self._small else "rt_xincref" if value.type.may_be_null else "rt_incref"
        self.out.append(f"    {take}({self.value(value)});")

    def _drop(self, instr: Instr) -> None:
        if instr.args[0].type != NULL:
            self.out.append(f"    {self._decref(instr.args[0])};")

    def _store_local(self, instr: Instr) -> None:
        if int(instr.attrs[0]) in self._empty:
            store = "rt_fill_local"
        else:
            store = "rt_store_local_small" if self._small else "rt_store_local"
        value = self.value(instr.args[0])
        self.out.append(f"    {store}(f, code, L, {instr.attrs[0]}, {value}, {instr.pos});")
        if instr.pos != self._pos:
            self._pos = -1  # a finaliser finds the frame at the store

    def _guard_type(self, instr: Instr) -> None:
        value = self.value(instr.args[0])
        test = f"!Py_IS_TYPE({value}, &{C_TYPE_OBJECTS[str(instr.attrs[0])]})"
        self.out.append(f"    if (RT_UNLIKELY({test})) goto {self._failure(instr)};")

    def _check_local(self, instr: Instr) -> None:
        self._at(instr)
        value = self.value(instr.args[0])
        failure = self._failure(instr)
        self.out.append(
            f"    if (RT_UNLIKELY({value} == NULL)) {{ rt_unbound(co, {instr.attrs[0]}); goto {failure}; }}"
        )


def stored_after(block: Block, index: int) -> list[Instr]:
    """What follows an `unpack`: perhaps the `decref` of its operand, then a store of each result, in order, to slots of
    their own. Empty if something else does."""
    unpack = block.instrs[index]
    first = index + 1
    if block.instrs[first].op.name == "decref" and block.instrs[first].args == unpack.args:
        first += 1
    stores = block.instrs[first : first + len(unpack.results)]
    slots = {store.attrs[0] for store in stores if store.op.name == "store_local"}
    if not slots or len(slots) < len(unpack.results) or [store.args[0] for store in stores] != unpack.results:
        return []
    return block.instrs[index + 1 : first + len(stores)]


def seldom_run(function: Function, *, once: bool) -> set[Block]:
    """The blocks where small code is better than fast code.

    Control comes there by an exception only, or leaves from there by one; or, in what runs `once`, there is no loop. A
    very large function is small everywhere: the time its compilation takes grows faster than it does, and fast code
    that the processor has to fetch anew each time is slow.
    """
    blocks = function.blocks
    if size(blocks) > LARGE:
        return set(blocks)
    normal = reached_normally(function)
    place = {block: index for index, block in enumerate(blocks)}
    doomed: set[Block] = set()
    for block in reversed(blocks):
        edges = block.terminator.edges
        if block.terminator.op.error == "always" or (edges and all(edge.block in doomed for edge in edges)):
            doomed.add(block)
    seldom = {block for block in blocks if block not in normal or block in doomed}
    if once:
        looping: set[Block] = set()
        for block in blocks:
            for edge in block.successors():
                looping.update(blocks[place[edge.block] : place[block] + 1])
        seldom.update(block for block in blocks if block not in looping)
    return seldom


def in_comment(text: str) -> str:
    """`text` without what could end the comment or continue a line."""
    text = text.encode("utf-8", "replace").decode()
    return text.replace("\\", "/").replace("*/", "* /").replace("/*", "/ *")


_SPECIAL: dict[str, Callable[[FunctionEmitter, Instr], None]] = {
    "jump": FunctionEmitter._jump,
    "branch": FunctionEmitter._branch,
    "keep": FunctionEmitter._keep,
    "watch": FunctionEmitter._watch,
    "ret": FunctionEmitter._ret,
    "reraise": FunctionEmitter._reraise,
    "reraise_from": FunctionEmitter._reraise,
    "raise_": FunctionEmitter._raise,
    "raise_again": FunctionEmitter._raise_again,
    "return_generator": FunctionEmitter._return_generator,
    "resume_switch": FunctionEmitter._resume_switch,
    "yield_value": FunctionEmitter._yield_value,
    "resumed": FunctionEmitter._resumed,
    "incref": FunctionEmitter._incref,
    "decref": FunctionEmitter._drop,
    "store_local": FunctionEmitter._store_local,
    "guard_type": FunctionEmitter._guard_type,
    "check_local": FunctionEmitter._check_local,
}
