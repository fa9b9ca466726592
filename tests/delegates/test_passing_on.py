"""The clock passes places on."""

from datetime import UTC, date, datetime, timedelta

import pytest

from events import clock, clockwork, outbox
from events.agenda import queries as agenda_queries
from events.database import db, unit_of_work
from events.delegates import offers, passing_on, placing, queries, replying
from events.delegates.models import Invitation
from events.delegates.states import Place, Said

NOW = datetime(2009, 4, 22, 9, 0, tzinfo=UTC)


def answer(guest, said="ACCEPTED"):
    with unit_of_work():
        return replying.reply(db.session.get_one(Invitation, guest.id), said=said, channel="link").place


@pytest.fixture
def three(make):
    """An event with one chair: one comes, two wait."""
    event = make.event(capacity=1)
    guests = [make.invitation(event) for _ in range(3)]
    for guest in guests:
        answer(guest)
    return guests


def places(guests) -> list[str]:
    db.session.expire_all()
    return [str(guest.place) for guest in guests]


def test_a_freed_place_is_offered_to_one_person_for_twelve_hours(three):
    answer(three[0], "DECLINED")
    assert places(three) == ["none", "offered", "waiting"]
    assert three[1].offered_until - clock.now() == pytest.approx(timedelta(hours=12), abs=timedelta(seconds=5))
    assert queries.taken(three[0].event) == 1
    assert answer(three[0]) == Place.WAITING, "the place is on offer to another"


def test_an_offer_that_ran_out_is_passed_on_once_and_both_are_told(three):
    answer(three[0], "DECLINED")
    with clock.moved_to(NOW + timedelta(hours=13)):
        assert passing_on.pass_on_places() == 1
        assert places(three) == ["none", "none", "offered"]
        assert passing_on.pass_on_places() == 0
    assert three[1].said == Said.NEEDS_ACTION
    assert outbox.about(three[1])[0].name == "delegates/offer_over"
    assert outbox.about(three[2])[0].name == "delegates/offer"
    counts = queries.counts_of(three[0].event)
    assert counts.invited == (
        counts.coming + counts.perhaps + counts.not_coming + counts.no_answer + counts.waiting)


def test_an_offer_that_ran_out_before_the_clock_came_round_is_not_taken_any_more(three):
    answer(three[0], "DECLINED")
    with clock.moved_to(NOW + timedelta(hours=13)):
        assert answer(three[1]) == Place.WAITING
    assert places(three) == ["none", "waiting", "offered"]


def test_who_says_no_to_an_offer_passes_it_on_at_once(three):
    answer(three[0], "DECLINED")
    answer(three[1], "DECLINED")
    assert places(three) == ["none", "none", "offered"]
    assert answer(three[2]) == Place.HELD


def test_seats_that_got_no_name_are_offered_after_the_give_back_day(make):
    from events.delegates import seating  # only this test gives seats

    event = make.event(capacity=1, give_back_on=date(2009, 5, 6))
    with unit_of_work():
        seating.give_seats(event, name="Renaissance", count=1, by="organiser")
    guest = make.invitation(event)
    assert answer(guest) == Place.WAITING
    with clock.moved_to(datetime(2009, 5, 7, 8, 0, tzinfo=UTC)):
        assert "pass free places on" in clockwork.tick()
    assert places([guest]) == ["offered"]


def test_the_organiser_gives_places_without_asking(three):
    with unit_of_work():
        agenda_queries.arrangements_of(three[0].event).capacity = 2
    with unit_of_work():
        replying.give_place(db.session.get_one(Invitation, three[2].id), by="organiser")
    assert places(three) == ["held", "waiting", "held"]
    with unit_of_work(), pytest.raises(placing.NoRoom):
        replying.give_place(db.session.get_one(Invitation, three[1].id), by="organiser")


def test_offers_are_taken_back_where_they_stood_when_an_event_is_put_off(three):
    answer(three[0], "DECLINED")
    with unit_of_work():
        assert placing.settle(three[0].event) == 1
    assert places(three) == ["none", "waiting", "waiting"]
    assert [row.id for row in queries.waiting(three[0].event)] == [three[1].id, three[2].id]
    assert [row.state for row in outbox.about(three[1]) if row.name == "delegates/offer"] == ["withdrawn"]


STARTS = datetime(2009, 5, 20, 17, 0, tzinfo=UTC)


@pytest.mark.parametrize(("before", "hours", "lasts"), [
    (timedelta(days=20, hours=8), 12, timedelta(hours=12)),  # ten in the morning
    (timedelta(hours=24), 12, timedelta(hours=14)),  # from six in the evening: until eight in the morning
    (timedelta(hours=8), 12, timedelta(hours=2)),  # near: a quarter of what is left
    (timedelta(hours=1, minutes=20), 12, timedelta(minutes=30)),  # half an hour at the least
    (timedelta(days=20), 2, timedelta(hours=2)),
    (timedelta(days=19, hours=20), 4, timedelta(hours=10)),  # 22:00 and four hours: until eight in the morning
])
def test_how_long_a_place_is_offered(make, before, hours, lasts):
    now = STARTS - before
    assert offers.ends_at(make.event(), hours=hours, now=now) - now == lasts


def test_in_the_last_hour_nothing_is_offered(make):
    assert offers.ends_at(make.event(), hours=12, now=STARTS - timedelta(minutes=59)) is None
