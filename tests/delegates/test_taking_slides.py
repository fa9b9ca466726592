"""Slides come by email: taken from their speaker alone, held with the reason from anybody else, refused in a letter."""

from email.message import EmailMessage
from pathlib import Path

import pytest

from events import history, mailboxes
from events.agenda import queries, speaker_addresses, telling
from events.database import db, unit_of_work
from events.delegates import collecting, reply_addresses
from tests.agenda import slides
from tests.delegates.test_collecting import box, collect, imap
from tests.delegates.test_receiving import reason, take

__all__ = ["box", "imap"]

PDF, ALISON = "application/pdf", "alison.garbutt@police.example.org"


@pytest.fixture
def alison(make):
    """A speaker with an email address."""
    return make.speaker(make.event(), "Alison Garbutt", email=ALISON)


@pytest.fixture
def her_address(app, alison, post):
    """Where the letter with her page's link asks her to answer."""
    with unit_of_work():
        telling.send_link(alison, by="organiser")
    return post()[-1]["Reply-To"]


def brought(to: str, *files: tuple[str, bytes], sender: str = f"Alison <{ALISON}>", **headers) -> bytes:
    """A mail as a person writes it, with files attached."""
    message = EmailMessage()
    for name, words in ({"From": sender, "To": to, "Subject": "Re: Your page as a speaker"} | headers).items():
        message[name] = words
    message.set_content("Here they are.\n\nAlison")
    message.add_attachment(b"\x89PNG a logo", maintype="image", subtype="png", filename="logo.png")
    for name, content in files:
        message.add_attachment(content, maintype="application", subtype="octet-stream", filename=name)
    return message.as_bytes()


def stored(app) -> list[str]:
    """The names of the files in the store."""
    folder = Path(app.config["FILES_URL"])
    return sorted(path.name for path in folder.iterdir()) if folder.exists() else []


def test_slides_in_an_answer_to_the_letter_become_the_newest_version(app, alison, her_address, post, reader):
    assert her_address.startswith("replies+") and "s" in her_address.partition("+")[2].partition("@")[0]
    row = take(app, brought(her_address, ("talk – final.pptx", slides.pptx())))
    assert (str(row.kind), str(row.state), row.event_id) == ("slides", "taken", alison.event_id)
    [deck] = queries.decks_of_speaker(alison)
    assert (deck.original_name, deck.suffix, history.of(deck)[0].who) == ("talk – final.pptx", ".pptx", "mailbox")
    assert stored(app) == [deck.file_key]
    answer = post()[-1]
    assert answer["To"].endswith(f"<{ALISON}>") and "Your slides have come in" in answer["Subject"]
    assert "talk – final.pptx" in answer.get_body(("plain",)).get_content()
    page = reader.by_link("speaker", alison).get("slides.hand_in_slides", ref=alison.ref)
    assert "came by email" in page.words


def test_slides_from_the_speakers_own_address_are_theirs_wherever_they_were_sent(app, alison):
    row = take(app, brought("desk@council.example.org", ("talk.pdf", slides.PDF), sender=ALISON.upper()))
    assert str(row.state) == "taken" and len(queries.decks_of_speaker(alison)) == 1


def test_the_same_mail_read_again_brings_nothing_twice(app, alison, her_address):
    mail = brought(her_address, ("talk.pdf", slides.PDF))
    take(app, mail)
    before = stored(app)
    assert collecting.take(mail, ours=reply_addresses.ours()) == "known"
    assert stored(app) == before and len(before) == 1


@pytest.mark.parametrize("sender", ["secretary@police.example.org", "stranger@example.net"])
def test_slides_from_another_sender_are_held_and_never_taken(app, make, alison, her_address, post, reader, sender):
    before = len(post())
    row = take(app, brought(her_address, ("talk.pdf", slides.PDF), sender=sender))
    assert str(row.state) == "held" and reason(row).startswith(
        f"It brings slides for Alison Garbutt but was sent by {sender}.")
    assert queries.decks_of_speaker(alison) == [] and stored(app) == [] and len(post()) == before
    officer = make.officer("organiser", on=alison.event)
    page = reader.signed_in(officer).get("mail.list_mail", slug="evening")
    assert "was sent by" in page.words and "talk.pdf" in page.words and "Put aside" in page.words


def test_a_made_up_address_is_nobodys(app, alison, her_address):
    forged = her_address.replace(her_address[12:16], "0000")
    row = take(app, brought(forged, ("talk.pdf", slides.PDF), sender="stranger@example.net"))
    assert (str(row.kind), row.event_id) == ("other", None) and stored(app) == []


@pytest.mark.parametrize(("files", "says"), [
    ([("talk.pptm", slides.pptx(**{"ppt/vbaProject.bin": "x"}))], "There are macros hidden in the file"),
    ([("talk.pdf", b"MZ these are no slides")], "This is a program, and not slides that we can take"),
    ([("talk.pdf", slides.PDF), ("talk.pptx", slides.pptx())], "several files that may be the slides"),
])
def test_what_cannot_be_taken_is_said_to_the_speaker_and_lies_in_the_tray(app, alison, her_address, post, files, says):
    row = take(app, brought(her_address, *files))
    assert (str(row.kind), str(row.state), row.event_id) == ("slides", "held", alison.event_id)
    assert says in reason(row) and queries.decks_of_speaker(alison) == [] and stored(app) == []
    answer = post()[-1]
    assert "could not be taken" in answer["Subject"] and says in answer.get_body(("plain",)).get_content()


def test_words_alone_to_a_speakers_address_lie_in_the_tray_without_the_tag(app, alison, her_address, post):
    before = len(post())
    row = take(app, brought(her_address, Subject=f"I may be late ({her_address})"))
    assert (str(row.kind), str(row.state), row.event_id) == ("plain mail", "held", alison.event_id)
    assert her_address not in row.subject and len(post()) == before


def test_other_files_from_a_speakers_address_are_plain_mail(app, alison):
    row = take(app, brought("desk@council.example.org", ("biography.docx", b"PK\x03\x04")))
    assert str(row.kind) != "slides" and stored(app) == []


def test_an_out_of_office_or_a_bounce_brings_no_slides(app, alison, her_address):
    row = take(app, brought(her_address, ("talk.pdf", slides.PDF), **{"Auto-Submitted": "auto-replied"}))
    assert str(row.kind) == "out of office" and queries.decks_of_speaker(alison) == []


def test_who_speaks_at_two_events_is_asked_which(app, make, alison):
    make.speaker(make.event(slug="seminar"), "Alison Garbutt", email=ALISON)
    row = take(app, brought("desk@council.example.org", ("talk.pdf", slides.PDF)))
    assert str(row.state) == "held" and "any of several talks" in reason(row) and stored(app) == []


def test_who_has_withdrawn_hands_in_nothing(app, alison, her_address):
    with unit_of_work():
        alison.withdrawn_at = alison.event.starts_at
    row = take(app, brought(her_address, ("talk.pdf", slides.PDF)))
    assert "has withdrawn" in reason(row) and stored(app) == [] and queries.decks_of_speaker(alison) == []


def test_large_slides_are_read_whole_from_a_real_mailbox(app, alison, her_address, box):
    large = slides.pdf(slides.stream(bytes(range(256)) * 20_000))
    box.deliver(brought(her_address, ("talk.pdf", large)))
    assert collect(app, box.url).outcomes == {"slides, taken": 1}
    assert queries.decks_of_speaker(alison)[0].size == len(large)
    assert collect(app, box.url).count == 0


def test_a_mail_larger_than_can_be_read_is_said_to_its_speaker(app, alison, her_address, post, tmp_path, monkeypatch):
    monkeypatch.setattr(mailboxes, "WHOLE_AT_MOST", 3_000_000)
    (tmp_path / "large.eml").write_bytes(brought(her_address, ("talk.pdf", slides.PDF + b"x" * 5_000_000)))
    assert collect(app, f"file:{tmp_path}").outcomes == {"slides, held": 1}
    assert "too large to be read whole" in post()[-1].get_body(("plain",)).get_content()
    assert stored(app) == []


def test_the_command_takes_slides_from_a_saved_mail(app, alison, her_address, tmp_path):
    file = tmp_path / "answer.eml"
    file.write_bytes(brought(her_address, ("talk.odp", slides.odp())))
    db.session.rollback()
    answer = app.test_cli_runner().invoke(args=["mailbox", "read", str(file)])
    assert (answer.exit_code, answer.output) == (0, "answer.eml: slides, taken\n")


def test_a_guests_and_a_speakers_address_are_never_mixed_up(alison):
    address = speaker_addresses.address_for("replies@example.org", "key", alison)
    assert len(address.partition("@")[0]) <= 64
    number, mac = speaker_addresses.divided(address.upper(), "replies@example.org")
    assert number == alison.id and speaker_addresses.is_genuine(["old", "key"], alison, mac)
    assert not speaker_addresses.is_genuine(["other"], alison, mac)
    assert speaker_addresses.divided(address.replace("s", "x", 3), "replies@example.org") is None
