"""The ledger, and who comes with somebody."""

import pytest

from events.agenda import queries as agenda_queries
from events.database import db, unit_of_work
from events.delegates import queries, replying
from events.delegates.models import Invitation
from events.delegates.states import Attendance, Place


def answer(guest, said="ACCEPTED", **values):
    with unit_of_work():
        return replying.reply(db.session.get_one(Invitation, guest.id), said=said, channel="link", **values)


def test_companions_sit_on_chairs(make):
    event = make.event(capacity=3)
    first, second = make.invitation(event), make.invitation(event)
    assert answer(first, accompanied=[("carer", "Joy"), ("child", "")]).place == Place.HELD
    assert queries.taken(event) == 3
    assert answer(second).place == Place.WAITING


def test_a_group_that_does_not_fit_waits_together_while_one_person_may_pass(make):
    event = make.event(capacity=2)
    group, one = make.invitation(event), make.invitation(event)
    assert answer(group, accompanied=[("carer", ""), ("child", "")]).place == Place.WAITING
    assert answer(one).place == Place.HELD


def test_who_has_a_place_brings_more_people_only_while_there_is_room(make):
    event = make.event(capacity=2)
    first, second = make.invitation(event), make.invitation(event)
    answer(first)
    answer(second)
    with pytest.raises(replying.CompanionsTooMany):
        answer(first, accompanied=[("carer", "Joy")])
    db.session.expire_all()
    assert (first.place, first.accompanied) == (Place.HELD, [])


def test_left_out_they_stay_as_they_were_and_fewer_free_their_chairs(make):
    event = make.event(capacity=2)
    first, second = make.invitation(event), make.invitation(event)
    answer(first, accompanied=[("treasurer", "Tom")])
    answer(second)
    answer(first)
    assert queries.taken(event) == 2
    answer(first, accompanied=())
    db.session.expire_all()
    assert (queries.taken(event), second.place) == (2, Place.OFFERED)


def test_who_is_not_coming_brings_nobody(make):
    guest = make.invitation(make.event())
    answer(guest, accompanied=[("carer", "Joy")])
    answer(guest, "DECLINED")
    db.session.expire_all()
    assert guest.accompanied == []


def test_an_assistants_answer_says_who_gave_it(make):
    guest = make.invitation(make.event())
    assert answer(guest, on_behalf_by="Pat, her assistant").on_behalf_by == "Pat, her assistant"


def test_where_there_is_a_hall_and_a_link_the_answer_says_which_and_a_link_takes_no_chair(make):
    event = make.event(capacity=1, meeting="both", meeting_link="https://meet.example/evening")
    first, second = make.invitation(event), make.invitation(event)
    with pytest.raises(replying.WayNeeded):
        answer(first)
    assert answer(first, attendance="in person").place == Place.HELD
    assert answer(second, attendance="by link").place == Place.HELD
    assert queries.taken(event) == 1
    with pytest.raises(replying.HallFull):
        answer(second, attendance="in person")
    db.session.expire_all()
    assert second.attendance == Attendance.BY_LINK


def test_an_event_by_link_alone_is_never_full(make):
    event = make.event(capacity=0, meeting="link")
    guest = make.invitation(event)
    assert answer(guest).place == Place.HELD
    assert agenda_queries.arrangements_of(event).capacity == 0
