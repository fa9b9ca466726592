"""The programme on paper: one page where it fits, numbered pages where not, large print, and whole names."""

from datetime import UTC, datetime, timedelta

import pypdfium2
import pytest
import zxingcpp

from events.agenda import planning, programme_papers
from events.agenda.models import AgendaItem, Slot, VenueRoom
from events.agenda.programme_papers import LARGE
from events.database import db, unit_of_work
from events.event import Event, Visibility

ABOUT = ("What is done, by whom, and what it has changed in the last two years; with time for questions about each of "
         "the actions in the plan, and what comes next for schools. ")
NAMES = ["Alison Garbutt", "محمد عبد الله", "Zbigniew Łączkowski-Śliwiński", "عائشہ خان"]
AT = datetime(2009, 5, 1, tzinfo=UTC)
PAGE, LARGE_PRINT = "programme.pdf", "programme-large-print.pdf"


@pytest.fixture
def evening(make):
    """Makes an evening of so many parts, each with a speaker and, if told, so long a description."""
    def made(parts: int, *, about: str = "", **values) -> Event:
        event = make.event(title="Keeping young people safe", venue_room="Main suite", **values)
        speakers = [make.speaker(event, name, job_title="Superintendent", organisation="Police") for name in NAMES]
        for number in range(parts):
            item = make.agenda_item(event, f"Part {number + 1}: what we do", after_minutes=20 * number,
                                    speaker=speakers[number % 4], kind="break" if number == 4 else "presentation")
            if about:
                with unit_of_work():
                    db.session.get(AgendaItem, item.id).abstract = about
        if about:
            make.released(event)
        return event
    return made


def paper(reader, name: str) -> pypdfium2.PdfDocument:
    """The file as anybody gets it, opened by another program."""
    answer = reader.anybody().client.get(f"/events/evening/{name}")
    assert (answer.status_code, answer.mimetype) == (200, "application/pdf")
    return pypdfium2.PdfDocument(answer.data)


def words_on(file: pypdfium2.PdfDocument) -> list[str]:
    """What another program reads on each page, white space folded."""
    return [" ".join(page.get_textpage().get_text_range().split()) for page in file]


def sizes_on(file: pypdfium2.PdfDocument) -> set[float]:
    """The sizes of type in which anything is written."""
    found = set()
    for page in file:
        for thing in page.get_objects(filter=[pypdfium2.raw.FPDF_PAGEOBJ_TEXT]):
            size = pypdfium2.raw.c_float()
            assert pypdfium2.raw.FPDFTextObj_GetFontSize(thing.raw, size)
            found.add(round(size.value * thing.get_matrix().d, 1))
    return found


@pytest.mark.parametrize("about", ["", ABOUT])
def test_an_evening_of_nine_parts_is_one_a4_page_with_everybody_on_it(evening, reader, about):
    evening(9, about=about)
    file = paper(reader, PAGE)
    assert len(file) == 1
    assert [round(side / 72 * 25.4) for side in file[0].get_size()] == [210, 297]
    [words] = words_on(file)
    for said in ("Keeping young people safe", "Wednesday 20 May 2009", "6pm to 9pm", "Main suite, Wynyard Rooms",
                 "6:20pm – 6:40pm", "Part 9: what we do", "Alison Garbutt", "Zbigniew Łączkowski-Śliwiński",
                 "localhost/events/evening/room"):
        assert said in words, said
    assert ("what it has changed" in words) == bool(about)
    assert min(sizes_on(file)) >= 8


def test_names_written_from_the_right_are_read_back_and_stand_before_what_they_are(evening, reader):
    evening(9)
    for name in (PAGE, LARGE_PRINT):
        joined = "".join("".join(words_on(paper(reader, name))).split())
        assert any(form in joined for form in ("محمد", "دمحم", "ﻣﺤﻤﺪ", "ﺪﻤﺤﻣ")), name
        assert any(form in joined for form in ("خان", "ناخ", "ﺧﺎﻥ", "ﻥﺎﺧ", "ﺧﺎن", "نﺎﺧ")), name


def test_descriptions_give_way_first_and_the_page_says_where_they_stand(evening, reader):
    evening(9, about=ABOUT * 4)
    file = paper(reader, PAGE)
    assert len(file) == 1
    [words] = words_on(file)
    assert "what it has changed" not in words
    assert "What each part is about stands at localhost/events/evening/programme" in words


def test_a_long_programme_goes_on_over_numbered_pages_and_loses_nothing(evening, reader):
    evening(48, about=ABOUT)
    pages = words_on(paper(reader, PAGE))
    assert len(pages) > 1
    assert [f"Page {number} of {len(pages)}" in words for number, words in enumerate(pages, 1)] == [True] * len(pages)
    whole = " ".join(pages)
    assert all(f"Part {number}: what we do" in whole for number in range(1, 49))
    assert whole.count("what comes next for schools") == 48


def test_one_description_longer_than_a_page_is_printed_whole(evening, reader):
    evening(1, about=ABOUT * 60 + "And that is the end.")
    for name in (PAGE, LARGE_PRINT):
        file = paper(reader, name)
        whole = " ".join(words_on(file))
        if name == LARGE_PRINT:
            assert len(file) > 2 and "And that is the end." in whole
        assert "…" not in whole


def test_the_last_line_of_a_description_is_never_alone_on_a_page(evening, make, reader):
    event = evening(60, about=ABOUT)
    with unit_of_work():
        for number, item in enumerate(db.session.query(AgendaItem).filter_by(event_id=event.id)):
            item.abstract = "word " * (20 + number % 17) + "last."
    make.released(event)
    tops = [page.get_textpage().get_text_range().splitlines()[0].strip() for page in paper(reader, LARGE_PRINT)][1:]
    assert any(top.startswith("word") for top in tops)  # some pages begin amid a description
    assert not [top for top in tops if top.endswith("last.")]


def test_nothing_in_the_large_print_is_smaller_than_eighteen_points(evening, reader):
    evening(9, about=ABOUT)
    file = paper(reader, LARGE_PRINT)
    assert min(sizes_on(file)) >= LARGE == 18
    pages = words_on(file)
    assert len(pages) > 1 and f"Page 1 of {len(pages)}" in pages[0]
    assert "Part 9: what we do" in " ".join(pages) and "what comes next for schools" in pages[0]


def test_no_word_is_broken_with_a_hyphen(evening, reader):
    evening(9, about="counterextremism and safeguarding responsibilities " * 6)
    for name in (PAGE, LARGE_PRINT):
        for page in paper(reader, name):
            lines = page.get_textpage().get_text_range().splitlines()
            assert not [line for line in lines if line.rstrip().endswith(("-", "\u00ad", "\ufffe"))]


def test_the_code_leads_into_the_room_and_is_left_out_when_the_evening_is_cancelled(evening, reader):
    event = evening(2)
    for name in (PAGE, LARGE_PRINT):
        pictures = [page.render(scale=3).to_pil() for page in paper(reader, name)]
        codes = [code.text for picture in pictures for code in zxingcpp.read_barcodes(picture)]
        assert codes == ["http://localhost/events/evening/room"]
    with unit_of_work():
        planning.cancel_event(db.session.get(Event, event.id), by="command")
    for name in (PAGE, LARGE_PRINT):
        file = paper(reader, name)
        assert "This event is cancelled." in words_on(file)[0] and "/room" not in words_on(file)[0]
        assert not zxingcpp.read_barcodes(file[0].render(scale=3).to_pil())


def test_the_code_of_the_large_print_stands_whole_beside_its_words_wherever_the_programme_ends(app):
    room = "https://consultations.stockton-on-tees.example.gov.uk/events/evening-of-20-may/room"
    with app.test_request_context():
        for lines in range(20):
            about = "\n".join(["A line of what it is about."] * lines)
            line = programme_papers.Line("", "6pm – 7pm", "Talk", "", (), "", about, False)
            sheet = programme_papers.Sheet("Programme", "The evening", ("Friday",), (line,), room, room, "en", AT)
            file = pypdfium2.PdfDocument(programme_papers.large_print_of(sheet))
            last = words_on(file)[-1]
            assert "point the camera of your telephone" in last and room[8:] in last.replace(" ", ""), lines
            picture = file[len(file) - 1].render(scale=1.5).to_pil()
            assert [code.text for code in zxingcpp.read_barcodes(picture)] == [room], lines


def test_days_and_rooms_are_named_where_there_are_several(evening, make, reader):
    event = evening(2)
    with unit_of_work():
        items = db.session.query(AgendaItem).order_by(AgendaItem.starts_at).all()
        items[0].venue_room = VenueRoom(event_id=event.id, name="Garden room")
        items[0].slots.append(Slot(speaker_id=items[1].slots[0].speaker_id, part="panel"))
        items[1].starts_at += timedelta(days=1)
        items[1].ends_at += timedelta(days=1)
    make.released(event)
    for name in (PAGE, LARGE_PRINT):
        whole = " ".join(words_on(paper(reader, name)))
        assert whole.count("Wednesday 20 May 2009") == 2 and "Thursday 21 May 2009" in whole
        assert "Garden room" in whole and "Panel" in whole


def test_a_programme_that_is_not_settled_says_so(make, reader):
    make.event(venue_name="", venue_address="")
    for name in (PAGE, LARGE_PRINT):
        assert "The programme is not settled yet." in words_on(paper(reader, name))[0]


def test_the_same_programme_is_the_same_file_and_a_changed_one_another(evening, make, reader):
    event = evening(2)
    client = reader.anybody().client
    first = client.get("/events/evening/programme.pdf")
    assert client.get("/events/evening/programme.pdf").data == first.data
    kept = {"If-None-Match": first.headers["ETag"]}
    assert client.get("/events/evening/programme.pdf", headers=kept).status_code == 304
    with unit_of_work():
        db.session.query(AgendaItem).first().title = "Another title"
    make.released(event)
    assert "Another title" in words_on(paper(reader, PAGE))[0]
    assert client.get("/events/evening/programme.pdf", headers=kept).status_code == 200


def test_a_closed_events_programme_is_not_there_for_a_stranger(evening, reader):
    evening(1, visibility=Visibility.CLOSED)
    for name in (PAGE, LARGE_PRINT):
        reader.anybody().get(f"/events/evening/{name}", status=404)
