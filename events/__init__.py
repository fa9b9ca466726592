"""Soundings: an awareness event from the first invitation to the day the plan it changed is approved.

The six folders are the life of an event, in alphabetical order: access (who may open what),
agenda (an event is planned), delegates (people are invited, reply, arrive), feedback (the room
speaks), plan (what was said becomes amendments), reports (looking back and handing out). Imports
run back in time. The files beside the folders are the ground they stand on.
"""

import logging
import os
from datetime import timedelta
from pathlib import Path

from flask import Flask, request
from flask_babel import Babel
from flask_migrate import Migrate
from werkzeug.middleware.proxy_fix import ProxyFix
from werkzeug.routing import IntegerConverter
from whitenoise import WhiteNoise

from events import clockwork, compression, config, database, pages, presentation
from events.access import guards

ROOT = Path(__file__).resolve().parent.parent


class _Number(IntegerConverter):
    """A number in an address, no larger than a database keeps: a larger one is not there, instead of a failure."""

    def __init__(self, url_map, **values):
        super().__init__(url_map, **({"max": 2**31 - 1} | values))


def _language() -> str:
    return request.accept_languages.best_match(["en"]) or "en" if request else "en"


def _serve_static(app: Flask) -> None:
    """Static files by themselves, compressed where the build made a .gz: they touch no database and no cookie.

    Every address of one carries its content's version, so it may be kept for a year.
    """
    app.wsgi_app = WhiteNoise(  # type: ignore[method-assign]
        app.wsgi_app, root=ROOT / "static", prefix="static/", max_age=31_536_000, allow_all_origins=False,
        add_headers_function=lambda headers, path, url: headers.add_header("X-Content-Type-Options", "nosniff"),
    )


def create_app(environ=None) -> Flask:
    """The application, by the settings in `environ` (the process's own where left out)."""
    settings = config.read(os.environ if environ is None else environ)
    app = Flask(
        "events",
        root_path=str(ROOT / "events"),
        instance_path=settings["INSTANCE"],
        template_folder=str(ROOT / "templates"),
        static_folder=str(ROOT / "static"),
    )
    app.config.update(settings)
    app.url_map.converters["int"] = _Number
    app.permanent_session_lifetime = timedelta(days=60)
    logging.basicConfig(level=settings["LOG_LEVEL"], format="%(asctime)s %(levelname)s %(name)s %(message)s")
    if settings["TRUSTED_PROXIES"]:
        near = settings["TRUSTED_PROXIES"]
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=near, x_proto=near, x_host=near)  # type: ignore[method-assign]
    _serve_static(app)
    compression.begin(app)  # first, so that it sees an answer last
    presentation.dress(app)  # receives bodies: before any transaction opens
    database.connect(app)
    Migrate(app, database.db, directory=str(ROOT / "migrations"), render_as_batch=True)
    Babel(app, locale_selector=_language)
    guards.stand_at(app)
    for blueprint in pages.BLUEPRINTS:
        app.register_blueprint(blueprint)
    for command in pages.COMMANDS:
        app.cli.add_command(command)
    app.view_functions["static"].audience = ("public",)  # type: ignore[union-attr]
    app.extensions["clockwork"] = clockwork.ITEMS
    return app
