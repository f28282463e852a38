"""A generator suspended in the arguments of a method call, resumed by interpreted code: what lies on its stack."""


class Holder:
    def method(self, *args, **kwargs):
        return "method", args, kwargs

    @classmethod
    def made(cls, *args):
        return cls.__name__, args

    @staticmethod
    def static(*args):
        return "static", args


class Child(Holder):
    def method(self):
        yield super().method((yield "super"))
        yield super().static((yield "super static"))


holder = Holder()
holder.attribute = lambda *args, **kwargs: ("attribute", args, kwargs)


def every_kind(flag):
    for i in range(2):
        print(holder.method((yield "method"), 1, key=(yield "key")))
        print(holder.attribute((yield "attribute"), 2, key=(yield "key")))
        print(Holder.made((yield "class method")), holder.static((yield "static")))
        print(str.upper((yield "unbound") or "none"), len((yield "global") or ()))
        print((holder.attribute if flag else holder.method)((yield "either") if i else (yield "or")))


namespace = {}
exec(
    """
def by_for(generator):
    next(generator)
    for what in generator:
        print("   ", what)

def by_throw(generator, turns):
    for _ in range(turns):
        next(generator)
    try:
        generator.throw(KeyError("thrown"))
    except KeyError as error:
        print("   ", error)
""",
    namespace,
)
for flag in (False, True):
    for _ in range(10):
        namespace["by_for"](every_kind(flag))
    for turns in range(1, 9):
        namespace["by_throw"](every_kind(flag), turns)
namespace["by_for"](Child().method())
for what in every_kind(False):
    print("compiled", what)
