# requires: docutils pygments fpdf2 reportlab
# modes: standalone
# facts: docutils fpdf reportlab
# arguments: docutils
# arguments: fpdf
# arguments: reportlab
import hashlib
import sys


def docutils() -> None:
    from docutils.core import publish_string

    source = """
Titel
=====

.. include:: <isonum.txt>
.. achtung:: |copy| 2026
.. code:: python

   x = 1
.. csv-table::

   a, "b, c"
"""
    settings = {
        "language_code": "de",
        "datestamp": None,
        "report_level": 5,
        "use_latex_citations": True,
        "legacy_column_widths": False,
    }
    for writer in ("html4", "html5", "latex", "manpage", "odt", "pseudoxml", "s5", "xml"):
        made = publish_string(source, writer=writer, settings_overrides=settings)
        print(writer, made[:2] if writer == "odt" else hashlib.sha256(made).hexdigest())
    header = "PEP: 1\nTitle: T\nVersion: 1\nAuthor: A <a@b.c>\nStatus: Draft\nType: Process\nCreated: 1\n\nA\n=\nb"
    settings["no_random"] = True
    print(len(publish_string(header, reader="pep", writer="pep_html", settings_overrides=settings)))
    print(publish_string("<document><title>T</title></document>", parser="xml", writer="pseudoxml"))
    page = publish_string(
        source, parser="rst", writer="html5", settings_overrides={**settings, "embed_stylesheet": False}
    )
    print(page.decode().partition("<body")[2])


def fpdf() -> None:
    from fpdf import FPDF

    pdf = FPDF(enforce_compliance="PDF/A-4")
    pdf.add_page()
    pdf.line(10, 10, 90, 90)
    print(b"sRGB2014" in pdf.output())


def reportlab() -> None:
    from io import BytesIO

    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont
    from reportlab.pdfgen.canvas import Canvas

    for name in ("Helvetica-Bold", "Times-Italic", "Courier", "Symbol"):
        print(name, pdfmetrics.stringWidth("The text", name, 12))
    pdfmetrics.registerFont(TTFont("Vera", "Vera.ttf"))
    print(pdfmetrics.stringWidth("The text", "Vera", 12))
    canvas = Canvas(file := BytesIO(), invariant=1)
    canvas.setFont("Vera", 12)
    canvas.drawString(72, 720, "The text")
    canvas.save()
    print(hashlib.sha256(file.getvalue()).hexdigest())


globals()[sys.argv[1]]()
