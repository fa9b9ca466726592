"""Three remarks of the real evening go the right way, from the import to every page and file: end to end."""

import csv
import io
from pathlib import Path

import pytest
from sqlalchemy import select

from events import outbox
from events.database import Base, db, unit_of_work
from events.feedback import importing
from tests.rules.reading import ROOT

URDU, PERSONAL, CHILD = "C-22", "C-19", "C-37"


def rows(name: str) -> dict[str, dict]:
    """A file of the example by ref."""
    with (ROOT / "example" / name).open(encoding="utf-8") as stream:
        return {row["ref"]: row for row in csv.DictReader(stream)}


@pytest.fixture
def evening(make, reader):
    """(event, the moderator's browser) with the three in the queue."""
    event = make.event()
    make.officer("safeguarding", on=event, email="lead@council.example.org")
    moderator = reader.signed_in(make.officer("moderator", on=event))
    chosen = [row | {"session": "", "addressed_to": ""} for ref, row in rows("contributions.csv").items()
              if ref in (URDU, PERSONAL, CHILD)]
    stream = io.StringIO()
    writer = csv.DictWriter(stream, chosen[0])
    writer.writeheader()
    writer.writerows(chosen)
    with unit_of_work():
        importing.import_contributions(event, stream.getvalue(), by="command")
    return event, moderator


def everything_stored() -> str:
    """Every value of every table, in one text."""
    db.session.rollback()
    return "\n".join(str(value) for table in Base.metadata.sorted_tables
                     for row in db.session.execute(select(table)) for value in row)


def everything_on_disk(app) -> bytes:
    """The bytes of everything in the instance folder, with what the database's log holds put in its place."""
    db.session.rollback()
    db.engine.dispose()
    return b"".join(path.read_bytes() for path in sorted(Path(app.config["INSTANCE"]).rglob("*")) if path.is_file())


def test_the_urdu_remark_is_put_into_english_and_approved_with_both_shown(make, reader, evening):
    event, moderator = evening
    said, english = rows("contributions.csv")[URDU]["text"], rows("translations.csv")[URDU]["translation"]
    page = moderator.get("moderation.show_queue", slug=event.slug)
    asked = moderator.send(page, {}, to=f"{URDU}/approval", status=422)
    assert "another script" in asked.errors[0] and said in asked.words
    moderator.send(page, {"language": "ur", "translation": english}, to=f"{URDU}/translation")
    stale = moderator.send(page, {}, to=f"{URDU}/approval", status=409)  # what that page showed had no English yet
    assert said in stale.words and english in stale.words
    page = moderator.get("moderation.show_queue", slug=event.slug)
    card = page.select_one(f"article#{URDU}").get_text(" ")
    assert said in card and english in card
    assert page.select_one(f"article#{URDU} .sd-remark__text")["lang"] == "ur"
    moderator.send(page, {}, to=f"{URDU}/approval")
    reviewer = reader.signed_in(make.officer("reviewer", on=event))
    shown = reviewer.get("sorting.show_remark", slug=event.slug, ref=URDU).words
    assert said in shown and english in shown


def test_somebody_who_reads_it_may_let_it_through_without_english(evening):
    event, moderator = evening
    page = moderator.get("moderation.show_queue", slug=event.slug)
    asked = moderator.send(page, {}, to=f"{URDU}/approval", status=422)
    moderator.send(asked, {"untranslated": "yes"}, to=f"{URDU}/approval")
    approved = moderator.get("moderation.show_queue", slug=event.slug, show="approved")
    assert approved.select_one(f"article#{URDU}")


def test_personal_data_are_pointed_out_taken_out_and_nowhere_any_more(app, evening, database_kind):
    event, moderator = evening
    secrets = ("Dinsdale", "41 Thimble Terrace", "lithium")
    page = moderator.get("moderation.show_queue", slug=event.slug)
    card = page.select_one(f"article#{PERSONAL}").get_text(" ")
    assert "Look twice" in card and "an address" in card and "somebody's name" in card
    slip = rows("contributions.csv")[PERSONAL]["text"].replace("wild", "wilder")
    moderator.send(page, {"text": slip, "then": "leave"}, to=f"{PERSONAL}/redaction")
    page = moderator.get("moderation.show_queue", slug=event.slug)
    moderator.post("moderation.decide", {"text": slip + "!", "then": "leave"}, slug=event.slug, ref=PERSONAL,
                   kind="edit")  # so that an original stands beside it, too
    assert all(word in everything_stored() for word in secrets)
    page = moderator.get("moderation.show_queue", slug=event.slug)
    moderator.send(page, {"text": rows("redactions.csv")[PERSONAL]["text"], "then": "approve"},
                   to=f"{PERSONAL}/redaction", place=1)
    stored = everything_stored()
    assert "wild things about bombs" in stored
    assert [word for word in secrets if word in stored] == []
    if database_kind == "sqlite":
        assert [word for word in secrets if word.encode() in everything_on_disk(app)] == []


def test_the_worry_about_a_child_is_the_lead_s_alone_from_then_on(make, reader, evening):
    event, moderator = evening
    organiser = reader.signed_in(make.officer("organiser", on=event))
    page = moderator.get("moderation.show_queue", slug=event.slug)
    assert "use Safeguarding" in page.select_one(f"article#{CHILD}").get_text(" ")
    after = moderator.send(page, {}, to=f"{CHILD}/withholding", follow=True)
    assert "Kyle" not in after.words and CHILD not in [card["id"] for card in after.select("article")]
    for browser in (moderator, organiser):
        for endpoint, values in (("sorting.show_sorting", {}), ("moderation.show_queue", {"show": "approved"}),
                                 ("moderation.show_queue", {"show": "hidden"}), ("sorting.list_themes", {}),
                                 ("exports.list_exports", {}), ("wall.show_wall", {})):
            assert "Kyle" not in browser.get(endpoint, slug=event.slug, **values).words
        browser.get("sorting.show_remark", slug=event.slug, ref=CHILD, status=404)
    for form in ("csv", "json"):
        answer = organiser.client.get(f"/desk/events/{event.slug}/exports/remarks.{form}")
        assert "Kyle" not in answer.get_data(as_text=True)
    assert [letter.to_address for letter in db.session.scalars(select(outbox.Letter))] == ["lead@council.example.org"]
    lead = reader.signed_in(make.officer("safeguarding", on=event))
    page = lead.get("moderation.show_withheld", slug=event.slug)
    assert "Kyle Denholm" in page.words and "Waits for you" in page.words and "Withheld on" in page.words
    page = lead.send(page, {}, to=f"{CHILD}/taken-on", follow=True)
    assert "Taken on by Margaret Tulloch" in page.words
    form = lead.get("safeguarding.write_outcome", slug=event.slug, ref=CHILD)
    closed = lead.send(form, {"outcome": "Rang the school", "then": "close"}, place=1, follow=True)
    assert "is closed" in closed.words and "Rang the school" in closed.words
    moderator.get("safeguarding.write_outcome", slug=event.slug, ref=CHILD, status=403)
