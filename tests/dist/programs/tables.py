# requires: rich tqdm pygments mpmath ipython ipywidgets pandas pillow pytest
# kept-out: IPython IPython
# kept-out: ipywidgets ipywidgets
# kept-out: mpmath mpmath.tests
# kept-out: pygments PIL
# kept-out: pytest pytest
# kept-out: tqdm pandas
import io
import mpmath
from pygments import highlight
from pygments.formatters import get_formatter_by_name
from pygments.lexers import get_lexer_by_name
from rich.console import Console
from rich.table import Table
from tqdm.auto import tqdm

mpmath.mp.dps = 30
print(mpmath.zeta(3), mpmath.quad(mpmath.sin, [0, mpmath.pi]))
table = Table(title="Words")
table.add_column("n")
table.add_row("[b]1[/b]")
Console(file=io.StringIO()).print(table)
print(sum(tqdm(range(5), file=io.StringIO())))
print(highlight("x = 1", get_lexer_by_name("python"), get_formatter_by_name("html")))
