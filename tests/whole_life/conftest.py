"""What the walks stand on: a real browser, the real server, and today's clock."""

import os
import shutil
from pathlib import Path

import pytest

from events import create_app
from events.database import db
from tests.browsers import Browsers
from tests.servers import ROOT, WebServer
from tests.wanted import wanted
from tests.whole_life.towns import Town, loaded


@pytest.fixture(autouse=True)
def spring_2009():
    """The server is a process of its own with the real clock, so these tests keep it too."""
    return


@pytest.fixture(scope="session")
def chromium():
    """Debian's Chromium, driven by Playwright; one for the run."""
    path = wanted("chromium")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=path,
            args=["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update",
                  "--disable-sync", "--hide-scrollbars"],
        )  # fmt: skip
        yield browser
        browser.close()


@pytest.fixture
def pictures() -> Path:
    """Where screenshots are left for people to look at (not in git)."""
    folder = Path(os.environ.get("SCREENSHOTS", ROOT / "screenshots"))
    folder.mkdir(parents=True, exist_ok=True)
    return folder


@pytest.fixture
def server(settings, database_kind):
    """The real web server on this test's database."""
    if database_kind != "sqlite":
        pytest.skip("walks run on the embedded default")
    with WebServer(settings, workers=1, threads=16) as server:
        settings["BASE_URL"] = server.url
        yield server


@pytest.fixture
def browsers(chromium, server, pictures):
    """Browsers, one for each person of a walk."""
    made = Browsers(chromium, server.url, pictures)
    yield made
    made.close()


@pytest.fixture(scope="module")
def town(tmp_path_factory, template_sqlite, database_kind):
    """One example and one server for all walks of this module; each walks with people of its own."""
    if database_kind != "sqlite":
        pytest.skip("walks run on the embedded default")
    instance = tmp_path_factory.mktemp("town")
    shutil.copy(template_sqlite, instance / "soundings.sqlite3")
    settings = {"INSTANCE": str(instance), "SECRET_KEY": "of the walks", "THREADS": "8", "LOG_LEVEL": "WARNING"}
    with WebServer(settings, workers=1, threads=16) as server:
        app = create_app(settings | {"BASE_URL": server.url})
        yield Town(app, settings, server, loaded(app))
        with app.app_context():
            db.engine.dispose()
