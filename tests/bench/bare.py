"""The bare framework doing the same: one page of the same length from a template, from the same server."""

from flask import Flask, render_template_string

app = Flask(__name__)
PAGE = "<!doctype html><title>{{ title }}</title><h1>{{ title }}</h1>{% for row in rows %}<p>{{ row }}</p>{% endfor %}"
ROWS = ["Level from the car park to the main suite, the tables and the toilets. No lift is needed."] * 90


@app.route("/healthz")
def healthz():
    """Alive."""
    return "ok"


@app.route("/page")
def page():
    """A page of about 9 KB."""
    return render_template_string(PAGE, title="An awareness evening", rows=ROWS)


@app.route("/not-changed")
def not_changed():
    """A bare 304."""
    return "", 304
