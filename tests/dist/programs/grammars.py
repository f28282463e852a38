# requires: lark parso pint jsonschema
# modes: standalone
# facts: lark parso pint jsonschema_specifications
# arguments: lark
# arguments: parso
# arguments: pint
# arguments: jsonschema_specifications
import sys


def lark() -> None:
    from lark import Lark

    grammar = """
    start: (NAME "=" value)*
    value: SIGNED_NUMBER | ESCAPED_STRING | "[" [value ("," value)*] "]"
    %import common.CNAME -> NAME
    %import common (SIGNED_NUMBER, ESCAPED_STRING, WS)
    %ignore WS
    """
    print(Lark(grammar, parser="lalr").parse('a = [1, -2.5] b = "x"').pretty())


def parso() -> None:
    import parso

    for version in ("3.9", "3.13"):
        wrong = parso.parse("def f(:", version=version)
        print(parso.parse("x = 1", version=version).dump(), [one.message for one in parso.load_grammar(version=version).iter_errors(wrong)])


def pint() -> None:
    import pint

    units = pint.UnitRegistry()
    print((3 * units.mile / units.hour).to("m/s"), units("5 kelvin").to_base_units(), units("speed_of_light").to("km/s"))


def jsonschema_specifications() -> None:
    import jsonschema

    for version in ("https://json-schema.org/draft/2020-12/schema", "http://json-schema.org/draft-04/schema#"):
        schema = {"$schema": version, "$ref": version}
        print([error.message for error in jsonschema.validators.validator_for(schema)(schema).iter_errors({"type": 3})])


globals()[sys.argv[1]]()
