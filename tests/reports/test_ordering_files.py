"""Files that take longer than a page may: made behind a moving bar, for whoever ordered them, and gone within a day."""

import csv
import io
import os
import zipfile
from datetime import timedelta

import pytest

from events import clock, clockwork, files, jobs
from events.database import db, unit_of_work
from events.feedback.filters import Filter
from events.jobs import JobState
from events.reports import ordering_files
from tests.feedback.test_sense_views import many


@pytest.fixture
def large(make, monkeypatch):
    """An event with more remarks than a page writes at once, some of them in no export of a reviewer."""
    monkeypatch.setattr(ordering_files, "MOST_AT_ONCE", 20)
    monkeypatch.setattr(ordering_files, "A_STEP", 10)
    event = make.event()
    many(event, 30, text="Approved words about parking")
    many(event, 5, state="waiting")
    many(event, 4, state="withheld")
    return event


def ordered(reader, event, form="xlsx", **asked):
    """A file ordered from the page of exports, as a person does: the address of its page."""
    page = reader.get("exports.list_exports", slug=event.slug, **asked)
    return reader.send(page, {}, to=f"/remarks/{form}").headers["Location"]


def test_a_large_export_is_made_by_the_worker_and_taken_from_its_page(large, make, reader):
    organiser = reader.signed_in(make.officer("organiser", on=large))
    address = ordered(organiser, large, "csv")
    page = organiser.get(address)
    assert "Your file is in the queue" in page.words and page.find(id="progress")["data-most"] == "35"
    assert jobs.work_off(clockwork.JOBS) == 1
    page = organiser.get(address)
    assert page.heading == "The file is ready" and "35 rows" in page.words
    answer = organiser.client.get(page.find("a", string=lambda words: words and "Download" in words)["href"])
    table = list(csv.DictReader(io.StringIO(answer.get_data().decode("utf-8-sig"))))
    assert len(table) == 35 and {row["state"] for row in table} == {"approved", "waiting"}
    assert "sandbox" in answer.headers["Content-Security-Policy"] and "no-store" in answer.headers["Cache-Control"]
    assert "Remarks, CSV" in organiser.get("exports.list_exports", slug=large.slug).words


def test_its_progress_is_noted_between_portions(large, make, monkeypatch):
    told, note = [], jobs.progress
    monkeypatch.setattr(jobs, "progress", lambda work, **values: (told.append(values["done"]), note(work, **values)))
    with unit_of_work():
        ordering_files.order(large, kind="remarks", form="docx", asked=Filter(), unread=True, by="command")
    jobs.work_off(clockwork.JOBS)
    assert told == [10, 20, 30, 35]


def test_nobody_else_takes_it_not_even_another_organiser(large, make, reader):
    mine, other = (reader.signed_in(make.officer("organiser", on=large)) for _ in range(2))
    address = ordered(mine, large)
    jobs.work_off(clockwork.JOBS)
    for browser, status in ((other, 404), (reader.anybody(), 302), (mine, 200)):
        assert browser.client.get(address).status_code == status
        assert browser.client.get(f"{address}/file").status_code == status


def test_who_has_lost_the_role_takes_it_no_longer(large, make, reader):
    officer = make.officer("moderator", "reviewer", on=large)
    browser = reader.signed_in(officer)
    address = ordered(browser, large)
    jobs.work_off(clockwork.JOBS)
    with unit_of_work():
        role = next(role for role in db.session.merge(officer).roles if role.name == "moderator")
        db.session.delete(role)
    browser.get(f"{address}/file", status=403)


def test_a_reviewer_s_file_and_a_filtered_one_hold_no_more_than_the_page(large, make, reader):
    reviewer = reader.signed_in(make.officer("reviewer", on=large))
    many(large, 3, text="Something about buses")
    assert "33 remarks" in reviewer.get("sorting.show_sorting", slug=large.slug).words
    address = ordered(reviewer, large, "json")
    filtered = ordered(reviewer, large, "json", q="parking")
    jobs.work_off(clockwork.JOBS)
    assert len(reviewer.client.get(f"{address}/file").get_json()) == 33
    assert len(reviewer.client.get(f"{filtered}/file").get_json()) == 30
    job = jobs.find(filtered.rpartition("/")[2])
    assert "parking" not in str(job.facts), "what was searched for is not kept"


def test_it_is_gone_within_a_day(large, make, reader):
    organiser = reader.signed_in(make.officer("organiser", on=large))
    address = ordered(organiser, large)
    jobs.work_off(clockwork.JOBS)
    path = files.path_of(jobs.find(address.rpartition("/")[2]).result["key"])
    os.utime(path, (clock.now().timestamp(),) * 2)
    with clock.moved_to(clock.now() + timedelta(hours=21)):
        assert ordering_files.forget_files() == 0
        organiser.get(address)
    with clock.moved_to(clock.now() + timedelta(hours=23)):
        assert "kept for a day" in organiser.get(f"{address}/file", status=410).words
        organiser.get(address, status=410)
        assert "forget ordered files" in clockwork.tick() and not path.exists()
        assert "Made for you" not in organiser.get("exports.list_exports", slug=large.slug).words


def test_a_worker_that_dies_leaves_no_half_file_and_another_makes_the_whole(large, make, monkeypatch):
    with unit_of_work():
        ref = ordering_files.order(large, kind="remarks", form="xlsx", asked=Filter(), unread=True, by="command").ref
    note = jobs.progress

    def dies(work, **values):
        raise OSError("the disk is full")

    monkeypatch.setattr(jobs, "progress", dies)
    jobs.work_off(clockwork.JOBS)
    assert list(files.path_of("x").parent.glob("export*")) == []
    monkeypatch.setattr(jobs, "progress", note)
    with clock.moved_to(clock.now() + timedelta(minutes=5)):
        jobs.work_off(clockwork.JOBS)
    db.session.expire_all()
    job = jobs.find(ref)
    assert job.state == JobState.DONE and zipfile.is_zipfile(files.path_of(job.result["key"]))


def test_a_page_writes_no_large_workbook_itself(large, make, reader):
    organiser = reader.signed_in(make.officer("organiser", on=large))
    page = organiser.get("exports.download_export", slug=large.slug, what="remarks", form="docx", q="park", status=302)
    assert page.headers["Location"].endswith("/exports?q=park")
    few = organiser.address("exports.download_export", slug=large.slug, what="remarks", form="xlsx", state="waiting")
    assert zipfile.is_zipfile(io.BytesIO(organiser.client.get(few).get_data()))
