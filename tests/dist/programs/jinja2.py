# requires: jinja2
import asyncio

import jinja2
from jinja2 import DictLoader, Environment, StrictUndefined, select_autoescape
from jinja2.sandbox import SandboxedEnvironment

environment = Environment(
    loader=DictLoader({
        "base.html": "<h1>{% block title %}{% endblock %}</h1>{% include 'part.txt' %}",
        "page.html": "{% extends 'base.html' %}{% block title %}{{ title|upper }}{% endblock %}",
        "part.txt": "{% macro m(x, y=2) %}{{ x }}-{{ y }}{% endmacro %}{{ m(1) }} {{ m(1, y='<') }}",
    }),
    autoescape=select_autoescape(), undefined=StrictUndefined, extensions=["jinja2.ext.loopcontrols", "jinja2.ext.do", "jinja2.ext.i18n"],
)  # fmt: skip
environment.install_gettext_translations(__import__("gettext").NullTranslations())
print(environment.get_template("page.html").render(title="größe <x>"))
text = "{% for k, v in items|dictsort %}{% if loop.first %}{% continue %}{% endif %}{{ loop.index }}{{ k }}{{ v }}{% endfor %}{% trans n=2 %}{{ n }} thing{% endtrans %}"
print(environment.from_string(text).render(items={"b": 1, "a": 2}))
for bad in ("{{ x }}", "{% if %}", "{{ 1|nothing }}"):
    try:
        environment.from_string(bad).render()
    except jinja2.TemplateError as error:
        print(type(error).__name__, error)
print(SandboxedEnvironment().from_string("{{ [3, 1]|sort|join(',') }} {{ 'x' * 3 }}").render())
waiting = Environment(enable_async=True).from_string("{% for i in f() %}{{ i }}{% endfor %}")


async def numbers():
    for i in range(3):
        yield i


print(asyncio.run(waiting.render_async(f=numbers)))
package = Environment(loader=jinja2.FunctionLoader(lambda name: f"from {name}"))
print(package.get_template("x").render(), environment.list_templates())
