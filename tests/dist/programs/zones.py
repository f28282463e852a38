# requires: python-dateutil pytz
# facts: pytz dateutil
from datetime import datetime

import dateutil
import pytz

for name in ("Europe/Zurich", "Asia/Kathmandu", "US/Eastern"):
    print(pytz.timezone(name).localize(datetime(2026, 7, 1, 12)).isoformat(), pytz.country_timezones["CH"])
print(len(pytz.all_timezones) > 400, pytz.country_names["ch"])
print(*(getattr(dateutil, name).__name__ for name in ("parser", "relativedelta", "rrule", "tz", "easter", "utils")))
print(dateutil.easter.easter(2026), dateutil.parser.parse("1 Jul 2026 12:00 +02:00"), dateutil.relativedelta.relativedelta(months=3))
from dateutil.zoneinfo import get_zonefile_instance

print(datetime(2026, 7, 1, tzinfo=get_zonefile_instance().get("Asia/Tokyo")).utcoffset())
