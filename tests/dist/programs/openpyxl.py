# requires: openpyxl
import datetime
import io

from openpyxl import Workbook, load_workbook
from openpyxl.chart import BarChart, Reference
from openpyxl.styles import Font, PatternFill
from openpyxl.utils import get_column_letter

book = Workbook()
sheet = book.active
sheet.title = "Größen"
for row in (("name", "n"), ("a", 1), ("b", 2.5), ("ü", datetime.date(2026, 11, 26)), ("sum", "=SUM(B2:B3)")):
    sheet.append(row)
sheet["A1"].font = Font(bold=True, color="FF0000")
sheet["B1"].fill = PatternFill("solid", fgColor="00FF00")
sheet.merge_cells("D1:E2")
chart = BarChart()
chart.add_data(Reference(sheet, min_col=2, min_row=1, max_row=3), titles_from_data=True)
sheet.add_chart(chart, "G2")
book.create_sheet("other").freeze_panes = "B2"
file = io.BytesIO()
book.save(file)
again = load_workbook(file)
print(again.sheetnames, [[cell.value for cell in row] for row in again["Größen"].iter_rows(max_col=2)])
print(again["Größen"]["A1"].font.b, again["Größen"].merged_cells.ranges, again["other"].freeze_panes, get_column_letter(28))
quick = load_workbook(file, read_only=True, data_only=True)
print([row for row in quick["Größen"].values][1][:2])
try:
    load_workbook(io.BytesIO(b"no"))
except Exception as error:
    print(type(error).__name__, error)
