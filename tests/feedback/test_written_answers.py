"""Answers in writing: asked for, written on the speaker's own page, read by a moderator, heard of by the asker."""

import pytest
from sqlalchemy import select

from events import letters as registry
from events import outbox
from events.database import db, unit_of_work
from events.feedback import answering, queries
from tests.feedback.test_wall_views import approved


@pytest.fixture
def evening(make):
    """(event, speaker, the ref of a named question to them whose asker wants to hear)."""
    event = make.event()
    speaker = make.speaker(event, "Dean Lofthouse")
    guest = make.invitation(event, make.contact("Joyce Applegarth", email="joyce@example.org"))
    asked = approved(event, text="Who asked us?", attribution="named", name="Joyce Applegarth", speaker=speaker,
                     invitation=guest, wants_to_hear=True)
    return event, speaker, asked.ref


def mails() -> list:
    """The letters so far, composed, with their address."""
    db.session.rollback()
    found = []
    for letter in db.session.scalars(select(outbox.Letter).order_by(outbox.Letter.id)):
        composer = registry.composer(letter.name)
        found.append((letter.to_address, composer.fill(composer.prepare(letter), letter)))
    return found


def test_from_asking_the_speaker_to_the_letter_to_the_asker(make, reader, evening, at):
    event, speaker, ref = evening
    organiser = reader.signed_in(make.officer("organiser", on=event))
    his = reader.by_link("speaker", speaker)
    address, own = speaker.email, speaker.ref
    page = organiser.get("written.list_answers", slug=event.slug)
    refused = organiser.send(page, {"due_on": "1 April 2009"}, place=1, status=422)
    assert "still to come" in refused.errors[0]
    organiser.send(page, {"due_on": "27 May 2009"}, place=1)
    (to, mail), = mails()
    assert to == address and "One question to you" in mail.text and "27 May 2009" in mail.text
    assert "Joyce" not in mail.text + mail.html and "Who asked us?" not in mail.text + mail.html
    page = his.get("reports.show_speaker_page", ref=own)
    assert "by Wednesday 27 May 2009" in page.words
    form = his.get("speaking.answer_question", ref=own, key=ref)
    after = his.send(form, {"text": "Nobody did."}, follow=True)
    assert "A moderator reads your answer" in after.words
    assert "Nobody did." not in reader.anybody().get("voting.list_questions", slug=event.slug).words
    page = organiser.get("written.list_answers", slug=event.slug)
    assert "Nobody did." in page.words and len(mails()) == 1
    his.send(his.get("speaking.answer_question", ref=own, key=ref), {"text": "Nobody, and that was wrong."})
    organiser.send(page, {}, to="/approval", status=409)  # it says something else than the page did
    organiser.send(organiser.get("written.list_answers", slug=event.slug), {}, to="/approval")
    remark = queries.remark_by_ref(event, ref)
    assert [(one.text, one.is_published, one.waits_for_approval) for one in remark.answers] == [
        ("Nobody, and that was wrong.", True, False)]
    to, mail = mails()[-1]
    assert to == "joyce@example.org" and "There is an answer" in mail.subject and "Nobody" not in mail.text
    assert "/i/" in mail.text


def test_a_speaker_passes_on_and_says_what_cannot_be_said_in_public(make, reader, evening):
    event, speaker, ref = evening
    own = speaker.ref
    his, chair = reader.by_link("speaker", speaker), reader.signed_in(make.officer("moderator", on=event))
    other = reader.by_link("speaker", make.speaker(event, "Another"))
    page = his.get("reports.show_speaker_page", ref=own)
    page = his.send(page, {}, to="/not-in-public", follow=True)
    assert "cannot answer this in public" in chair.get("chair.show_chair", slug=event.slug).words
    page = his.send(page, {}, to="/nothing", follow=True)
    his.send(page, {}, to="/pass-on")
    assert "Passed on to the panel" in chair.get("chair.show_chair", slug=event.slug).words
    his.get("speaking.answer_question", ref=own, key=ref, status=404)  # it is the panel's from now on
    other.get("speaking.answer_question", ref=own, key=ref, status=404)


def test_there_is_nothing_to_ask_for_where_every_question_has_its_answer(evening):
    event, speaker, ref = evening
    with unit_of_work():
        answering.answer(queries.remark_by_ref(event, ref), text="Yes.", by="command")
    with pytest.raises(answering.NothingToAnswer), unit_of_work():
        answering.ask_speaker(speaker, due_on=event.ends_at.date(), by="command")
