"""Letters' own words: placeholders from a fixed list, versions that never change, languages, tests to oneself."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from events.access.models import Officer
from events.database import db, unit_of_work
from events.delegates import inviting, mailings, placeholders, queries, wording, wordings
from events.outbox import Letter

WORDS = """Dear ((name)),

Do come to ((event)) on ((Day)):
- bring a friend & <b>a pen</b>
- {{ 7*7 }} %(x)s

((event facts))

((personal link))

More at ((event page))."""


@pytest.fixture
def event(make):
    return make.event()


@pytest.fixture
def officer(make, event):
    return make.officer("organiser", on=event, name="Margaret Tulloch")


def write(event, officer, words=WORDS, *, subject="Come: ((short title))", letter="invitation", language="en"):
    with unit_of_work():
        wording.write_words(db.session.merge(event), letter, language, subject=subject, words=words,
                            by=db.session.get(Officer, officer.id))


def invite(event, *contacts):
    with unit_of_work():
        inviting.draft_invitations(event, contacts, by="organiser")
        drafts = [row for row in queries.invitations_of(event) if str(row.state) == "drafted"]
        inviting.send_invitations(event, drafts, by="organiser", hold=timedelta(0))


def test_a_letter_says_the_events_own_words_and_nothing_in_them_is_read_as_markup(event, officer, make, post, words):
    write(event, officer)
    invite(event, make.contact("Ann Lee"))
    message = post()[0]
    plain, html = words(message, "text/plain"), words(message, "text/html")
    assert message["Subject"] == "Come: Evening of 20 May"
    assert "Dear Ann Lee," in plain and "- bring a friend & <b>a pen</b>" in plain and "{{ 7*7 }} %(x)s" in plain
    assert "<li" in html and "&lt;b&gt;a pen&lt;/b&gt;" in html and "{{ 7*7 }} %(x)s" in html
    assert "on Wednesday 20 May 2009:" in plain and "Day: Wednesday 20 May 2009" in plain
    assert "http://localhost/events/evening/." in plain and 'href="http://localhost/events/evening/"' in html
    assert "Answer the invitation:\nhttp://localhost/i/" in plain.replace("\r\n", "\n")
    assert any(part.get_content_type() == "text/calendar" for part in message.walk())


@pytest.mark.parametrize(("subject", "words", "sentence"), [
    ("S", "Dear ((nmae)), ((personal link))", "There is no placeholder ((nmae)). Did you mean ((name))?"),
    ("S", "((guest.contact.email)) ((personal link))", "There is no placeholder ((guest.contact.email))."),
    ("S", "Dear ((name, ((personal link))", "“((name,”"),
    ("S", "Dear name)), ((personal link))", "“Dear name))”"),
    ("S", "Dear ((name)),", "Put ((personal link)) into the letter"),
    ("For ((name))", "((personal link))", "((name)) cannot stand in the subject line"),
    ("((config))", "((personal link))", "There is no placeholder ((config))."),
    ("S", "See ((event facts)) ((personal link))", "Put ((event facts)) on a line of its own"),
    ("S", "((personal link)) https://evil.example/x", "Take out “https://evil.example/x”"),
    ("S", "((personal link)) ((badge))", "There is no placeholder ((badge))."),
    ("", "((personal link))", "Write a subject"),
])  # fmt: skip
def test_what_cannot_be_filled_is_refused_by_name_before_it_is_saved(event, officer, subject, words, sentence):
    with pytest.raises(wording.Refusal) as refused:
        write(event, officer, words, subject=subject)
    assert sentence in str(refused.value)
    db.session.rollback()
    assert wordings.newest(event) == {}


def test_a_version_never_changes_and_a_letter_keeps_the_one_it_was_posted_with(event, officer, make, post, words):
    ann = make.contact("Ann")
    write(event, officer, "The first. ((personal link))")
    with unit_of_work():
        inviting.draft_invitations(event, [ann], by="organiser")
    with unit_of_work():
        inviting.send_invitations(event, queries.invitations_of(event), by="organiser", hold=timedelta(0))
    write(event, officer, "The second. ((personal link))")
    assert "The first." in words(post()[0], "text/plain"), "as it was decided"
    invite(event, make.contact("Bob"))
    assert "The second." in words(post()[-1], "text/plain")
    assert [(row.version, row.words[:10]) for row in wordings.versions_of(event, "invitation", "en")] == [
        (2, "The second"), (1, "The first.")]


def test_the_house_words_come_back_at_any_time(event, officer, make, post, words):
    write(event, officer)
    with unit_of_work():
        wording.use_house_words(db.session.merge(event), "invitation", "en", by=db.session.get(Officer, officer.id))
    invite(event, make.contact("Ann"))
    assert "We would like to invite you." in words(post()[0], "text/plain")
    assert db.session.scalars(select(Letter.wording_version)).one() == wordings.HOUSE
    db.session.rollback()
    assert len(wordings.versions_of(event, "invitation", "en")) == 2, "what was written stays to be seen"


def test_a_guest_gets_the_words_in_their_language_where_the_event_has_some(event, officer, make, post, words):
    write(event, officer, "English. ((personal link))")
    write(event, officer, "اردو ((personal link))", language="ur", subject="دعوت")
    invite(event, make.contact("Ann", language="ur"), make.contact("Bob", language="cy"), make.contact("Cy"))
    found = {message["To"].addresses[0].display_name: message for message in post()}
    assert "اردو" in words(found["Ann"], "text/plain") and found["Ann"]["Subject"] == "دعوت"
    assert '<html lang="ur" dir="rtl">' in words(found["Ann"], "text/html")
    assert "English." in words(found["Bob"], "text/plain") and "English." in words(found["Cy"], "text/plain")


def test_every_letter_with_own_words_from_the_starting_text_can_be_written(event, officer, make):
    from events.delegates import house_words

    for letter in placeholders.KINDS:
        write(event, officer, "\n\n".join(house_words.WORDS[letter]), subject=house_words.SUBJECTS[letter],
              letter=letter)
    assert set(placeholders.KINDS) == set(house_words.WORDS) == set(house_words.SUBJECTS)


def test_a_test_letter_is_marked_opens_nothing_and_counts_nowhere(event, officer, make, post, words):
    write(event, officer)
    guest = make.invitation(event)
    with unit_of_work():
        wording.send_test(db.session.merge(event), "invitation", "en", by=db.session.get(Officer, officer.id))
    message = post()[0]
    assert message["To"].addresses[0].addr_spec == officer.email
    assert message["Subject"] == "Test: Come: Evening of 20 May"
    for kind in ("text/plain", "text/html"):
        assert "This is a test." in words(message, kind) and "/i/" not in words(message, kind)
    assert not [part for part in message.walk() if "calendar" in part.get_content_type()]
    assert guest.ref not in str(message)
    assert mailings.progress_of(event).all == 0


@pytest.mark.parametrize("letter", sorted(placeholders.KINDS))
def test_each_letter_can_be_tried_out_in_house_words_and_own(event, officer, post, letter):
    from events.delegates import house_words

    with unit_of_work():
        wording.send_test(db.session.merge(event), letter, "en", by=db.session.get(Officer, officer.id))
    write(event, officer, "\n\n".join(house_words.WORDS[letter]), subject=house_words.SUBJECTS[letter], letter=letter)
    with unit_of_work():
        wording.send_test(db.session.merge(event), letter, "en", by=db.session.get(Officer, officer.id))
    found = post()
    assert len(found) == 2
    assert all(message["Subject"].startswith("Test: ") for message in found)
    db.session.rollback()
    assert {str(row.state) for row in db.session.scalars(select(Letter))} == {"sent"}
