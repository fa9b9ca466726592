"""Pages of an evening that is held more than once: the guest chooses a date, the organiser sees how each stands."""

from datetime import timedelta

import pytest

from events.database import db
from events.delegates.models import Invitation
from tests.delegates.test_choosing_dates import counts
from tests.delegates.test_offering_dates import together
from tests.people import STARTS


@pytest.fixture
def two(make):
    """The same evening on 20 and 27 May."""
    return make.event(capacity=1), make.event(slug="second", capacity=30, starts_at=STARTS + timedelta(days=7))


def test_the_organiser_offers_them_together_and_sees_each_date_and_the_sum(make, reader, two):
    make.invitation(two[0])
    make.invitation(two[1], said="ACCEPTED", place="held")
    organiser = reader.signed_in(make.officer("organiser"))
    page = organiser.get("dates.list_dates", slug="evening")
    assert organiser.send(page, {"other": ""}, status=422, place=1).errors == ["Choose an event"]
    page = organiser.send(page, {"other": "second"}, follow=True, place=1)
    assert "They are offered together" in page.words
    rows = [" ".join(row.get_text(" ").split()) for row in page.select("tbody tr")]
    assert rows[0].startswith("Wednesday 20 May 2009 , 6pm 1 0 0 1") and rows[2] == "Together 2 1 0 30"
    organiser.send(page, {}, to="dates/second/removal")
    assert "Together" not in organiser.get("dates.list_dates", slug="evening").words


def test_a_guest_chooses_a_date_on_their_own_page(make, reader, two):
    together(*two)
    make.invitation(two[0], said="ACCEPTED", place="held")  # the first date is full
    guest = make.invitation(two[0])
    browser = reader.by_link("invitation", guest)
    page = browser.get("delegates.reply_to_invitation", ref=guest.ref)
    assert "It is held more than once." in page.words
    labels = [" ".join(label.get_text().split()) for label in page.select("label[for^=date]")]
    assert labels == ["Wednesday 20 May 2009, 6pm to 9pm, Wynyard Rooms: full: you would be on its waiting list",
                      "Wednesday 27 May 2009, 6pm to 9pm, Wynyard Rooms: 30 places are free"]
    assert not page.select("input[name=date][checked]")  # nothing is chosen beforehand
    refused = browser.send(page, {"said": "ACCEPTED", "comment": "Gladly"}, to="/reply", status=422)
    assert refused.errors == ["Choose the date on which you are coming"]
    assert refused.form("/reply")["comment"] == "Gladly"
    done = browser.send(refused, {"said": "ACCEPTED", "date": "second"}, to="/reply", follow=True)
    assert "You are coming, and you have a place." in done.words and "Wednesday 27 May 2009" in done.words
    assert counts(two) == [(1, 1, 0), (1, 1, 0)]
    full = browser.send(done, {"said": "ACCEPTED", "date": "evening"}, to="/reply", status=422)
    assert full.errors == ["That date is full just now. You keep your place on the one you have."]
    assert db.session.get(Invitation, guest.id).event_id == two[1].id


def test_an_answer_by_telephone_names_the_date(make, reader, two):
    together(*two)
    guest = make.invitation(two[0])
    organiser = reader.signed_in(make.officer("organiser"))
    page = organiser.get("guest.show_guest", slug="evening", invitation_id=guest.id)
    done = organiser.send(page, {"said": "ACCEPTED", "channel": "telephone", "date": "second"},
                          to=f"guests/{guest.id}", follow=True)
    assert "The answer is noted." in done.words and done.answer.request.path == f"/desk/events/second/guests/{guest.id}"


def test_an_organiser_of_one_date_alone_is_offered_no_others(make, reader, two):
    organiser = reader.signed_in(make.officer("organiser", on=two[0]))
    page = organiser.get("dates.list_dates", slug="evening")
    assert "There is no other event of yours" in page.words
    organiser.post("dates.take_apart", slug="evening", key="second", status=404)
