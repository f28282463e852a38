# requires: rich
# facts: rich
import logging

from rich.console import Console, Group
from rich.emoji import Emoji
from rich.json import JSON
from rich.logging import RichHandler
from rich.markdown import Markdown
from rich.panel import Panel
from rich.pretty import pprint
from rich.progress import track
from rich.syntax import Syntax
from rich.table import Table
from rich.traceback import Traceback
from rich.tree import Tree

console = Console(width=70, force_terminal=True, color_system="truecolor", legacy_windows=False)
table = Table(title="[bold red]Größen[/]", show_lines=True)
table.add_column("Name", style="cyan")
table.add_column("漢字", justify="right")
table.add_row("x", "[i]1[/i]")
tree = Tree("root")
tree.add("leaf").add(":smile:")
console.print(Group(Panel(table, subtitle="sub"), tree, JSON('{"a": [1, null]}')))
console.print(Markdown("# Title\n\n* one\n* `two`\n\n```python\nprint(1)\n```\n\n> quote\n\n|a|b|\n|-|-|\n|1|2|"))
for lexer, code in (("python", "def f(x): return x + 1"), ("rust", "fn main() {}"), ("sql", "select 1"), ("yaml", "a: 1")):
    console.print(Syntax(code, lexer, theme="monokai", line_numbers=True))
pprint({"list": list(range(30)), "text": "x" * 50}, console=console)
console.print([*track(range(3), console=Console(quiet=True))], Emoji("rocket"))
handler = RichHandler(console=console, show_time=False, show_path=False)
logging.getLogger("x").addHandler(handler)
logging.getLogger("x").warning("careful %s", 3)
console.rule("end")
try:
    1 / 0
except ZeroDivisionError as error:
    print(type(Traceback.from_exception(type(error), error, None)).__name__)
