"""What nobody sees on slides is found, and a clean copy is made without it that still opens."""

import io
import zipfile

import pypdf
import pytest
from pptx import Presentation

from events import files, jobs
from events.agenda import cleaning, presenting, queries, slide_queries
from events.agenda.models import Deck
from events.database import db
from tests.agenda import real_decks, slides
from tests.agenda.deck_stand import act, do_jobs, fresh, hand_in, say_of_publishing

SECRETS = (real_decks.NOTE, "Ann Lee", "Bilal Shah", "Somebody else", real_decks.COMMENT)


@pytest.fixture
def speaker(make):
    """A speaker of an evening."""
    return make.speaker(make.event(), "Ann Lee")


def hidden(deck) -> dict:
    """What was found that nobody sees on the slides."""
    return slide_queries.check_of(deck).findings["hidden"]


def cleaned(deck, *, keep=False) -> tuple[Deck, bytes]:
    """The clean copy as the newest version, and its bytes."""
    act(cleaning.order, deck, keep_hidden_slides=keep)
    do_jobs(cleaning.CLEANING)
    newest = queries.decks_of_speaker(fresh(deck).speaker)[0]
    assert newest.version == deck.version + 1, [job.words for job in db.session.query(jobs.Job)]
    return newest, files.path_of(newest.file_key).read_bytes()


def told_in(content: bytes) -> list[str]:
    """Which of the secrets stand anywhere in a packed file."""
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        words = b"".join(packed.read(name) for name in packed.namelist())
    return [secret for secret in SECRETS if secret.encode() in words]


def test_everything_hidden_in_a_powerpoint_file_is_found(speaker):
    found = hidden(hand_in(speaker, real_decks.powerpoint()))
    assert set(found) == {"author", "changed_by", "comments", "commenters", "edited", "hidden_slides", "keywords",
                          "notes", "places", "tables", "thumbnail", "times"}
    assert found["author"]["words"] == [real_decks.AUTHOR] and found["commenters"]["words"] == ["Bilal Shah"]
    assert found["hidden_slides"]["words"] == ["4"] and found["notes"]["count"] == 1


def test_a_clean_copy_of_a_powerpoint_file_has_its_slides_and_nothing_else(speaker):
    deck = hand_in(speaker, real_decks.powerpoint())
    copy, content = cleaned(deck)
    assert hidden(copy) == {} and told_in(content) == []
    assert (copy.state, fresh(deck).state, slide_queries.check_of(copy).choice) == ("received", "replaced", "cleaned")
    opened = Presentation(io.BytesIO(content))  # python-pptx finds every part that another names
    assert [slide.shapes.title.text for slide in opened.slides if slide.shapes.title] == ["What we heard", "Numbers"]
    assert opened.slides[2].shapes[1].has_chart and not opened.slides[0].has_notes_slide
    photo = next(shape for shape in opened.slides[1].shapes if shape.shape_type == 13).image.blob
    from PIL import Image
    assert dict(Image.open(io.BytesIO(photo)).getexif()) == {0x0112: 6}  # the right way up, and nothing else
    say_of_publishing(speaker, True)
    act(presenting.publish, copy)  # and nobody is asked again


def test_hidden_slides_stay_where_that_is_wished(speaker):
    copy, content = cleaned(hand_in(speaker, real_decks.powerpoint()), keep=True)
    assert set(hidden(copy)) == {"hidden_slides"} and len(Presentation(io.BytesIO(content)).slides) == 4


def test_a_clean_copy_of_an_open_document_opens_in_libreoffice(speaker, tmp_path):
    source = real_decks.by_office(tmp_path, real_decks.powerpoint(), ".pptx", "odp")
    deck = hand_in(speaker, source, "talk.odp")
    assert {"author", "notes", "comments", "hidden_slides", "thumbnail", "times", "places"} <= set(hidden(deck))
    assert told_in(source) != []
    copy, content = cleaned(deck)
    assert hidden(copy) == {} and told_in(content) == [] and copy.facts == {"slides": 3}
    assert zipfile.ZipFile(io.BytesIO(content)).infolist()[0].filename == "mimetype"
    again = real_decks.by_office(tmp_path, content, ".odp", "pdf")
    assert len(pypdf.PdfReader(io.BytesIO(again)).pages) == 3


def test_a_clean_copy_made_by_libreoffice_from_a_cleaned_powerpoint_file_shows_the_same_slides(speaker, tmp_path):
    _, content = cleaned(hand_in(speaker, real_decks.powerpoint()))
    again = pypdf.PdfReader(io.BytesIO(real_decks.by_office(tmp_path, content, ".pptx", "pdf")))
    assert "What we heard" in again.pages[0].extract_text() and len(again.pages) == 3


def test_a_clean_copy_of_a_pdf_has_no_names_and_no_remarks(speaker):
    source = slides.pdf(
        b"<</Author(Ann Lee)/CreationDate(D:20090401)/Division(Secret unit)>>",
        b"<</Type/Annot/Subtype/Text/Rect[0 0 9 9]/T(Bilal Shah)/Contents(Is this number right?)>>",
        b"<</Type/Annot/Subtype/Link/Rect[0 0 9 9]/A<</S/URI/URI(https://example.org/)>>>>",
        slides.stream(b"<x:xmpmeta>Ann Lee</x:xmpmeta>", b"/Type/Metadata/Subtype/XML"),
        catalogue=b"/Metadata 13 0 R", page=b"/Annots[11 0 R 12 0 R]", trailer=b"/Info 10 0 R")
    deck = hand_in(speaker, source, "talk.pdf")
    assert set(hidden(deck)) == {"author", "times", "custom", "comments", "commenters", "xmp"}
    assert slide_queries.check_of(deck).findings["links"] == ["https://example.org/"]
    copy, content = cleaned(deck)
    assert hidden(copy) == {} and slide_queries.check_of(copy).findings["links"] == ["https://example.org/"]
    assert not any(secret.encode() in content for secret in (*SECRETS, "Secret unit"))


def test_an_older_version_is_not_copied_and_a_failure_is_told_in_a_sentence(speaker):
    deck = hand_in(speaker, real_decks.powerpoint())
    act(cleaning.order, deck, keep_hidden_slides=False)
    files.path_of(deck.file_key).write_bytes(b"PK\x03\x04 no longer")
    do_jobs(cleaning.CLEANING)
    assert cleaning.is_under_way(fresh(deck)).words == cleaning.CopyFailed.sentence
    assert len(queries.decks_of_speaker(deck.speaker)) == 1
    hand_in(speaker, slides.PDF)
    with pytest.raises(presenting.DeckCannotMove):
        act(cleaning.order, deck, keep_hidden_slides=False)
