"""What the walks stand on: a real browser, the real server, and today's clock."""

import os
from pathlib import Path

import pytest

from tests.browsers import Browsers
from tests.servers import ROOT, WebServer
from tests.wanted import wanted


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
