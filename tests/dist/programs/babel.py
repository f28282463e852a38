# requires: babel tzdata
# facts: babel
import io
from datetime import date, datetime
from decimal import Decimal

from babel import Locale, UnknownLocaleError, localedata
from babel.dates import format_date, format_datetime, format_timedelta, get_timezone
from babel.lists import format_list
from babel.messages import Catalog, mofile, pofile
from babel.messages.extract import extract
from babel.numbers import format_currency, format_decimal, format_percent, parse_decimal
from babel.units import format_unit

for name in ("de_CH", "ar", "ja", "hi", "en"):
    locale = Locale.parse(name)
    print(locale.display_name, format_date(date(2026, 11, 26), "full", locale=locale), format_decimal(Decimal("1234.5"), locale=locale))
    print(format_currency(9.5, "CHF", locale=locale), format_percent(0.25, locale=locale), format_list(["a", "b", "c"], locale=locale))
print(format_datetime(datetime(2026, 7, 1, 12), tzinfo=get_timezone("Asia/Tokyo"), locale="fr"), format_timedelta(date(2026, 3, 1) - date(2026, 1, 1), locale="pl"))
print(parse_decimal("1.234,5", locale="de"), format_unit(3, "kilometer", locale="es"), len(localedata.locale_identifiers()) > 500)
try:
    Locale.parse("xx_YY")
except UnknownLocaleError as error:
    print(error)
catalog = Catalog(locale="de", creation_date=datetime(2026, 1, 1), revision_date=datetime(2026, 1, 1))
catalog.add("thing", "Ding")
catalog.add(("one", "many"), ("eins", "viele"))
file = io.BytesIO()
pofile.write_po(file, catalog)
print(file.getvalue().decode(), catalog.num_plurals)
binary = io.BytesIO()
mofile.write_mo(binary, catalog)
print(len(binary.getvalue()), [*extract("python", io.BytesIO(b"_('x')\nngettext('a', 'b', 2)"))])
