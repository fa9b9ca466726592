"""An officer puts themselves on the list, by one press."""

from events.database import db
from events.delegates import queries
from events.delegates.models import Contact


def test_an_officer_invites_themselves_in_one_press_and_is_one_contact_however_often(make, reader):
    event = make.event()
    pat = reader.signed_in(make.officer("organiser", name="Pat Whitfield", email="pat@council.example.org"))
    page = pat.get("guests.draft_invitations", slug="evening")
    assert "Pat Whitfield" in page.words and "pat@council.example.org" in page.words
    preview = pat.send(page, {}, to="yourself", follow=True)
    assert "Dear Pat Whitfield," in preview.words and "Send it to myself now" in preview.words
    assert "Where we have your address from: you are an officer here and put yourself on the list" in preview.words
    pat.send(page, {}, to="yourself")
    pat.post("guests.add_yourself", slug="evening")
    assert [row.contact.email for row in queries.invitations_of(event)] == ["pat@council.example.org"]
    assert db.session.query(Contact).count() == 1
    db.session.rollback()
    assert "Add yourself" not in pat.get("guests.draft_invitations", slug="evening").words


def test_who_works_on_one_event_alone_adds_nobody_to_the_councils_contacts_not_even_themselves(make, reader):
    event = make.event()
    sam = reader.signed_in(make.officer("organiser", on=event, name="Sam", email="sam@council.example.org"))
    assert "Add yourself" not in sam.get("guests.draft_invitations", slug="evening").words
    sam.post("guests.add_yourself", slug="evening", status=403)
    known = make.contact("Sam", email="sam@council.example.org")
    sam.send(sam.get("guests.draft_invitations", slug="evening"), {}, to="yourself")
    assert [row.contact_id for row in queries.invitations_of(event)] == [known.id]


def test_who_asked_not_to_be_invited_is_not_even_by_themselves(make, reader):
    event = make.event()
    make.contact("Pat", email="pat@council.example.org", do_not_invite=True)
    pat = reader.signed_in(make.officer("organiser", email="pat@council.example.org"))
    refused = pat.post("guests.add_yourself", slug="evening", status=409)
    assert "Do not invite this person" in refused.words
    assert queries.invitations_of(event) == []
