"""The pack for the hall: slides in running order under safe names, the run sheet, who has none."""

import io
import re
import tracemalloc
import zipfile

import pypdfium2
import pytest

from events import clock, clockwork, files, jobs
from events.agenda import packing, queries
from events.agenda.models import Deck, Slot, Speaker
from events.database import db, unit_of_work
from events.event import Event
from events.files import path_of

WINDOWS_KEEPS = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\.|$)", re.I)


def hand_in(speaker, version=1, *, state="received", body=b"%PDF-1.4 slides", suffix=".pdf", times=1) -> Deck:
    """A deck of somebody's, with its file in the store."""
    stored = files.store(Repeated(body, times), most_megabytes=200)
    with unit_of_work():
        deck = Deck(speaker=db.session.get(Speaker, speaker.id), version=version, file_key=stored.key, size=stored.size,
                    original_name="Slides.pdf", media_type="application/pdf", suffix=suffix, sha256=stored.sha256,
                    state=state, facts={"slides": 12}, received_at=clock.now(), keep_until=speaker.keep_until)
        db.session.add(deck)
    return deck


class Repeated(io.RawIOBase):
    """The same bytes so many times, without holding them."""

    def __init__(self, body: bytes, times: int):
        """How often."""
        self.body, self.left = body, times

    def read(self, size=-1):
        """The next piece."""
        self.left -= 1
        return self.body if self.left >= 0 else b""


@pytest.fixture
def runner(reader, evening):
    """The chair's browser: whoever runs the hall makes the pack."""
    return reader.signed_in(evening.chair)


def made(runner, evening) -> zipfile.ZipFile:
    """The pack, made as people do."""
    slug = evening.event.slug
    page = runner.send(runner.get("packs.show_pack", slug=slug), {}, to="/pack", follow=True)
    assert page.heading == "Making the pack"
    clockwork.work_off_jobs()
    page = runner.get(page.find(id="progress")["data-from"])
    assert page.heading == "The pack is ready"
    taken = runner.client.get(page.find("a", string=re.compile("Download"))["href"])
    assert taken.headers["Content-Disposition"].startswith(f"attachment; filename={slug}-slides-")
    return zipfile.ZipFile(io.BytesIO(taken.data))


def test_the_pack_holds_the_newest_slides_in_running_order_and_says_who_has_none(runner, evening):
    hand_in(evening.imam, 1, state="replaced", body=b"old")
    hand_in(evening.imam, 2, state="published", body=b"published")
    hand_in(evening.imam, 3, body=b"newest")
    hand_in(evening.imam, 4, state="replaced", body=b"never")
    names = made(runner, evening).namelist()
    assert names[:2] == ["00-run-sheet.pdf", "00-list-of-slides.txt"] and len(names) == 3
    assert re.fullmatch(r"04-1850-item-\d+-speaker-\d+-v3\.pdf", names[2])
    pack = made(runner, evening)
    assert pack.read(names[2]) == b"newest"
    listed = pack.read("00-list-of-slides.txt").decode("utf-8-sig")
    assert "A view from the mosque / Imam Siddiqui / 12 pages" in listed and "No slides from: PC Garbutt" in listed
    assert "No slides from: PC Garbutt" in runner.get("packs.show_pack", slug=evening.event.slug).words


def test_every_name_can_be_written_on_windows(make, runner, evening):
    for name in ("CON", "Zoë d'Étoile: 50% <of> it?", "عمران", "x" * 160):
        speaker = make.speaker(evening.event, name)
        with unit_of_work():
            db.session.get(Speaker, speaker.id).key = f"con. {name}|*"[:60]
        hand_in(speaker)
    for name in made(runner, evening).namelist():
        assert re.fullmatch(r"[a-z0-9.-]{1,90}", name) and not WINDOWS_KEEPS.match(name), name


def test_the_run_sheet_in_the_pack_says_hours_people_leave_by_and_notes(runner, evening):
    slug = evening.event.slug
    page = runner.get("packs.note_part", slug=slug, key=evening.keys["faith"])
    page = runner.send(page, {"words": "Two lapel microphones"}, to="run-sheet", follow=True)
    assert "Imam Siddiqui (local, leaves by 7:15pm)" in page.words and "Two lapel microphones" in page.words
    with pypdfium2.PdfDocument(made(runner, evening).read("00-run-sheet.pdf")) as pdf:
        words = " ".join(" ".join(page.get_textpage().get_text_bounded() for page in pdf).split())
    for said in ("6:50pm –", "A view from the mosque", "Imam Siddiqui (local, leaves by 7:15pm)", "none",
                 "Two lapel microphones", "Wynyard Rooms", "Begins: 6pm"):
        assert said in words, (said, words)
    page = runner.get("packs.note_part", slug=slug, key=evening.keys["faith"])
    assert "x" * 301 in str(runner.send(page, {"words": "x" * 301}, to="run-sheet", status=422))


def test_without_a_number_to_ring_the_run_sheet_says_so_and_where_to_add_it(make, runner, evening, reader):
    slug, lacks = evening.event.slug, "No telephone number is entered"
    assert lacks not in runner.get("packs.show_run_sheet", slug=slug).words
    with unit_of_work():
        queries.arrangements_of(db.session.get(Event, evening.event.id)).contact_phone = ""
    assert lacks in runner.get("packs.show_run_sheet", slug=slug).words
    organiser = reader.signed_in(make.officer("organiser", on=evening.event))
    page = organiser.get("packs.show_run_sheet", slug=slug)
    assert page.find("a", href=f"/desk/events/{slug}/arrangements#contact")


def test_a_surname_in_the_column_of_slides_is_not_broken_on_paper(make, reader):
    event = make.event(slug="two")
    item = make.agenda_item(event, "What we saw", speaker=make.speaker(event, "Councillor Angela Hetherington"))
    other = make.speaker(event, "Dr Margaret Featherstone")
    with unit_of_work():
        db.session.add(Slot(agenda_item_id=item.id, speaker_id=other.id, part="speaker", position=1))
    make.released(event)
    answer = reader.signed_in(make.officer("organiser", on=event)).client.get("/desk/events/two/run-sheet.pdf")
    with pypdfium2.PdfDocument(answer.data) as pdf:
        words = " ".join(page.get_textpage().get_text_bounded() for page in pdf)
    assert (words.count("Hetherington"), words.count("Featherstone")) == (2, 2), words


def test_a_pack_made_before_newer_slides_came_in_says_so(runner, evening):
    hand_in(evening.imam)
    made(runner, evening)
    hand_in(evening.police)
    assert "slides have changed since" in runner.get("packs.show_pack", slug=evening.event.slug).words


def test_only_who_ordered_it_takes_it_and_no_longer_than_a_day(runner, reader, evening, at):
    with at(2009, 5, 20, 15):
        made(runner, evening)
    job = db.session.query(jobs.Job).one()
    where = f"/desk/events/{evening.event.slug}/pack/{job.ref}"
    assert reader.signed_in(evening.organiser).client.get(f"{where}/file").status_code == 404
    with at(2009, 5, 21, 16):
        assert runner.client.get(f"{where}/file").status_code == 410


def test_large_decks_are_copied_in_pieces(runner, evening, make):
    for _ in range(4):
        hand_in(make.speaker(evening.event), body=b"0" * 1_000_000, times=25)
    with unit_of_work():
        packing.order(evening.event, by="command")
    tracemalloc.start()
    clockwork.work_off_jobs()
    _now, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    job = db.session.query(jobs.Job).one()
    assert path_of(job.result["key"]).stat().st_size > 100_000_000 and peak < 60_000_000, peak


def test_a_deck_that_vanished_is_said_and_nothing_half_made_is_left(runner, evening):
    deck = hand_in(evening.imam)
    files.remove(deck.file_key)
    page = runner.send(runner.get("packs.show_pack", slug=evening.event.slug), {}, to="/pack", follow=True)
    clockwork.work_off_jobs()
    page = runner.get(page.find(id="progress")["data-from"])
    assert "Slides were replaced while the pack was being made. Make it again." in page.words
