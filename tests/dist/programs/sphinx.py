# requires: sphinx
# modes: standalone
# facts: alabaster sphinx sphinxcontrib
# arguments: html
# arguments: latex
# arguments: epub
# arguments: man
# arguments: text
# arguments: qthelp
import hashlib
import io
import sys
from pathlib import Path

from sphinx.application import Sphinx

TEXT = """
Titel
=====

.. toctree::

.. function:: f(x: int) -> int

   Macht, siehe :func:`f`.

.. code-block:: python

   f(1)

.. todo:: mehr

.. index:: Wort
"""
Path("source").mkdir()
Path("source/index.rst").write_text(TEXT)
SETTINGS = """
project = "Projekt"
language = "de"
copyright = "2026"
version = "1"
today = "heute"
extensions = ["sphinx.ext." + name for name in ("autodoc", "imgmath", "intersphinx", "napoleon", "todo", "viewcode")]
todo_include_todos = True
"""
Path("source/conf.py").write_text(SETTINGS)
builder = sys.argv[1]
errors = io.StringIO()
app = Sphinx("source", "source", "made", "trees", builder, status=None, warning=errors)
app.build()
print(app.statuscode, errors.getvalue())
for path in sorted(Path("made").rglob("*")):
    if path.suffix in (".html", ".css", ".js", ".tex", ".sty", ".txt", ".1", ".qhp"):
        print(path, hashlib.sha256(path.read_bytes()).hexdigest())
