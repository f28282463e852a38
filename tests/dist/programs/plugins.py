# requires: jinja2 babel stevedore
import io
from importlib.metadata import entry_points, metadata, version

from stevedore import ExtensionManager

for point in sorted(entry_points(group="babel.extractors")):
    function = point.load()
    print(point.name, point.value, point.dist.name, function.__module__)
    if point.name == "jinja2":
        print([*function(io.BytesIO(b"{{ _('x') }}{% trans %}y{% endtrans %}"), ["_"], [], {})])
print(sorted(ExtensionManager("babel.checkers").names()), len(entry_points(group="none")))
print(metadata("jinja2")["Name"], version("babel"))
