# requires: pandas openpyxl pyarrow lxml sqlalchemy jinja2 tzdata
# facts: pandas pyarrow
import io

import pandas as pd

frame = pd.DataFrame({"city": ["Rome", "Oslo", "Rome", "Bern"], "n": [1, 2, 3, None]})
frame["when"] = pd.date_range("2026-01-30", periods=4, freq="D", tz="Europe/Rome")
print(frame, frame.dtypes, frame.describe(), sep="\n")
print(frame.groupby("city")["n"].agg(["sum", "mean", "count"]))
print(frame.pivot_table(index="city", columns=frame["when"].dt.month, values="n", aggfunc="sum"))
print(frame.merge(pd.DataFrame({"city": ["Rome"], "land": ["Italy"]}), how="left"))
print(frame.set_index("when")["n"].resample("2D").sum(), frame["n"].rolling(2).mean().tolist())
text = frame.to_csv(index=False)
print(pd.read_csv(io.StringIO(text), parse_dates=["when"]).equals(frame), frame.to_json(orient="records", date_format="iso"))
plain = frame.drop(columns="when")
for save, load in (("to_excel", pd.read_excel), ("to_parquet", pd.read_parquet), ("to_pickle", pd.read_pickle)):
    file = io.BytesIO()
    options = {} if save == "to_pickle" else {"index": False}
    getattr(plain, save)(file, **options)
    file.seek(0)
    print(save, load(file).equals(plain))
print(pd.read_html(io.StringIO(plain.to_html()))[0], pd.read_xml(io.StringIO(plain.to_xml())), sep="\n")
import sqlite3

connection = sqlite3.connect(":memory:")
plain.to_sql("t", connection, index=False)
print(pd.read_sql("select city, sum(n) from t group by 1", connection))
print(plain.style.highlight_max(subset=["n"]).to_html(table_uuid="x")[:200])
print(plain.query("n > 1").eval("m = n * 2"), pd.cut(plain["n"], 2).tolist(), pd.Categorical(plain["city"]))
try:
    frame["none"]
except KeyError as error:
    print("KeyError", error)
