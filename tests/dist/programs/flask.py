# requires: flask
import importlib.metadata

import click
from flask import Blueprint, Flask, abort, flash, get_flashed_messages, jsonify, redirect, render_template_string, request
from flask import session, url_for

app = Flask(__name__)
app.secret_key = "key"
part = Blueprint("part", __name__, url_prefix="/part")


@app.get("/")
def index() -> str:
    session["visits"] = session.get("visits", 0) + 1
    flash("seen")
    return render_template_string(
        "{% for one in numbers|sort %}{{ one }}{% endfor %} {{ name }} {{ messages }} {{ url_for('part.show', n=2) }}",
        numbers=[3, 1, 2], name="<b>", messages=get_flashed_messages(),
    )  # fmt: skip


@part.route("/<int:n>", methods=["GET", "POST"])
def show(n: int) -> object:
    if n > 9:
        abort(404)
    return jsonify(n=n, method=request.method, json=request.get_json(silent=True), visits=session.get("visits"))


@app.get("/away")
def away() -> object:
    return redirect(url_for("index"))


@app.get("/fails")
def fails() -> object:
    raise LookupError("nothing")


@app.errorhandler(404)
def not_found(error: Exception) -> tuple[str, int]:
    return f"no {request.path}", 404


@app.cli.command("count")
@click.argument("n", type=int)
def count(n: int) -> None:
    click.echo(f"counted {n + 1}")


app.register_blueprint(part)
with app.test_client() as client:
    for _ in range(2):
        answer = client.get("/")
        print(answer.status, answer.text, answer.headers["Content-Type"])
    print(client.post("/part/3", json={"a": 1}).json)
    print(client.get("/part/10").text, client.get("/away").headers["Location"], client.get("/part/x").status)
    app.logger.disabled = True
    print(client.get("/fails").status)
print(app.test_cli_runner().invoke(args=["count", "4"]).output)
print(sorted(rule.rule for rule in app.url_map.iter_rules()))
print(importlib.metadata.version("flask"), importlib.metadata.version("werkzeug") > "3")
