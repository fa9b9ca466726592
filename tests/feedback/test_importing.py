"""Contributions from a file: the real sixty, and files that are wrong."""

import io
from pathlib import Path

import pytest
from sqlalchemy import func, select

from events.agenda.models import AgendaItem, Speaker
from events.database import db, unit_of_work
from events.feedback import importing, queries
from events.feedback.models import Remark

EXAMPLE = Path(__file__).parents[2] / "example" / "contributions.csv"
HEADER = "ref,kind,session,addressed_to,channel,name,organisation,partnership,text,plan_refs\n"


@pytest.fixture
def evening(make):
    """An event with the agenda items and speakers that the example names."""
    event = make.event()
    items = ["welcome", "national", "regional", "policing", "faith", "break", "tables", "questions", "close"]
    speakers = ["adeyemi-clarke", "thirlwell", "garbutt", "hindmarsh", "siddiqui", "lofthouse"]
    with unit_of_work():
        for key in items:
            db.session.add(AgendaItem(event_id=event.id, key=key, title=key, kind="presentation",
                                      starts_at=event.starts_at, ends_at=event.ends_at))
        for key in speakers:
            db.session.add(Speaker(event_id=event.id, key=key, ref=f"ref-{key}"[:20], name=key, level="local",
                                   keep_until=event.keep_until))
    return event


def taken(event, text: str | bytes) -> list[Remark]:
    """What an import of that text gives."""
    with unit_of_work():
        stream = io.BytesIO(text) if isinstance(text, bytes) else io.StringIO(text)
        return importing.import_contributions(event, stream, by="command")


def test_the_sixty_of_the_example_come_in_as_the_design_says(evening):
    remarks = {remark.ref: remark for remark in taken(evening, EXAMPLE.read_bytes())}
    assert len(remarks) == 60 and set(remarks) == {f"C-{number:02d}" for number in range(1, 61)}
    assert {str(remark.state) for remark in remarks.values()} == {"waiting"}
    assert {str(remark.channel) for remark in remarks.values()} == {"web", "paper", "spoken", "email"}
    shown = {ref: (str(remarks[ref].attribution), queries.shown_name(remarks[ref])) for ref in remarks}
    assert shown["C-02"] == ("named", "Sheila Tweddle, Stockton Over Fifties Forum")
    assert shown["C-29"] == ("organisation only", "Victoria Yard Youth Project")
    assert shown["C-01"] == ("partnership only", "Individuals")
    assert shown["C-07"] == ("anonymous", "")
    assert remarks["C-22"].text.startswith("ہمارے")
    assert remarks["C-03"].agenda_item.key == "national" and remarks["C-03"].speaker.key == "adeyemi-clarke"
    assert remarks["C-58"].agenda_item is None


def test_the_same_file_twice_adds_nothing_and_undoes_nothing(evening):
    first = taken(evening, EXAMPLE.read_bytes())
    with unit_of_work():
        remark = queries.remark_by_ref(evening, "C-19")
        remark.text = "[…]"
    again = taken(evening, EXAMPLE.read_bytes())
    assert [remark.id for remark in first] == [remark.id for remark in again]
    assert db.session.scalar(select(func.count()).select_from(Remark)) == 60
    assert queries.remark_by_ref(evening, "C-19").text == "[…]"


@pytest.mark.parametrize("row, line, column", [
    ("C-1,shout,,,paper,,,,Words,", 2, "kind"),
    ("C-1,comment,nowhere,,paper,,,,Words,", 2, "session"),
    ("C-1,comment,,nobody,paper,,,,Words,", 2, "addressed_to"),
    ("C-1,comment,,,pigeon,,,,Words,", 2, "channel"),
    ("C-1,comment,,,paper,,,,,", 2, "text"),
    (",comment,,,paper,,,,Words,", 2, "ref"),
    ('C-1,comment,,,paper,,,,"Two\nlines",\nC-1,comment,,,paper,,,,Words,', 4, "ref"),
    ("\n\nC-1,comment,,,paper,,,,Words,,more,cells", 4, "plan_refs"),
    (f"C-1,comment,,,paper,,,,{'a' * 2_001},", 2, "text"),
    ('C-1,comment,,,paper,,,,"Never closed,', 2, "all"),
])
def test_a_bad_row_is_named_and_nothing_is_kept(evening, row, line, column):
    with pytest.raises(importing.ContributionsRefused) as refused:
        taken(evening, HEADER + row)
    assert str(refused.value).startswith(f"Line {line}, column {column}: ")
    db.session.rollback()
    assert db.session.scalar(select(func.count()).select_from(Remark)) == 0


def test_good_rows_before_a_bad_one_are_not_kept(evening):
    with pytest.raises(importing.ContributionsRefused):
        taken(evening, HEADER + "C-1,comment,,,paper,,,,Good,\nC-2,comment,,,pigeon,,,,Bad,\n")
    assert db.session.scalar(select(func.count()).select_from(Remark)) == 0


def test_a_file_without_a_column_or_in_another_encoding_is_refused_in_a_sentence(evening):
    with pytest.raises(importing.ContributionsRefused, match="column channel"):
        taken(evening, "ref,kind,session,addressed_to,name,organisation,partnership,text\n")
    with pytest.raises(importing.ContributionsRefused, match="Line 2"):
        taken(evening, HEADER.encode() + "C-1,comment,,,paper,Zoë,,,Words,".encode("latin-1"))
    with pytest.raises(importing.ContributionsRefused, match="empty"):
        taken(evening, "")


def test_the_sample_is_a_file_that_is_taken_as_it_stands(evening, make, reader):
    organiser = reader.signed_in(make.officer("organiser", on=evening))
    page = organiser.get("scribe.import_cards", slug=evening.slug)
    sample = organiser.client.get(page.find("a", string="Download the sample (CSV)")["href"])
    assert sample.mimetype == "text/csv"
    found = taken(evening, sample.get_data())
    assert [remark.kind for remark in found] == ["question", "comment"]
    assert found[0].agenda_item.key in page.words and found[0].speaker.key in page.words
    named = [row.th.get_text(strip=True) for row in page.select("details")[1].select("tbody tr")]
    assert tuple(named) == importing.COLUMNS
