# requires: certifi tzdata
# facts: certifi tzdata
import importlib.resources
import ssl
import zoneinfo
from datetime import datetime

import certifi

print(ssl.create_default_context(cafile=certifi.where()).cert_store_stats()["x509_ca"] > 100)
print(certifi.contents().count("BEGIN CERTIFICATE") > 100, open(certifi.where()).read() == certifi.contents())
zoneinfo.reset_tzpath(())
for zone in ("Europe/Zurich", "America/Argentina/Buenos_Aires", "UTC", "Asia/Kathmandu"):
    print(datetime(2026, 7, 1, 12, tzinfo=zoneinfo.ZoneInfo(zone)).isoformat())
print(len(zoneinfo.available_timezones()) > 400, importlib.resources.files("tzdata").joinpath("zones").is_file())
try:
    zoneinfo.ZoneInfo("No/Where")
except zoneinfo.ZoneInfoNotFoundError as error:
    print(error)
