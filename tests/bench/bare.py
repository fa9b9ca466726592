"""The bare framework doing the same: one page of the same length from a template, from the same server."""

import secrets
import sqlite3
import tempfile
from contextlib import closing
from pathlib import Path

from flask import Flask, redirect, render_template_string, request

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


STORE = Path(tempfile.gettempdir()) / "soundings-bare-room.sqlite3"


@app.route("/room", methods=["GET", "POST"])
def room():
    """A form of about 9 KB, and one row for what is sent, stored as safely as ours."""
    if request.method == "GET":
        return render_template_string(PAGE, title="An awareness evening", rows=ROWS)
    with closing(sqlite3.connect(STORE, timeout=20, isolation_level=None)) as store:
        store.execute("PRAGMA synchronous=FULL")
        store.execute("CREATE TABLE IF NOT EXISTS remark (id TEXT PRIMARY KEY, text TEXT)")
        store.execute("INSERT INTO remark VALUES (?, ?)", (secrets.token_hex(16), request.form["text"]))
    return redirect("/room/receipt/" + secrets.token_hex(8))
