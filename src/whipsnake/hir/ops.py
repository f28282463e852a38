"""Every HIR op, declared once. Printer, parser, verifier, refcounting, C emission and the docs derive from this file.

A declaration is `op("name<attr: kind>(operand: Type, rest: Type*) -> Result", c=..., doc=...)`. What it leaves out is
the worst case: it may run any Python code, it may raise, and its result is a new reference.

The C lowering `c` is one expression. `{operand}`, `{attr}` stand for C values; the variables of every generated
function may be used: `ts` (thread state), `f` (frame), `L` (frame slots), `S` (a generator's stack), `co` (code
object), `consts`, `names`. An op with several results, or whose C returns a status, writes its results through `&{r0}`,
`&{r1}`, and the expression is then an int, negative on error. `{cache}` is the address of a static cache of the type
that `cache=` names, zero-initialised, one for each instruction. `small` is the same without inlining, for
seldom-run code. A variadic operand appears as `{rest}`, a C array, and `{n}`, its length.

Attribute kinds: `int`; `str` (pasted into `c`); `name` (an identifier, in C its string object); `const` (index into
the code's constants, in C the object); `local` (frame slot index); `code` (index of a code object in the unit).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from whipsnake.hir.effects import ANY, MEMORY, PURE, Effects, reads, writes
from whipsnake.hir.types import Type, parse_type

ErrorKind = Literal["null", "negative", "occurred", "never", "always"]


@dataclass(frozen=True, slots=True)
class Op:
    """One kind of instruction. See the module's docstring for what the fields mean."""

    name: str
    doc: str
    params: tuple[tuple[str, Type], ...]
    variadic: tuple[str, Type] | None
    attrs: tuple[tuple[str, str], ...]
    results: tuple[Type, ...]
    many_results: bool
    """The number of results is an attribute's (`unpack`)."""
    c: str | None
    effects: Effects
    error: ErrorKind
    traceback: bool
    """Whether an error raised here adds this frame to the traceback (a re-raise does not)."""
    steals: frozenset[str]
    """Operands whose reference the op consumes, on success and on error."""
    borrows: str | None
    """What keeps the result alive: an operand's name, `frame` (a slot), `code` (immortal); None: a new reference."""
    terminator: bool
    edges: int
    """How many blocks a terminator names."""
    cache: str | None
    small: str | None
    """`c` where small code is better than fast code; None: `c`."""
    stops: bool
    """Whether its C reports stops: see `passes/stops.py`."""

    @property
    def may_raise(self) -> bool:
        """Whether control may leave by the exit edge with an exception."""
        return self.error != "never"

    @property
    def is_alias(self) -> bool:
        """Whether the result is the operand itself, under another type."""
        return any(name == self.borrows for name, _ in self.params)


OPS: dict[str, Op] = {}
_SIGNATURE = re.compile(r"(?P<name>\w+)(?:<(?P<attrs>[^>]*)>)?\((?P<params>[^)]*)\)(?: -> (?P<results>.+))?")


def op(
    signature: str,
    *,
    doc: str,
    c: str | None = None,
    effects: Effects = ANY,
    error: ErrorKind | None = None,
    traceback: bool = True,
    steals: str = "",
    borrows: str | None = None,
    terminator: bool = False,
    edges: int = 0,
    cache: str | None = None,
    small: str | None = None,
    stops: bool = False,
) -> Op:
    """Declare an op. Raises ValueError for a malformed signature or a second declaration."""
    match = _SIGNATURE.fullmatch(signature)
    if match is None or match["name"] in OPS:
        raise ValueError(f"bad or repeated op: {signature}")
    fields = [tuple(part.strip() for part in field.split(":")) for field in match["params"].split(",") if field]
    variadic = None
    if fields and fields[-1][1].endswith("*"):
        name, kind = fields.pop()
        variadic = (name, parse_type(kind[:-1]))
    text = (match["results"] or "").strip("()")
    many = text.endswith("*")
    results = tuple(parse_type(part.strip().rstrip("*")) for part in text.split(",") if part)
    if error is None:
        by_status = len(results) != 1 or many or not results[0].is_object
        error = "negative" if by_status else "null"
    attrs = [tuple(part.strip() for part in field.split(":")) for field in (match["attrs"] or "").split(",") if field]
    declared = OPS[match["name"]] = Op(
        name=match["name"],
        doc=doc,
        params=tuple((name, parse_type(kind)) for name, kind in fields),
        variadic=variadic,
        attrs=tuple((name, kind) for name, kind in attrs),
        results=results,
        many_results=many,
        c=c,
        effects=effects,
        error=error,
        traceback=traceback,
        steals=frozenset(steals.split()),
        borrows=borrows,
        terminator=terminator,
        edges=edges,
        cache=cache,
        stops=stops,
        small=small,
    )
    return declared


# ---- control flow: known to codegen by name --------------------------------------------------------------------------
op("jump()", error="never", effects=PURE, terminator=True, edges=1, doc="Go to a block.")
op(
    "branch(condition: CBool)",
    error="never",
    effects=PURE,
    terminator=True,
    edges=2,
    doc="Go to the first block if true, else to the second.",
)
op("ret(value: Object)", error="never", steals="value", terminator=True, doc="Leave the function with `value`.")
op(
    "reraise(exc: Object)",
    error="always",
    traceback=False,
    steals="exc",
    terminator=True,
    doc="Raise `exc` again as it stands: no new traceback entry.",
)
op(
    "reraise_from(exc: Object, lasti: Object)",
    error="always",
    traceback=False,
    steals="exc",
    terminator=True,
    doc="As `reraise`, after setting the frame's instruction pointer back to `lasti`, an int from `lasti`.",
)
op(
    "return_generator()",
    error="null",
    terminator=True,
    doc="Make the generator or coroutine of this function from its frame, and return it.",
)
op(
    "resume_switch()",
    error="never",
    terminator=True,
    edges=-1,
    doc="Entry of a generator's body: go to the block that begins at the yield where the frame is suspended.",
)
op(
    "yield_value(value: Object, stack: Opt*)",
    error="never",
    steals="value stack",
    terminator=True,
    doc="Suspend: `stack` goes to the frame's stack. Resuming enters by `resume_switch`.",
)
op(
    "unspill<n: int>() -> Opt",
    c="S[{n}]",
    error="never",
    effects=writes("locals"),
    doc="After resuming: take item n off the frame's stack.",
)
op(
    "unspill_done()",
    c="rt_unspill_done(f)",
    error="never",
    effects=writes("locals"),
    doc="After the last `unspill`: the frame's stack is empty.",
)
op(
    "resumed() -> Object",
    doc="The value sent into the generator, a new reference; raises where an exception was thrown in.",
)
op(
    "watch<next: int>(stack: Opt*)",
    error="never",
    effects=Effects(MEMORY, frozenset({"heap"}), False),
    doc="If somebody observes the execution now, leave the function: the interpreter goes on at instruction `next`, "
    "with `stack` on its operand stack, and its result is the function's.",
)
op("keep(value: Opt)", c="(void)0", error="never", doc="The interpreter drops `value` here: it lives until now.")
op("incref(value: Opt)", error="never", effects=PURE, doc="Take a reference. Inserted by `refcounts`.")
op("decref(value: Opt)", error="never", doc="Drop a reference. Inserted by `refcounts`.")
op(
    "guard_type<type: str>(value: Object) -> Object",
    error="never",
    traceback=False,
    effects=PURE,
    borrows="value",
    doc="`value`, known to be of the exact built-in type (`LongExact` ...); else leave by the exit edge.",
)
op(
    "bound(value: Opt) -> Object",
    c="{value}",
    error="never",
    effects=PURE,
    borrows="value",
    doc="`value`, known not to be NULL on this path.",
)
op("is_null(value: Opt) -> CBool", c="({value} == NULL)", error="never", effects=PURE, doc="Whether `value` is absent.")

# ---- constants and locals --------------------------------------------------------------------------------------------
op(
    "load_const<c: const>() -> Object",
    c="{c}",
    error="never",
    effects=PURE,
    borrows="code",
    doc="A constant of the code object.",
)
op("none() -> NoneType", c="Py_None", error="never", effects=PURE, borrows="code", doc="None.")
op("is_none(value: Object) -> CBool", c="({value} == Py_None)", error="never", effects=PURE, doc="`value is None`.")
op("null() -> Null", c="NULL", error="never", effects=PURE, borrows="code", doc="No value.")
op(
    "load_local<i: local>() -> Opt",
    c="L[{i}]",
    error="never",
    effects=reads("locals"),
    borrows="frame",
    doc="What slot i holds, NULL if unbound.",
)
op(
    "store_local<i: local>(value: Opt)",
    error="never",
    effects=ANY,
    steals="value",
    doc="Put `value` into slot i and drop what was there.",
)
op(
    "take_local<i: local>() -> Opt",
    c="rt_take_local(L, {i})",
    error="never",
    effects=writes("locals"),
    doc="Move the value out of slot i (an inlined comprehension saves an outer variable so).",
)
op(
    "check_local<i: local>(value: Opt) -> Object",
    c="rt_check_local({value}, co, {i})",
    effects=PURE,
    borrows="value",
    doc="`value`; UnboundLocalError naming variable i if it is NULL.",
)
op("new_cell(value: Opt) -> Cell", c="PyCell_New({value})", effects=PURE, doc="A cell that holds `value` or nothing.")
op(
    "closure_item<i: int>() -> Cell",
    c="rt_closure_item(f, {i})",
    error="never",
    effects=PURE,
    doc="Cell i of the function's closure.",
)
op(
    "cell_get<i: local>(cell: Object) -> Object",
    c="rt_cell_get({cell}, co, {i})",
    effects=reads("cells"),
    doc="The cell's content; NameError or UnboundLocalError naming variable i if empty.",
)
op(
    "cell_set(cell: Object, value: Object)",
    c="rt_cell_set({cell}, {value})",
    error="never",
    steals="value",
    doc="Put `value` into the cell, then drop the old one.",
)
op(
    "cell_delete<i: local>(cell: Object)",
    c="rt_cell_delete({cell}, co, {i})",
    doc="Empty the cell; error as `cell_get` if it is empty.",
)

# ---- names -----------------------------------------------------------------------------------------------------------
op(
    "load_locals() -> Object",
    c="rt_load_locals(f)",
    doc="The frame's namespace (class and module bodies); SystemError if there is none.",
)
op(
    "load_name<name: name>() -> Object",
    c="rt_load_name(f, {name})",
    doc="LOAD_NAME: f_locals, globals, builtins; NameError.",
)
op("store_name<name: name>(value: Object)", c="rt_store_name(f, {name}, {value})", doc="Into f_locals.")
op("delete_name<name: name>()", c="rt_delete_name(f, {name})", doc="From f_locals; NameError.")
op(
    "load_global<name: name>() -> Object",
    c="rt_load_global(f, {name}, {cache})",
    small="rt_load_global_small(f, {name}, {cache})",
    cache="rt_global_cache",
    doc="Globals, then builtins; NameError.",
)
op(
    "load_builtin<name: name>() -> Object",
    c="rt_load_builtin(f, {name}, {cache})",
    small="rt_load_global_small(f, {name}, {cache})",
    cache="rt_global_cache",
    doc="`load_global` of what is probably a builtin.",
)
op("store_global<name: name>(value: Object)", c="rt_store_global(f, {name}, {value})", doc="Into globals.")
op("delete_global<name: name>()", c="rt_delete_global(f, {name})", doc="From globals; NameError.")
op(
    "load_from_dict_or_globals<name: name>(mapping: Object) -> Object",
    c="rt_load_from_dict_or_globals(f, {mapping}, {name})",
    doc="`mapping[name]`, else as `load_global`.",
)
op(
    "load_from_dict_or_cell<i: local>(mapping: Object, cell: Object) -> Object",
    c="rt_load_from_dict_or_cell({mapping}, {cell}, co, {i})",
    doc="`mapping[variable i's name]`, else as `cell_get`.",
)
op(
    "load_build_class() -> Object",
    c="rt_load_build_class(f)",
    doc="builtins.__build_class__; for CPython's own, one that does the same and runs compiled class bodies.",
)
op(
    "load_assertion_error() -> Object",
    c="Py_NewRef(PyExc_AssertionError)",
    error="never",
    effects=PURE,
    doc="The AssertionError class, whatever builtins say.",
)
op(
    "setup_annotations()",
    c="rt_setup_annotations(f)",
    doc="SETUP_ANNOTATIONS: `__annotations__` in f_locals, if absent.",
)

# ---- attributes ------------------------------------------------------------------------------------------------------
op(
    "load_attr<name: name>(obj: Object) -> Object",
    c="rt_load_attr({obj}, {name}, {cache})",
    small="rt_load_attr_small({obj}, {name}, {cache})",
    cache="rt_attr_cache",
    stops=True,
    doc="`obj.name`.",
)
op(
    "store_attr<name: name>(obj: Object, value: Object)",
    steals="value",
    c="rt_store_attr({obj}, {name}, {value}, {cache})",
    cache="rt_attr_cache",
    stops=True,
    doc="`obj.name = value`.",
)
op("delete_attr<name: name>(obj: Object)", c="rt_delete_attr({obj}, {name})", stops=True, doc="`del obj.name`.")
op(
    "load_method<name: name>(obj: Object) -> (Object, Opt)",
    steals="obj",
    c="rt_load_method({obj}, {name}, {cache}, &{r0}, &{r1})",
    cache="rt_method_cache",
    stops=True,
    doc="For `call_method` of `obj.name`: the unbound function and obj where the binding can be skipped, before 3.13 "
    "in the other order; else (`obj.name`, NULL).",
)
op(
    "load_super_attr<name: name, n: int>(super_: Object, cls: Object, self: Object) -> Object",
    c="rt_load_super_attr({super_}, {cls}, {self}, {n}, {name})",
    doc="`super(cls, self).name`, `super_` being what the name `super` means here.",
)
op(
    "load_super_method<name: name, n: int>(super_: Object, cls: Object, self: Object) -> (Object, Opt)",
    c="rt_load_super_method({super_}, {cls}, {self}, {n}, {name}, &{r0}, &{r1})",
    doc="`load_method` on `super(cls, self)`.",
)

# ---- subscripts ------------------------------------------------------------------------------------------------------
op(
    "get_item(obj: Object, key: Object) -> Object",
    c="rt_get_item({obj}, {key})",
    stops=True,
    doc="`obj[key]`, with fast paths for list, tuple, dict, str.",
)
op(
    "set_item(obj: Object, key: Object, value: Object)",
    steals="value",
    c="rt_set_item({obj}, {key}, {value})",
    stops=True,
    doc="`obj[key] = value`, with fast paths for list, dict.",
)
op("delete_item(obj: Object, key: Object)", c="rt_delete_item({obj}, {key})", stops=True, doc="`del obj[key]`.")
op(
    "get_slice(obj: Object, start: Object, stop: Object) -> Object",
    steals="start stop",
    c="rt_get_slice({obj}, {start}, {stop})",
    stops=True,
    doc="BINARY_SLICE: `obj[start:stop]`.",
)
op(
    "set_slice(obj: Object, start: Object, stop: Object, value: Object)",
    steals="start stop",
    c="rt_set_slice({obj}, {start}, {stop}, {value})",
    stops=True,
    doc="STORE_SLICE: `obj[start:stop] = value`.",
)
op(
    "build_slice(start: Object, stop: Object, step: Opt) -> Slice",
    c="PySlice_New({start}, {stop}, {step})",
    effects=PURE,
    doc="A slice object; step may be NULL.",
)

# ---- operators -------------------------------------------------------------------------------------------------------
op(
    "binary<operator: str>(left: Object, right: Object) -> Object",
    c="rt_binary_{operator}({left}, {right})",
    stops=True,
    doc="`left + right` and so on: the operators are those of CPython's NB_ numbers, in lower case.",
)
op(
    "inplace<operator: str>(left: Object, right: Object) -> Object",
    c="rt_inplace_{operator}({left}, {right})",
    stops=True,
    doc="`left += right` and so on; the same operators as `binary`.",
)
op(
    "binary_into<i: local, operator: str, owned: int>(left: Object, right: Object) -> Object",
    c="rt_binary_into_{operator}(&L[{i}], {left}, {right}, {owned})",
    borrows="frame",
    stops=True,
    doc="`binary` and `store_local<i>` in one: an object only the slot holds may be overwritten where it lies.",
)
op(
    "inplace_into<i: local, operator: str, owned: int>(left: Object, right: Object) -> Object",
    c="rt_inplace_into_{operator}(&L[{i}], {left}, {right}, {owned})",
    borrows="frame",
    stops=True,
    doc="`inplace` and `store_local<i>` in one; `owned` as in `binary_reuse`.",
)
op(
    "binary_reuse<operator: str, owned: int>(left: Object, right: Object) -> Object",
    c="rt_reuse_{operator}({left}, {right}, {owned})",
    stops=True,
    doc="`binary` that steals the left (1), right (2) or both (3) operands, and may reuse them.",
)
op("negative(value: Object) -> Object", c="rt_negative({value})", stops=True, doc="`-value`.")
op("positive(value: Object) -> Object", c="rt_positive({value})", stops=True, doc="`+value`.")
op("invert(value: Object) -> Object", c="rt_invert({value})", stops=True, doc="`~value`.")
op(
    "compare<operator: str>(left: Object, right: Object) -> Object",
    c="rt_compare_{operator}({left}, {right})",
    stops=True,
    doc="Rich comparison: lt le eq ne gt ge.",
)
op(
    "compare_true<operator: str>(left: Object, right: Object) -> CBool",
    c="rt_compare_true_{operator}({left}, {right})",
    error="negative",
    stops=True,
    doc="The truth of `compare`, without its object where possible.",
)
op("is_true(value: Object) -> CBool", c="rt_is_true({value})", stops=True, doc="`bool(value)`.")
op("not_(value: CBool) -> CBool", c="!{value}", error="never", effects=PURE, doc="Logical negation.")
op(
    "box_bool(value: CBool) -> Bool",
    c="rt_box_bool({value})",
    error="never",
    effects=PURE,
    borrows="code",
    doc="True or False.",
)
op(
    "is_(left: Object, right: Object) -> CBool",
    c="({left} == {right})",
    error="never",
    effects=PURE,
    doc="`left is right`.",
)
op(
    "contains(container: Object, item: Object) -> CBool",
    c="rt_contains({container}, {item})",
    stops=True,
    doc="`item in container`.",
)

# ---- calls -----------------------------------------------------------------------------------------------------------
op(
    "call(function: Object, args: Object*) -> Object",
    steals="function args",
    c="rt_call(ts, {function}, {args}, {n})",
    doc="`function(*args)`. The C array has one free element before its first.",
)
op(
    "call_method(first: Object, second: Opt, args: Object*) -> Object",
    steals="first second args",
    c="rt_call_method(ts, {first}, {second}, {args}, {n})",
    doc="Call what `load_method` gave; `first(*args)` if second is NULL. Element -1 of the C array is free.",
)
op(
    "call_kw<kwnames: const>(function: Object, args: Object*) -> Object",
    steals="function args",
    c="rt_call_kw(ts, {function}, {args}, {n}, {kwnames})",
    doc="As `call`, the last arguments being those that `kwnames` names.",
)
op(
    "call_method_kw<kwnames: const>(first: Object, second: Opt, args: Object*) -> Object",
    steals="first second args",
    c="rt_call_method_kw(ts, {first}, {second}, {args}, {n}, {kwnames})",
    doc="As `call_method`, with keyword names.",
)
op(
    "call_ex(function: Object, args: Object, kwargs: Opt) -> Object",
    steals="function args kwargs",
    c="rt_call_ex(ts, {function}, {args}, {kwargs})",
    doc="`function(*args, **kwargs)`: CALL_FUNCTION_EX with its errors.",
)
op(
    "make_function<code: code>(code_object: Object) -> Object",
    c="rt_make_function(f, {code_object}, &rt_unit_here, {code})",
    effects=PURE,
    doc="A function with this frame's globals, whose C entry is the unit's for that code object.",
)
op(
    "function_set<what: str>(function: Object, value: Object)",
    c="rt_function_set_{what}({function}, {value})",
    steals="value",
    doc="Set defaults, kwdefaults, annotations (tuple of pairs or dict), closure or annotate of a new function.",
)

# ---- building --------------------------------------------------------------------------------------------------------
op(
    "build_tuple(items: Object*) -> TupleExact",
    steals="items",
    c="rt_build_tuple({items}, {n})",
    effects=PURE,
    doc="A tuple of the items.",
)
op(
    "build_list(items: Object*) -> ListExact",
    steals="items",
    c="rt_build_list({items}, {n})",
    effects=PURE,
    doc="A list of the items.",
)
op(
    "build_set(items: Object*) -> SetExact",
    c="rt_build_set({items}, {n})",
    stops=True,
    doc="A set of the items, hashed in order.",
)
op(
    "build_map(items: Object*) -> DictExact",
    c="rt_build_map({items}, {n})",
    stops=True,
    doc="A dict of key, value, key, value ...; n counts both.",
)
op(
    "build_const_key_map<keys: const>(items: Object*) -> DictExact",
    c="rt_build_const_key_map({keys}, {items}, {n})",
    doc="A dict of the values under a constant tuple of keys.",
)
op("build_string(items: Object*) -> Str", c="rt_build_string({items}, {n})", doc="Strings joined.")
op(
    "list_append(list: Object, value: Object)",
    steals="value",
    c="rt_list_append({list}, {value})",
    effects=writes("items", "sizes", "storage"),
    doc="Comprehension's append.",
)
op(
    "list_extend(list: Object, iterable: Object)",
    c="rt_list_extend(ts, {list}, {iterable})",
    stops=True,
    doc="LIST_EXTEND, with its TypeError.",
)
op(
    "list_to_tuple(list: Object) -> TupleExact",
    c="PyList_AsTuple({list})",
    effects=PURE,
    doc="A tuple of a list's items.",
)
op("set_add(set: Object, value: Object)", c="rt_set_add({set}, {value})", stops=True, doc="SET_ADD.")
op("set_update(set: Object, iterable: Object)", c="rt_set_update({set}, {iterable})", stops=True, doc="SET_UPDATE.")
op(
    "map_add(dict: Object, key: Object, value: Object)",
    c="rt_map_add({dict}, {key}, {value})",
    stops=True,
    doc="MAP_ADD.",
)
op(
    "dict_update(dict: Object, mapping: Object)",
    c="rt_dict_update(ts, {dict}, {mapping})",
    stops=True,
    doc="DICT_UPDATE: `{**mapping}` with its TypeError.",
)
op(
    "dict_merge(dict: Object, mapping: Object, function: Object)",
    c="rt_dict_merge(ts, {dict}, {mapping}, {function})",
    stops=True,
    doc="DICT_MERGE: `function(**mapping)` with its TypeErrors.",
)
op(
    "format_simple(value: Object) -> Object",
    c="rt_format_simple({value})",
    stops=True,
    doc="`format(value, '')`, exact strings as they are.",
)
op(
    "format_with_spec(value: Object, spec: Object) -> Object",
    c="rt_format_with_spec({value}, {spec})",
    stops=True,
    doc="`format(value, spec)`.",
)
op(
    "convert<conversion: str>(value: Object) -> Object",
    c="rt_convert_{conversion}({value})",
    stops=True,
    doc="Str, Repr or ASCII of an f-string's `!s`, `!r`, `!a`.",
)

# ---- iteration and unpacking -----------------------------------------------------------------------------------------
op("get_iter(value: Object) -> Object", c="rt_get_iter({value})", stops=True, doc="`iter(value)`.")
op(
    "iter_next(iterator: Object) -> Opt",
    c="rt_iter_next(ts, {iterator})",
    error="occurred",
    stops=True,
    doc="The next item; NULL without an error at the end.",
)
op(
    "get_yield_from_iter(value: Object) -> Object",
    c="rt_get_yield_from_iter(f, {value})",
    stops=True,
    doc="GET_YIELD_FROM_ITER.",
)
op(
    "unpack<n: int>(value: Object) -> Object*",
    c="rt_unpack(ts, {value}, {n}, {results})",
    stops=True,
    doc="Exactly n items, in order; ValueError.",
)
op(
    "unpack_ex<before: int, after: int>(value: Object) -> Object*",
    c="rt_unpack_ex(ts, {value}, {before}, {after}, {results})",
    stops=True,
    doc="before items, a list of the middle, after items.",
)
op(
    "get_len(value: Object) -> Object",
    c="rt_get_len({value})",
    stops=True,
    doc="`len(value)` as an int object, for patterns.",
)

# ---- exceptions ------------------------------------------------------------------------------------------------------
op(
    "catch() -> Exception",
    c="rt_catch(ts)",
    traceback=False,
    effects=writes("exceptions"),
    stops=True,
    doc='First op of a handler: the raised exception, taken out of the thread state. It "fails" where there is none: '
    "the frame is about to be handed to the interpreter.",
)
op(
    "lasti() -> Object",
    c="rt_lasti(f)",
    error="never",
    effects=PURE,
    doc="In a handler: the instruction that raised, as the int the interpreter would push.",
)
op(
    "push_exc_info(exc: Object) -> Object",
    c="rt_push_exc_info(ts, {exc})",
    error="never",
    effects=writes("exceptions"),
    doc="Make `exc` the handled exception; the one handled before, or None.",
)
op(
    "pop_except(previous: Object)",
    c="rt_pop_except(ts, {previous})",
    error="never",
    steals="previous",
    doc="Restore the exception handled before.",
)
op(
    "check_exc_match(exc: Object, type: Object) -> CBool",
    c="rt_check_exc_match(ts, {exc}, {type})",
    doc="Whether `except type` catches exc; TypeError for a bad type.",
)
op(
    "check_eg_match(exc: Object, type: Object) -> (Object, Object)",
    c="rt_check_eg_match(ts, {exc}, {type}, &{r0}, &{r1})",
    doc="`except* type`: (rest, match), either may be None; a match becomes the handled exception.",
)
op(
    "prep_reraise_star(original: Object, excs: Object) -> Object",
    c="rt_prep_reraise_star({original}, {excs})",
    doc="What is to be raised after `except*` clauses, or None.",
)
op(
    "raise_(exc: Opt, cause: Opt)",
    c="rt_raise(ts, {exc}, {cause})",
    error="always",
    steals="exc cause",
    terminator=True,
    doc="`raise`, `raise exc`, `raise exc from cause`.",
)
op(
    "raise_again()",
    error="always",
    traceback=False,
    terminator=True,
    doc="Bare `raise`: the handled exception as it stands, no entry of this frame; RuntimeError without one.",
)
op(
    "with_except_start(exit: Object, exc: Object) -> Object",
    c="rt_with_except_start(ts, {exit}, {exc})",
    doc="`exit(type(exc), exc, exc.__traceback__)`.",
)
op(
    "before_with(manager: Object) -> (Object, Object)",
    c="rt_before_with(ts, {manager}, &{r0}, &{r1})",
    doc="(bound `__exit__`, what `__enter__` returned), with the TypeErrors.",
)
op(
    "before_async_with(manager: Object) -> (Object, Object)",
    c="rt_before_async_with(ts, {manager}, &{r0}, &{r1})",
    stops=True,
    doc="(bound `__aexit__`, the awaitable of `__aenter__()`).",
)
op(
    "stopiteration_error(exc: Object) -> Object",
    c="rt_stopiteration_error({exc})",
    doc="INTRINSIC_STOPITERATION_ERROR: StopIteration out of a generator becomes RuntimeError; others as they are.",
)

# ---- generators and coroutines ---------------------------------------------------------------------------------------
op(
    "get_awaitable<where: int>(value: Object) -> Object",
    c="rt_get_awaitable(ts, {value}, {where})",
    stops=True,
    doc="GET_AWAITABLE; where is its oparg (1 __aenter__, 2 __aexit__).",
)
op("get_aiter(value: Object) -> Object", c="rt_get_aiter(ts, {value})", stops=True, doc="GET_AITER.")
op(
    "get_anext(aiter: Object) -> Object",
    c="rt_get_anext(ts, {aiter})",
    stops=True,
    doc="GET_ANEXT: the awaitable of `__anext__()`.",
)
op(
    "send(receiver: Object, value: Object) -> (Object, CBool)",
    c="rt_send(ts, {receiver}, {value}, &{r0}, &{r1})",
    stops=True,
    doc="Send into a delegate: (yielded value, false) or (its return value, true).",
)
op(
    "async_gen_wrap(value: Object) -> Object",
    c="rt_async_gen_wrap({value})",
    doc="Wrap what an async generator yields.",
)
op(
    "end_async_for(exc: Object)",
    c="rt_end_async_for(ts, {exc})",
    error="negative",
    traceback=False,
    steals="exc",
    doc="Fall through for StopAsyncIteration (dropped); raise anything else again.",
)
op(
    "cleanup_throw(exc: Object) -> Object",
    c="rt_cleanup_throw(ts, {exc})",
    traceback=False,
    steals="exc",
    doc="CLEANUP_THROW: the value of a StopIteration; anything else is raised again.",
)

# ---- imports ---------------------------------------------------------------------------------------------------------
op(
    "import_name<name: name>(level: Object, fromlist: Object) -> Object",
    c="rt_import_name(ts, f, {name}, {fromlist}, {level})",
    stops=True,
    doc="IMPORT_NAME through builtins.__import__.",
)
op(
    "import_from<name: name>(module: Object) -> Object",
    c="rt_import_from(ts, {module}, {name})",
    stops=True,
    doc="IMPORT_FROM, with the circular-import fallback and its ImportErrors.",
)
op("import_star(module: Object)", c="rt_import_star(ts, f, {module})", doc="`from module import *` into f_locals.")

# ---- patterns --------------------------------------------------------------------------------------------------------
op(
    "match_mapping(value: Object) -> CBool",
    c="rt_match_mapping({value})",
    error="never",
    effects=PURE,
    doc="Whether a mapping pattern may match.",
)
op(
    "match_sequence(value: Object) -> CBool",
    c="rt_match_sequence({value})",
    error="never",
    effects=PURE,
    doc="Whether a sequence pattern may match.",
)
op(
    "match_keys(value: Object, keys: Object) -> Object",
    c="rt_match_keys(ts, {value}, {keys})",
    stops=True,
    doc="A tuple of the values, or None.",
)
op(
    "match_class<n: int>(value: Object, cls: Object, names: Object) -> Object",
    c="rt_match_class(ts, {value}, {cls}, {n}, {names})",
    stops=True,
    doc="A tuple of n positional and the named attributes, or None.",
)

# ---- type parameters, printing ---------------------------------------------------------------------------------------
op(
    "intrinsic_1<which: int>(value: Object) -> Object",
    c="rt_intrinsic_1(ts, {which}, {value})",
    doc="CALL_INTRINSIC_1 of the type-parameter kind (numbers of the running version).",
)
op(
    "intrinsic_2<which: int>(left: Object, right: Object) -> Object",
    c="rt_intrinsic_2(ts, {which}, {left}, {right})",
    doc="CALL_INTRINSIC_2 of the type-parameter kind.",
)
op("print_expr(value: Object)", c="rt_print_expr(ts, {value})", doc="sys.displayhook (interactive code).")

# ---- the evaluation loop's duties ------------------------------------------------------------------------------------
op(
    "poll()",
    c="rt_poll_seen(ts)",
    stops=True,
    doc="On back edges, on entry, after resuming: signals, thread switch, pending calls, scheduled collection.",
)
