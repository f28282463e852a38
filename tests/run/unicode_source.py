# -*- coding: utf-8 -*-
"""Names, strings and comments beyond ASCII; normalisation of identifiers; a form feed and odd spacing."""

größe = 3
变量 = "中文"
Ω, µ = "omega", "micro sign"  # µ is normalised to Greek mu
print(größe, 变量, Ω, μ, "µ" == "μ", sorted(k for k in globals() if not k.isascii()))
ﬁ = "ligature"
print(fi)


class Клас:
    поле = 1

    def метод(self, параметр=größe):
        return self.поле + параметр, self.__скрыто()

    def __скрыто(self):
        return "приватно"


print(Клас().метод(), Клас.__name__, Клас.метод.__qualname__, [n for n in vars(Клас) if "скрыто" in n])


def ошибка(x):
    return x.нет_такого + größe  # naïve


import traceback

try:
    ошибка("日本語") if 变量 else None
except AttributeError:
    traceback.print_exc()
try:
    print(неизвестно)
except NameError as e:
    print(e)


def f(é, *, ñ=2):
    return é, ñ


print(f(1), f(é=3, ñ=4), f(**{"é": 5}))
try:
    f(ö=1)
except TypeError as e:
    print(e)
print(f"{größe:>{größe + 2}} {变量!a} {'é' * 2}", "😀"[0], len("👨‍👩‍👧"), "\N{SNOWMAN}", b"\xc3\xa9".decode(), "tab	inside", 'mixed "é"')
𝐱 = "mathematical bold x"
print(x)
match {"ключ": [1, 2]}:
    case {"ключ": [первый, *остальные]}:
        print(первый, остальные)
lambda_é = lambda ü: ü * 2
print(lambda_é(2), lambda_é.__code__.co_varnames)
from math import pi as π

print(round(π, 3))
if True:
	print("indented with a tab")
for\
 i in \
  range(2): print(i, end=" "); print("semi")
x = (1 +
  # comment between

     2)
print(x); del x;
