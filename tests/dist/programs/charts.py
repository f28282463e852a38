# requires: bokeh altair plotly dash pandas
# modes: standalone
# facts: bokeh altair plotly dash
# arguments: bokeh
# arguments: altair
# arguments: plotly
# arguments: dash
import sys


def bokeh() -> None:
    from bokeh.embed import file_html
    from bokeh.plotting import figure
    from bokeh.resources import INLINE

    plot = figure(title="Größe", width=300)
    plot.line([1, 2, 3], [3, 1, 2])
    page = file_html(plot, INLINE)
    print(len(page) > 1_000_000, page[:100], "Größe" in page or "Gr\\u00f6\\u00dfe" in page)


def altair() -> None:
    import altair
    import pandas as pd

    frame = pd.DataFrame({"a": ["x", "y"], "b": [1, 2]})
    chart = altair.Chart(frame).mark_bar().encode(x="a:N", y=altair.Y("b:Q").title("Größe"))
    print(chart.to_json(), altair.__version__)
    try:
        altair.Chart(frame).mark_bar(width="wide").to_dict()
    except altair.utils.schemapi.SchemaValidationError as error:
        print(str(error).splitlines()[0])


def plotly() -> None:
    import plotly
    import plotly.express as px
    import plotly.graph_objects as go

    figure = go.Figure(go.Bar(x=["a", "b"], y=[1, 3]), layout={"template": "plotly_dark", "title": "Größe"})
    print(len(figure.to_html()) > 1_000_000, figure.layout.template.layout.paper_bgcolor, plotly.__version__)
    print(px.scatter(px.data.iris(), x="sepal_width", y="sepal_length", color="species").to_json()[:200])


def dash() -> None:
    from dash import Dash, Input, Output, callback, dcc, html

    app = Dash(__name__)
    app.layout = html.Div([dcc.Input(id="in"), html.P(id="out"), dcc.Graph(id="graph")])

    @callback(Output("out", "children"), Input("in", "value"))
    def shown(value: str) -> str:
        return value.upper()

    client = app.server.test_client()
    page = client.get("/").text
    print(client.get("/_dash-layout").json["props"]["children"][0])
    for script in sorted({part.split('"')[0] for part in page.split('src="')[1:]}):
        print(script.split(".v")[0], client.get(script).status)


globals()[sys.argv[1]]()
