"""str and bytes methods, formatting, escapes, encodings: the calls a compiler turns into shortcuts."""


def attempt(f):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)


s = "Hello, Wörld"
print(s.upper(), s.lower(), s.title(), s.swapcase(), s.center(20, "*"), s.ljust(15, "."), s.zfill(15), s.split(", "), s.partition(","), s.rpartition("o"))
print(s.find("o"), s.rfind("o"), s.index("W"), s.count("l"), s.startswith(("x", "He")), s.endswith("d"), s.replace("l", "L", 2), s.strip("Hd"), s.encode(), s.encode("latin-1"))
print("a-b_c".translate({45: "+", 95: None}), "x".join(["a", "b"]), "".join(c for c in "abc"), ",".join({"k": 1}), "ab\ncd\r\nef".splitlines(), "  x ".strip(), "a b  c".split(), "aXbXc".rsplit("X", 1))
print("abc".isalpha(), "12".isdigit(), "a1".isalnum(), "".isspace(), "Ab".istitle(), "ab".isidentifier(), "ẞ".casefold(), "ﬁ".upper(), "%%" % ())
print("%-10s|%+d|%05.1f|%x|%o|%e|%c|%r|%%|%s" % ("s", 5, 2.25, 255, 8, 12345.678, "c", "r", (1,)), "%(k)s" % {"k": "v"}, "%s" % None, "%*d" % (5, 3), "%.3s" % "abcdef")
print("{0} {1!r:>5} {k[0]} {o.real} {{}}".format(1, "x", k=[5], o=3), "{:,} {:.2%} {:^7} {:#b} {:+.1e}".format(1234567, 0.256, "mid", 5, 12345.0), "{:{w}}|".format("a", w=4))
for f in (lambda: "a" + 1, lambda: 1 + "a", lambda: "a" * "b", lambda: "%d" % "x", lambda: "%s %s" % (1,), lambda: "%s" % (1, 2), lambda: "%z" % 1, lambda: "{}".format(), lambda: "{x}".format(),
          lambda: "{0.x}".format(1), lambda: "{".format(), lambda: "a".index("z"), lambda: ",".join([1]), lambda: "é".encode("ascii"), lambda: b"\xff".decode(), lambda: "a" in 5, lambda: 5 in "a",
          lambda: "abc"["x"], lambda: chr(-1), lambda: ord("ab"), lambda: int("1.5"), lambda: float("x"), lambda: "a".join(5), lambda: "x".split(""), lambda: bytes("a"), lambda: b"a" + "a", lambda: b"a"[5],
          lambda: bytes([256]), lambda: "a" < 1, lambda: "abc".replace("a"), lambda: str(b"a", "nope"), lambda: "%(a)s" % 5, lambda: "%c" % 1114112, lambda: f"{'x':d}", lambda: "a".zfill("b")):
    attempt(f)
b = b"bytes\x00\xff"
print(b, b[0], b[1:3], list(b[:2]), b.hex(), b.upper(), b"a" in b"ab", 97 in b"a", b"%d %s" % (5, b"x"), bytes(3), bytes([1, 2]), bytearray(b"ab") + b"c", b"a" * 3, b"a,b".split(b","), bytes.fromhex("0aff"))
ba = bytearray(b"abc")
ba[0] = 90
ba += b"d"
ba.append(101)
ba[1:2] = b"XX"
del ba[-1]
print(ba, memoryview(ba)[1], bytes(ba))
print("\x41\u0042\U00000043\N{LATIN SMALL LETTER E WITH ACUTE}\101\t\\ \
continued", r"raw\n", b"\x00\n", "'", '"', '\'"', """triple "quoted" 'x'""", "\0".encode(), "a\
b")
print(repr("\x00\x7f\x80\u2028\ud800\U0001F600 '\"\n"), ascii("é日\U0001F600"), len("😀"), "😀"[0] == "😀", "é" == "e\u0301", "a" "b" 'c')


def build(n):
    s = ""
    for i in range(n):
        s += str(i)
        t = s
        if i % 3 == 0:
            s = s + "," + s[-1]
    return s, t


print(build(12))


def chars(s):
    out = {}
    for i, c in enumerate(s):
        out[c] = out.get(c, 0) + 1
        if c == "a" or c in "xyz" or "b" <= c <= "d":
            out["hit"] = out.get("hit", 0) + 1
    return sorted(out.items())


print(chars("abracadabra xyz"))
print("abc" is "abc", "a" < "b" < "c", "a" == b"a", "" or "default", "x" and "y", not "", "ab" > "aa", max("b", "a"), "z" not in "abc", "" in "abc", "bc" in "abc")


class S(str):
    def upper(self):
        return "S.upper"

    def __add__(self, o):
        return "S.add"

    def __radd__(self, o):
        return "S.radd"

    def __eq__(self, o):
        return "S.eq"

    __hash__ = str.__hash__

    def __mod__(self, o):
        return "S.mod"

    def __contains__(self, o):
        return "yes"

    def __iter__(self):
        return iter([1, 2])


x = S("abc")
print(x.upper(), x + "a", "a" + x, x == "abc", x % 1, 5 in x, [*x], x[0], len(x), "".join([x, x]), f"{x}", x.lower(), "%s" % x, str(x), "abc".replace("b", x))
