"""An organiser begins a report, writes what the record cannot know, keeps a part back and makes it final."""

import shutil
from datetime import timedelta

import pytest

from events import clock, create_app
from events import event as event_record
from events.database import db, unit_of_work
from events.plan import queries as plan_queries
from events.reports import example, example_gates
from events.reports.example_planned import officers
from tests.browsers import Browsers, violations
from tests.readers import Reader
from tests.servers import WebServer
from tests.whole_life.towns import EVENING

pytestmark = pytest.mark.browser


@pytest.fixture
def board(tmp_path, template_sqlite, database_kind, chromium, pictures):
    """The example with its gates signed and no report yet: (browsers, the organiser's cookies)."""
    if database_kind != "sqlite":
        pytest.skip("walks run on the embedded default")
    shutil.copy(template_sqlite, tmp_path / "soundings.sqlite3")
    settings = {"INSTANCE": str(tmp_path), "SECRET_KEY": "of the walks", "THREADS": "8", "LOG_LEVEL": "WARNING",
                "MAIL_URL": "smtp://localhost:1"}
    with WebServer(settings, workers=1, threads=8) as server:
        app = create_app(settings | {"BASE_URL": server.url})
        with app.app_context():
            example.load("amended")
            organiser = officers(event_record.find(EVENING))["organiser"]
            with unit_of_work():
                example_gates.sign(plan_queries.latest(plan_queries.plans()[0]), organiser)
            reader = Reader.maker(app).signed_in(organiser)
            db.engine.dispose()
        browsers = Browsers(chromium, server.url, pictures)
        yield browsers, {cookie.key: cookie.value for cookie in reader.client._cookies.values()}
        browsers.close()


def test_a_report_from_its_first_page_to_its_final_issue(board):
    browsers, cookies = board
    page = browsers.person(cookies=cookies)
    page.goto("/desk/plans/prevent-plan-2009/")
    page.get_by_role("link", name="Board reports").first.click()
    page.get_by_role("button", name="Begin a report").click()
    page.get_by_label("First meeting: which body").fill("Renaissance")
    meets_on = clock.today() + timedelta(days=28)
    page.get_by_label("Day of its meeting").fill(f"{meets_on.day}/{meets_on.month}/{meets_on.year}")
    page.get_by_role("button", name="Begin the report").click()
    assert page.get_by_text("Before it can be final").is_visible()
    browsers.picture(page, "report-begun")
    assert violations(page) == []
    for _ in range(6):  # whatever still holds a "…"
        link = page.locator(".sd-notice a", has_text="Something is still to be written").first
        if not link.count():
            break
        link.click()
        text = page.get_by_label("Text", exact=True)
        text.fill(text.input_value().replace("…", "Nothing more is to be said of {plan}."))
        assert violations(page) == []
        page.get_by_role("button", name="Save").click()
    page.get_by_role("link", name="Legal", exact=True).click()
    page.get_by_text("Keep this part from publication").click()
    page.get_by_label("This part is not for publication").check()
    page.get_by_role("button", name="Save").click()
    assert page.get_by_role("alert").get_by_text("Choose the paragraph").is_visible()  # and it is open with the tick
    page.get_by_label("Which paragraph of Schedule 12A").select_option("5")
    page.get_by_role("button", name="Save").click()
    page.get_by_role("button", name="Make the report final").click()
    assert page.get_by_text("This report is final").is_visible()
    browsers.picture(page, "report-final")
    page.get_by_role("link", name="Page to read and print Part B").click()
    assert page.get_by_text("Not for publication: exempt under paragraph 5").first.is_visible()
    assert violations(page) == []
    with page.expect_download() as taken:
        page.go_back()
        page.get_by_role("link", name="Word Part A").click()
    assert taken.value.suggested_filename == "prevent-plan-2009-report-1-issue-1.docx"
