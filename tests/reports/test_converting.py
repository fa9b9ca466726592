"""The tagged PDF by LibreOffice: ordered, made by the worker, handed out; and one sentence where there is none."""

import io
from datetime import timedelta

import docx
import pypdfium2
import pytest

from events import clock, clockwork, files, jobs
from events.database import unit_of_work
from events.reports import converting, printing
from tests.readers import Reader
from tests.reports.report_stand import PLAN, TWO_DAYS_AFTER, made_report, officer
from tests.wanted import wanted


@pytest.fixture
def amended(example_at):
    """The example with its amendments decided."""
    app = example_at("amended")
    with clock.moved_to(TWO_DAYS_AFTER), app.app_context():
        yield app


def test_the_pdf_is_made_by_the_worker_tagged_and_titled_and_handed_to_who_ordered_it(amended):
    wanted("soffice")
    report, readers = made_report(appendices=["the figures"]), Reader.maker(amended)
    where = {"key": PLAN, "number": report.number}
    reader, other = readers.signed_in(officer()), readers.signed_in(officer("colin.hindmarsh@council.example.org"))
    answer = reader.post("report_files.order_pdf", **where, part="a", data={}, status=302)
    ref = answer.headers["Location"].rpartition("/")[2]
    assert "Making the PDF" in reader.get("report_files.show_pdf", **where, ref=ref).words
    assert clockwork.work_off_jobs() == 1
    assert "The PDF is ready" in reader.get("report_files.show_pdf", **where, ref=ref).words
    body = reader.client.get(reader.address("report_files.take_pdf", **where, ref=ref)).get_data()
    assert b"/MarkInfo" in body and b"/StructTreeRoot" in body
    made = pypdfium2.PdfDocument(body)
    assert made.get_metadata_dict()["Title"] == "The evening and the strengthened plan"
    assert "Recommendations" in made[0].get_textpage().get_text_range()
    other.get("report_files.show_pdf", **where, ref=ref, status=404)
    with clock.moved_to(TWO_DAYS_AFTER + converting.HOLDS + timedelta(hours=1)):
        reader.get("report_files.take_pdf", **where, ref=ref, status=410)


def test_where_there_is_no_office_the_page_says_so_in_a_sentence(amended, monkeypatch):
    monkeypatch.setenv("PATH", "")
    report = made_report()
    where = {"key": PLAN, "number": report.number}
    reader = Reader.maker(amended).signed_in(officer())
    assert "has no LibreOffice" in reader.get("board_reports.show_report", **where).words
    reader.post("report_files.order_pdf", **where, part="a", data={}, status=302)
    assert jobs.of("officer 1", converting.MAKING_PDF) == []
    with pytest.raises(converting.OfficeMissing):
        converting.order(report, part="a", by=officer())


def test_an_office_that_makes_nothing_is_told_of_and_leaves_no_file(amended, monkeypatch, tmp_path):
    broken = tmp_path / "soffice"
    broken.write_text("#!/bin/sh\nexit 0\n")
    broken.chmod(0o700)
    monkeypatch.setenv("PATH", str(tmp_path))
    report = made_report()
    with unit_of_work():
        job = converting.order(report, part="a", by=officer())
    before = set(files._folder().iterdir())
    clockwork.work_off_jobs()
    assert jobs.find(job.ref).state == "failed" and "save it as PDF" in jobs.find(job.ref).words
    assert set(files._folder().iterdir()) == before
    assert docx.Document(io.BytesIO(printing.document_of(report))).paragraphs
