"""What each opcode does, for every supported CPython version: `TABLE[name](translator, arg)`.

Most opcodes mean the same in all versions that have them. Where they differ, the versions stand side by side.
Before the arguments of a call stand two items: NULL and the callable (3.11, 3.12), the callable and NULL (3.13), or the
function and `self` that `load_method` found.
"""

from __future__ import annotations

import sys
from collections.abc import Callable

from whipsnake.frontend.bytecode import exhausted_target
from whipsnake.frontend.translator import Action, Translator
from whipsnake.hir.function import Edge, Instr, Value
from whipsnake.hir.types import NULL

TABLE: dict[str, Action] = {}

_BOUND_BY_COMPILER = sys.version_info >= (3, 12)
"""LOAD_FAST is only used where the local is bound, LOAD_FAST_CHECK elsewhere; 3.11 checks always."""

_OPERATORS = [
    "add",
    "and",
    "floor_divide",
    "lshift",
    "matmul",
    "multiply",
    "remainder",
    "or",
    "power",
    "rshift",
    "subtract",
    "true_divide",
    "xor",
]  # in the order of CPython's NB_ numbers
_COMPARISONS = ("lt", "le", "eq", "ne", "gt", "ge")


def opcode(*names: str) -> Callable[[Action], Action]:
    """Register the function for these opcodes."""

    def register(action: Action) -> Action:
        for name in names:
            TABLE[name] = action
        return action

    return register


# ---- stack -----------------------------------------------------------------------------------------------------------


@opcode("NOP", "CACHE", "PRECALL", "EXTENDED_ARG")
def _nothing(t: Translator, arg: int) -> None:
    pass


@opcode("RESUME")
def _resume(t: Translator, arg: int) -> None:
    if arg & 3 < 2:  # not right after a yield from or an await
        t.instr("poll")


@opcode("POP_TOP", "END_FOR")
def _pop_top(t: Translator, arg: int) -> None:
    value = t.pop()
    if value.type != NULL:
        t.instr("keep", value)


@opcode("END_SEND")
def _end_send(t: Translator, arg: int) -> None:
    value = t.pop()
    t.instr("keep", t.pop())
    t.push(value)


@opcode("PUSH_NULL")
def _push_null(t: Translator, arg: int) -> None:
    t.push(t.null())


@opcode("COPY")
def _copy(t: Translator, arg: int) -> None:
    t.push(t.stack[-arg])


@opcode("SWAP")
def _swap(t: Translator, arg: int) -> None:
    t.stack[-arg], t.stack[-1] = t.stack[-1], t.stack[-arg]


# ---- constants and locals --------------------------------------------------------------------------------------------


@opcode("LOAD_CONST")
def _load_const(t: Translator, arg: int) -> None:
    t.push(t.const(arg))


@opcode("LOAD_FAST")
def _load_fast(t: Translator, arg: int) -> None:
    t.push(t.load_local(arg, checked=_BOUND_BY_COMPILER))


@opcode("LOAD_FAST_CHECK")
def _load_fast_check(t: Translator, arg: int) -> None:
    t.push(t.load_local(arg, checked=False))


@opcode("LOAD_FAST_AND_CLEAR")
def _load_fast_and_clear(t: Translator, arg: int) -> None:
    t.push(t.emit("take_local", attrs=(arg,)))


@opcode("LOAD_FAST_LOAD_FAST")
def _load_fast_load_fast(t: Translator, arg: int) -> None:
    t.push(t.load_local(arg >> 4, checked=True))
    t.push(t.load_local(arg & 15, checked=True))


@opcode("STORE_FAST")
def _store_fast(t: Translator, arg: int) -> None:
    t.store_local(arg, t.pop())


@opcode("STORE_FAST_LOAD_FAST")
def _store_fast_load_fast(t: Translator, arg: int) -> None:
    t.store_local(arg >> 4, t.pop())
    t.push(t.load_local(arg & 15, checked=True))


@opcode("STORE_FAST_STORE_FAST")
def _store_fast_store_fast(t: Translator, arg: int) -> None:
    t.store_local(arg >> 4, t.pop())
    t.store_local(arg & 15, t.pop())


@opcode("DELETE_FAST")
def _delete_fast(t: Translator, arg: int) -> None:
    t.load_local(arg, checked=False)
    t.store_local(arg, t.null())


@opcode("MAKE_CELL")
def _make_cell(t: Translator, arg: int) -> None:
    initial = t.emit("load_local", attrs=(arg,))
    t.store_local(arg, t.emit("new_cell", initial))


@opcode("COPY_FREE_VARS")
def _copy_free_vars(t: Translator, arg: int) -> None:
    first = len(t.local_names) - arg
    for index in range(arg):
        t.store_local(first + index, t.emit("closure_item", attrs=(index,)))


def _cell(t: Translator, arg: int) -> Value:
    return t.load_local(arg, checked=True)


@opcode("LOAD_CLOSURE")
def _load_closure(t: Translator, arg: int) -> None:
    t.push(_cell(t, arg))


@opcode("LOAD_DEREF")
def _load_deref(t: Translator, arg: int) -> None:
    t.push(t.emit("cell_get", _cell(t, arg), attrs=(arg,)))


@opcode("STORE_DEREF")
def _store_deref(t: Translator, arg: int) -> None:
    t.instr("cell_set", _cell(t, arg), t.pop())


@opcode("DELETE_DEREF")
def _delete_deref(t: Translator, arg: int) -> None:
    t.instr("cell_delete", _cell(t, arg), attrs=(arg,))


@opcode("LOAD_CLASSDEREF")
def _load_classderef(t: Translator, arg: int) -> None:
    t.push(t.emit("load_from_dict_or_cell", t.emit("load_locals"), _cell(t, arg), attrs=(arg,)))


@opcode("LOAD_FROM_DICT_OR_DEREF")
def _load_from_dict_or_deref(t: Translator, arg: int) -> None:
    t.push(t.emit("load_from_dict_or_cell", t.pop(), _cell(t, arg), attrs=(arg,)))


# ---- names -----------------------------------------------------------------------------------------------------------


def _name(t: Translator, arg: int) -> str:
    return t.code.co_names[arg]


def _named(op: str, pops: int = 0, *, pushes: bool) -> Action:
    """The opcode is the op of that name, with the identifier and the top `pops` items."""

    def action(t: Translator, arg: int) -> None:
        made = t.instr(op, *t.pop_many(pops), attrs=(_name(t, arg),))
        if pushes:
            t.push(made.result)

    return action


TABLE["LOAD_NAME"] = _named("load_name", pushes=True)
TABLE["STORE_NAME"] = _named("store_name", 1, pushes=False)
TABLE["DELETE_NAME"] = _named("delete_name", pushes=False)
TABLE["STORE_GLOBAL"] = _named("store_global", 1, pushes=False)
TABLE["DELETE_GLOBAL"] = _named("delete_global", pushes=False)
TABLE["LOAD_FROM_DICT_OR_GLOBALS"] = _named("load_from_dict_or_globals", 1, pushes=True)
TABLE["IMPORT_NAME"] = _named("import_name", 2, pushes=True)


@opcode("LOAD_GLOBAL")
def _load_global(t: Translator, arg: int) -> None:
    if arg & 1 and sys.version_info < (3, 13):
        t.push(t.null())
    name = _name(t, arg >> 1)
    t.push(t.emit("load_builtin" if name in t.builtins else "load_global", attrs=(name,)))
    if arg & 1 and sys.version_info >= (3, 13):
        t.push(t.null())


def _simple(op: str, pops: int, pushes: int = 1) -> Action:
    """The opcode is the op of that name on the top `pops` items, in stack order, and pushes its results."""

    def action(t: Translator, arg: int) -> None:
        made = t.instr(op, *t.pop_many(pops))
        if pushes:
            t.push(*made.results)

    return action


TABLE["LOAD_LOCALS"] = _simple("load_locals", 0)
TABLE["LOAD_BUILD_CLASS"] = _simple("load_build_class", 0)
TABLE["LOAD_ASSERTION_ERROR"] = _simple("load_assertion_error", 0)
TABLE["SETUP_ANNOTATIONS"] = _simple("setup_annotations", 0, 0)

# ---- attributes, subscripts, operators -------------------------------------------------------------------------------


def _load_attr(t: Translator, name: int, *, as_method: bool) -> None:
    obj = t.pop()
    if as_method:
        _push_method(t, t.instr("load_method", obj, attrs=(_name(t, name),)))
    else:
        t.push(t.emit("load_attr", obj, attrs=(_name(t, name),)))


def _push_method(t: Translator, made: Instr) -> None:
    """Before 3.13 the item that may be NULL is the lower one."""
    t.push(*(made.results if sys.version_info >= (3, 13) else reversed(made.results)))


@opcode("LOAD_ATTR")
def _load_attr_opcode(t: Translator, arg: int) -> None:
    if sys.version_info >= (3, 12):
        _load_attr(t, arg >> 1, as_method=bool(arg & 1))
    else:
        _load_attr(t, arg, as_method=False)


@opcode("LOAD_METHOD")
def _load_method(t: Translator, arg: int) -> None:
    _load_attr(t, arg, as_method=True)


@opcode("LOAD_SUPER_ATTR")
def _load_super_attr(t: Translator, arg: int) -> None:
    attrs = (_name(t, arg >> 2), arg & 2)
    if arg & 1:
        _push_method(t, t.instr("load_super_method", *t.pop_many(3), attrs=attrs))
    else:
        t.push(t.emit("load_super_attr", *t.pop_many(3), attrs=attrs))


@opcode("STORE_ATTR")
def _store_attr(t: Translator, arg: int) -> None:
    value, obj = t.pop_many(2)
    t.instr("store_attr", obj, value, attrs=(_name(t, arg),))
    t.goes_on_storing(2)


TABLE["BINARY_SUBSCR"] = _simple("get_item", 2)
TABLE["BINARY_SLICE"] = _simple("get_slice", 3)


@opcode("DELETE_ATTR")
def _delete_attr(t: Translator, arg: int) -> None:
    t.instr("delete_attr", t.pop(), attrs=(_name(t, arg),))
    t.goes_on_storing(1)


@opcode("DELETE_SUBSCR")
def _delete_subscr(t: Translator, arg: int) -> None:
    t.instr("delete_item", *t.pop_many(2))
    t.goes_on_storing(2)


@opcode("STORE_SUBSCR")
def _store_subscr(t: Translator, arg: int) -> None:
    value, obj, key = t.pop_many(3)
    t.instr("set_item", obj, key, value)
    t.goes_on_storing(3)
    _watch_own_locals(t)


def _watch_own_locals(t: Translator) -> None:
    """From 3.13 on a function can write to its own locals through its frame: seen also where no stop is possible."""
    if sys.version_info >= (3, 13) and "f_locals" in t.code.co_names:
        t.watch()


@opcode("STORE_SLICE")
def _store_slice(t: Translator, arg: int) -> None:
    value, obj, start, stop = t.pop_many(4)
    t.instr("set_slice", obj, start, stop, value)
    t.goes_on_storing(4)


@opcode("BUILD_SLICE")
def _build_slice(t: Translator, arg: int) -> None:
    parts = t.pop_many(arg)
    if arg == 2:
        parts.append(t.null())
    t.push(t.emit("build_slice", *parts))


@opcode("BINARY_OP")
def _binary_op(t: Translator, arg: int) -> None:
    left, right = t.pop_many(2)
    count = len(_OPERATORS)
    op, number = ("inplace", arg - count) if arg >= count else ("binary", arg)
    t.push(t.emit(op, left, right, attrs=(_OPERATORS[number],)))
    if op == "inplace":
        _watch_own_locals(t)


TABLE["UNARY_NEGATIVE"] = _simple("negative", 1)
TABLE["UNARY_INVERT"] = _simple("invert", 1)
TABLE["UNARY_POSITIVE"] = _simple("positive", 1)


def _truth(t: Translator, value: Value) -> Value:
    return t.emit("is_true", value)


def _push_bool(t: Translator, condition: Value, *, inverted: bool = False) -> None:
    t.push(t.emit("box_bool", t.emit("not_", condition) if inverted else condition))


@opcode("UNARY_NOT")
def _unary_not(t: Translator, arg: int) -> None:
    _push_bool(t, _truth(t, t.pop()), inverted=True)


@opcode("TO_BOOL")
def _to_bool(t: Translator, arg: int) -> None:
    _push_bool(t, _truth(t, t.pop()))


@opcode("COMPARE_OP")
def _compare_op(t: Translator, arg: int) -> None:
    shift = 5 if sys.version_info >= (3, 13) else 4 if sys.version_info >= (3, 12) else 0
    left, right = t.pop_many(2)
    t.push(t.emit("compare", left, right, attrs=(_COMPARISONS[arg >> shift],)))
    if sys.version_info >= (3, 13) and arg & 16:
        _to_bool(t, 0)


@opcode("IS_OP")
def _is_op(t: Translator, arg: int) -> None:
    left, right = t.pop_many(2)
    _push_bool(t, t.emit("is_", left, right), inverted=bool(arg))


@opcode("CONTAINS_OP")
def _contains_op(t: Translator, arg: int) -> None:
    item, container = t.pop_many(2)
    _push_bool(t, t.emit("contains", container, item), inverted=bool(arg))


# ---- calls and functions ---------------------------------------------------------------------------------------------


def _call(t: Translator, count: int, kwnames: int | None) -> None:
    args = t.pop_many(count)
    first, second = t.pop_many(2)
    attrs = () if kwnames is None else (kwnames,)
    suffix = "" if kwnames is None else "_kw"
    if first.type == NULL:
        result = t.emit(f"call{suffix}", second, *args, attrs=attrs)
    elif second.type == NULL:
        result = t.emit(f"call{suffix}", first, *args, attrs=attrs)
    elif not first.type.may_be_null and not second.type.may_be_null:
        result = t.emit(f"call{suffix}", first, second, *args, attrs=attrs)
    elif first.type.may_be_null:
        result = t.emit(f"call_method{suffix}", second, first, *args, attrs=attrs)
    else:
        result = t.emit(f"call_method{suffix}", first, second, *args, attrs=attrs)
    t.push(result)
    t.watch()


@opcode("KW_NAMES")
def _kw_names(t: Translator, arg: int) -> None:
    t.kwnames = arg


@opcode("CALL")
def _call_opcode(t: Translator, arg: int) -> None:
    kwnames, t.kwnames = t.kwnames, None
    _call(t, arg, kwnames)


@opcode("CALL_KW")
def _call_kw(t: Translator, arg: int) -> None:
    _call(t, arg, t.constant_of(t.pop()))


@opcode("CALL_FUNCTION_EX")
def _call_function_ex(t: Translator, arg: int) -> None:
    kwargs = t.pop() if arg & 1 else t.null()
    args = t.pop()
    first, second = t.pop_many(2)
    function = second if first.type == NULL else first
    t.push(t.emit("call_ex", function, args, kwargs))
    t.watch()


_FUNCTION_PARTS = {1: "defaults", 2: "kwdefaults", 4: "annotations", 8: "closure", 16: "annotate"}


@opcode("MAKE_FUNCTION")
def _make_function(t: Translator, arg: int) -> None:
    code = t.pop()
    flags = arg if sys.version_info < (3, 13) else 0
    parts = [(what, t.pop()) for flag, what in reversed(_FUNCTION_PARTS.items()) if flags & flag]
    made = t.emit("make_function", code, attrs=(t.children[t.constant_of(code)],))
    for what, value in parts:
        t.instr("function_set", made, value, attrs=(what,))
    t.push(made)


@opcode("SET_FUNCTION_ATTRIBUTE")
def _set_function_attribute(t: Translator, arg: int) -> None:
    value, function = t.pop_many(2)
    t.instr("function_set", function, value, attrs=(_FUNCTION_PARTS[arg],))
    t.push(function)


_UNARY_INTRINSICS = {3: "stopiteration_error", 4: "async_gen_wrap", 5: "positive", 6: "list_to_tuple"}


@opcode("CALL_INTRINSIC_1")
def _call_intrinsic_1(t: Translator, arg: int) -> None:
    if arg in _UNARY_INTRINSICS:
        t.push(t.emit(_UNARY_INTRINSICS[arg], t.pop()))
    elif arg in (1, 2):  # their None is dropped right away
        t.instr("print_expr" if arg == 1 else "import_star", t.pop())
        t.push(t.null())
    else:
        t.push(t.emit("intrinsic_1", t.pop(), attrs=(arg,)))


@opcode("CALL_INTRINSIC_2")
def _call_intrinsic_2(t: Translator, arg: int) -> None:
    left, right = t.pop_many(2)
    if arg == 1:
        t.push(t.emit("prep_reraise_star", left, right))
    else:
        t.push(t.emit("intrinsic_2", left, right, attrs=(arg,)))


TABLE["PREP_RERAISE_STAR"] = _simple("prep_reraise_star", 2)
TABLE["ASYNC_GEN_WRAP"] = _simple("async_gen_wrap", 1)
TABLE["LIST_TO_TUPLE"] = _simple("list_to_tuple", 1)
TABLE["IMPORT_STAR"] = _simple("import_star", 1, 0)
TABLE["PRINT_EXPR"] = _simple("print_expr", 1, 0)

# ---- building --------------------------------------------------------------------------------------------------------


def _build(op: str, scale: int = 1) -> Action:
    def action(t: Translator, arg: int) -> None:
        t.push(t.emit(op, *t.pop_many(arg * scale)))

    return action


TABLE["BUILD_TUPLE"] = _build("build_tuple")
TABLE["BUILD_LIST"] = _build("build_list")
TABLE["BUILD_SET"] = _build("build_set")
TABLE["BUILD_MAP"] = _build("build_map", 2)
TABLE["BUILD_STRING"] = _build("build_string")


@opcode("BUILD_CONST_KEY_MAP")
def _build_const_key_map(t: Translator, arg: int) -> None:
    keys = t.constant_of(t.pop())
    t.push(t.emit("build_const_key_map", *t.pop_many(arg), attrs=(keys,)))


def _into(op: str, pops: int = 1) -> Action:
    """The op on the container `arg` below the top `pops` items."""

    def action(t: Translator, arg: int) -> None:
        items = t.pop_many(pops)
        t.instr(op, t.stack[-arg], *items)

    return action


TABLE["LIST_APPEND"] = _into("list_append")
TABLE["LIST_EXTEND"] = _into("list_extend")
TABLE["SET_ADD"] = _into("set_add")
TABLE["SET_UPDATE"] = _into("set_update")
TABLE["MAP_ADD"] = _into("map_add", 2)
TABLE["DICT_UPDATE"] = _into("dict_update")


@opcode("DICT_MERGE")
def _dict_merge(t: Translator, arg: int) -> None:
    mapping = t.pop()
    below = t.stack[-(arg + 3) : len(t.stack) - arg - 1]  # callable and NULL in either order (3.11: callable only)
    function = below[0] if below[0].type != NULL else below[1]
    t.instr("dict_merge", t.stack[-arg], mapping, function)


@opcode("FORMAT_VALUE")
def _format_value(t: Translator, arg: int) -> None:
    spec = t.pop() if arg & 4 else None
    if arg & 3:
        _convert_value(t, arg & 3)
    if spec is None:
        _format_simple(t, 0)
    else:
        t.push(spec)
        _format_with_spec(t, 0)


@opcode("CONVERT_VALUE")
def _convert_value(t: Translator, arg: int) -> None:
    t.push(t.emit("convert", t.pop(), attrs=(("Str", "Repr", "ASCII")[arg - 1],)))


_format_simple = TABLE["FORMAT_SIMPLE"] = _simple("format_simple", 1)
_format_with_spec = TABLE["FORMAT_WITH_SPEC"] = _simple("format_with_spec", 2)

# ---- iteration, unpacking, patterns ----------------------------------------------------------------------------------

TABLE["GET_ITER"] = _simple("get_iter", 1)
TABLE["GET_YIELD_FROM_ITER"] = _simple("get_yield_from_iter", 1)


@opcode("FOR_ITER")
def _for_iter(t: Translator, arg: int) -> None:
    item = t.emit("iter_next", t.stack[-1])
    iterator = t.pop()
    ended = t.edge_to(exhausted_target(t.at, t.decoded))
    t.goes_on(exhausted_target(t.at, t.decoded), 2)
    t.push(iterator)
    body = t.function.new_block()
    assert t.block is not None
    t.instr("branch", t.emit("is_null", item)).edges = [ended, Edge(body)]
    t.block = body
    t.push(item)
    t.goes_on(t.at.next, 1)
    t.pop()
    t.push(t.emit("bound", item))


@opcode("UNPACK_SEQUENCE")
def _unpack_sequence(t: Translator, arg: int) -> None:
    t.push(*reversed(t.instr("unpack", t.pop(), attrs=(arg,), n_results=arg).results))


@opcode("UNPACK_EX")
def _unpack_ex(t: Translator, arg: int) -> None:
    before, after = arg & 0xFF, arg >> 8
    made = t.instr("unpack_ex", t.pop(), attrs=(before, after), n_results=before + 1 + after)
    t.push(*reversed(made.results))


@opcode("GET_LEN")
def _get_len(t: Translator, arg: int) -> None:
    t.push(t.emit("get_len", t.stack[-1]))


@opcode("MATCH_MAPPING")
def _match_mapping(t: Translator, arg: int) -> None:
    _push_bool(t, t.emit("match_mapping", t.stack[-1]))


@opcode("MATCH_SEQUENCE")
def _match_sequence(t: Translator, arg: int) -> None:
    _push_bool(t, t.emit("match_sequence", t.stack[-1]))


@opcode("MATCH_KEYS")
def _match_keys(t: Translator, arg: int) -> None:
    t.push(t.emit("match_keys", t.stack[-2], t.stack[-1]))


@opcode("MATCH_CLASS")
def _match_class(t: Translator, arg: int) -> None:
    t.push(t.emit("match_class", *t.pop_many(3), attrs=(arg,)))


# ---- jumps -----------------------------------------------------------------------------------------------------------


def _target(t: Translator) -> int:
    assert t.at.target is not None
    return t.at.target


@opcode("JUMP_FORWARD", "JUMP_BACKWARD_NO_INTERRUPT")
def _jump(t: Translator, arg: int) -> None:
    t.jump_to(_target(t))


@opcode("JUMP_BACKWARD")
def _jump_backward(t: Translator, arg: int) -> None:
    t.instr("poll")
    t.goes_on(_target(t))
    t.jump_to(_target(t))


def _branch(t: Translator, condition: Value, *, jump_if: bool) -> None:
    """A conditional jump; 3.11's backward ones poll on the way."""
    t.goes_on(_target(t), 1 if jump_if else 2)
    t.goes_on(t.at.next, 2 if jump_if else 1)
    taken = _way_back(t) if "BACKWARD" in t.at.name else t.edge_to(_target(t))
    falls = t.edge_to(t.at.next)
    t.instr("branch", condition).edges = [taken, falls] if jump_if else [falls, taken]
    t.stop()


def _way_back(t: Translator) -> Edge:
    from_block, way = t.block, t.function.new_block()
    t.block = way
    t.instr("poll")
    t.jump_to(_target(t))
    t.block = from_block
    return Edge(way)


@opcode("POP_JUMP_IF_TRUE", "POP_JUMP_FORWARD_IF_TRUE", "POP_JUMP_BACKWARD_IF_TRUE")
def _pop_jump_if_true(t: Translator, arg: int) -> None:
    _branch(t, _truth(t, t.pop()), jump_if=True)


@opcode("POP_JUMP_IF_FALSE", "POP_JUMP_FORWARD_IF_FALSE", "POP_JUMP_BACKWARD_IF_FALSE")
def _pop_jump_if_false(t: Translator, arg: int) -> None:
    _branch(t, _truth(t, t.pop()), jump_if=False)


@opcode("POP_JUMP_IF_NONE", "POP_JUMP_FORWARD_IF_NONE", "POP_JUMP_BACKWARD_IF_NONE")
def _pop_jump_if_none(t: Translator, arg: int) -> None:
    _branch(t, t.emit("is_none", t.pop()), jump_if=True)


@opcode("POP_JUMP_IF_NOT_NONE", "POP_JUMP_FORWARD_IF_NOT_NONE", "POP_JUMP_BACKWARD_IF_NOT_NONE")
def _pop_jump_if_not_none(t: Translator, arg: int) -> None:
    _branch(t, t.emit("is_none", t.pop()), jump_if=False)


def _jump_or_pop(t: Translator, *, jump_if: bool) -> None:
    condition = _truth(t, t.stack[-1])
    taken = t.edge_to(_target(t))
    t.goes_on(_target(t), 1 if jump_if else 2)
    t.pop()
    falls = t.edge_to(t.at.next)
    t.goes_on(t.at.next, 2 if jump_if else 1)
    t.instr("branch", condition).edges = [taken, falls] if jump_if else [falls, taken]
    t.stop()


@opcode("JUMP_IF_TRUE_OR_POP")
def _jump_if_true_or_pop(t: Translator, arg: int) -> None:
    _jump_or_pop(t, jump_if=True)


@opcode("JUMP_IF_FALSE_OR_POP")
def _jump_if_false_or_pop(t: Translator, arg: int) -> None:
    _jump_or_pop(t, jump_if=False)


@opcode("RETURN_VALUE")
def _return_value(t: Translator, arg: int) -> None:
    t.instr("ret", t.pop())
    t.stop()


@opcode("RETURN_CONST")
def _return_const(t: Translator, arg: int) -> None:
    t.instr("ret", t.const(arg))
    t.stop()


# ---- exceptions and with ---------------------------------------------------------------------------------------------


@opcode("RAISE_VARARGS")
def _raise_varargs(t: Translator, arg: int) -> None:
    if arg == 0:
        t.instr("raise_again")
    else:
        cause = t.pop() if arg > 1 else t.null()
        t.instr("raise_", t.pop(), cause)
    t.stop()


@opcode("RERAISE")
def _reraise(t: Translator, arg: int) -> None:
    exc = t.pop()
    if arg:
        t.instr("reraise_from", exc, t.stack[-arg])
    else:
        t.instr("reraise", exc)
    t.stop()


@opcode("PUSH_EXC_INFO")
def _push_exc_info(t: Translator, arg: int) -> None:
    exc = t.pop()
    t.push(t.emit("push_exc_info", exc), exc)


TABLE["POP_EXCEPT"] = _simple("pop_except", 1, 0)


@opcode("CHECK_EXC_MATCH")
def _check_exc_match(t: Translator, arg: int) -> None:
    kind = t.pop()
    _push_bool(t, t.emit("check_exc_match", t.stack[-1], kind))


TABLE["CHECK_EG_MATCH"] = _simple("check_eg_match", 2)


@opcode("BEFORE_WITH")
def _before_with(t: Translator, arg: int) -> None:
    t.push(*t.instr("before_with", t.pop()).results)
    t.watch()


TABLE["BEFORE_ASYNC_WITH"] = _simple("before_async_with", 1)


@opcode("WITH_EXCEPT_START")
def _with_except_start(t: Translator, arg: int) -> None:
    t.push(t.emit("with_except_start", t.stack[-4], t.stack[-1]))
    t.watch()


# ---- generators and coroutines ---------------------------------------------------------------------------------------


@opcode("RETURN_GENERATOR")
def _return_generator(t: Translator, arg: int) -> None:
    t.instr("return_generator")
    t.stop()


@opcode("YIELD_VALUE")
def _yield_value(t: Translator, arg: int) -> None:
    value = t.pop()
    t.instr("yield_value", value, *t.stack)
    t.resume_after()


@opcode("SEND")
def _send(t: Translator, arg: int) -> None:
    value = t.pop()
    receiver = t.pop()
    result, done = t.instr("send", receiver, value).results
    if sys.version_info >= (3, 12):
        t.push(receiver)
    t.push(result)
    t.goes_on(_target(t), 1)
    finished = t.edge_to(_target(t))
    t.stack[:] = [*t.stack[: len(t.stack) - (2 if sys.version_info >= (3, 12) else 1)], receiver, result]
    t.goes_on(t.at.next, 2)
    suspended = t.function.new_block()
    t.instr("branch", done).edges = [finished, Edge(suspended)]
    t.block = suspended


@opcode("GET_AWAITABLE")
def _get_awaitable(t: Translator, arg: int) -> None:
    t.push(t.emit("get_awaitable", t.pop(), attrs=(arg,)))


TABLE["GET_AITER"] = _simple("get_aiter", 1)


@opcode("GET_ANEXT")
def _get_anext(t: Translator, arg: int) -> None:
    t.push(t.emit("get_anext", t.stack[-1]))


@opcode("END_ASYNC_FOR")
def _end_async_for(t: Translator, arg: int) -> None:
    exc = t.pop()
    t.pop()
    t.instr("end_async_for", exc)


@opcode("CLEANUP_THROW")
def _cleanup_throw(t: Translator, arg: int) -> None:
    exc = t.pop()
    t.pop_many(2)
    value = t.emit("cleanup_throw", exc)
    t.push(t.emit("none"), value)


@opcode("IMPORT_FROM")
def _import_from(t: Translator, arg: int) -> None:
    t.push(t.emit("import_from", t.stack[-1], attrs=(_name(t, arg),)))
