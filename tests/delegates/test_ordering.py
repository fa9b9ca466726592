"""Order sheets: counts for suppliers, never a name, and what changed since the last sheet."""

from events.database import db, unit_of_work
from events.delegates import order_queries, ordering, orders, replying
from events.delegates.door_models import OrderSheet, TransportStop
from events.delegates.models import Accompanied, Invitation
from events.delegates.states import Companion, Supplier


def coming(make, event, name, **needs):
    guest = make.invitation(event, make.contact(name))
    with unit_of_work():
        replying.reply(db.session.get(Invitation, guest.id), said="ACCEPTED", channel="link", consent=True, **needs)
    return guest


def counts(event, supplier) -> dict:
    return orders.counts_for(supplier, order_queries.coming(event))


def said(now, before=None) -> dict:
    """A sheet's lines in words: count and change."""
    lines = orders.lines_of(now, before, lambda words, **values: words % values if values else words)
    return {line.label: (line.count, line.change) for line in lines}


def test_meals_are_counted_with_companions_and_diets_never_by_name(make):
    event = make.event()
    guest = coming(make, event, "Siân Llŷr", diets=("halal",), diet="No nuts for Siân please")
    coming(make, event, "Ann Bell", diets=("halal", "no nuts"))
    make.invitation(event)  # has not answered
    with unit_of_work():
        db.session.add(Accompanied(invitation_id=guest.id, kind=Companion.CHILD, name="Mair"))
    assert said(counts(event, Supplier.CATERING)) == {
        "Meals altogether": (3, 0), "Meals for guests": (2, 0), "Meals for those who come with them": (1, 0),
        "Halal": (2, 0), "No nuts": (1, 0), "No nuts for … please": (1, 0)}


def test_interpreters_are_counted_by_language(make):
    event = make.event()
    coming(make, event, "A", kinds=("interpreter",), interpreter_language="urdu")
    coming(make, event, "B", kinds=("interpreter", "bsl"), interpreter_language="Urdu ")
    assert said(counts(event, Supplier.INTERPRETERS)) == {"Interpreter: Urdu": (2, 0), "BSL interpreter": (1, 0)}


def test_seats_are_counted_by_stop_and_for_the_way_back(make):
    event = make.event()
    with unit_of_work():
        stop = TransportStop(event_id=event.id, name="Library")
        db.session.add(stop)
    coming(make, event, "A", transport=True, stop_id=stop.id)
    coming(make, event, "B", transport=True, stop_id=stop.id, returns=False)
    coming(make, event, "C", transport=True)
    assert said(counts(event, Supplier.TRANSPORT)) == {
        "Seats altogether": (3, 0), "Seats from Library": (2, 0), "Seats back to Library": (1, 0),
        "Seats from stop not named": (1, 0), "Seats back to stop not named": (1, 0)}


def test_bays_and_what_the_venue_has_to_have_ready(make):
    event = make.event()
    coming(make, event, "A", kinds=("blue badge bay", "loop", "do not print my name"))
    coming(make, event, "B", kinds=("loop", "prayer room"))
    assert said(counts(event, Supplier.BAYS)) == {"Blue badge bay": (1, 0)}
    assert said(counts(event, Supplier.VENUE)) == {"Hearing loop": (2, 0), "Prayer room": (1, 0)}


def test_a_sheet_says_what_changed_since_the_last_and_is_not_made_twice(make):
    event, officer = make.event(), make.officer("organiser")
    coming(make, event, "A", diets=("vegan",))

    def sheet():
        with unit_of_work():
            return ordering.make_sheet(event, Supplier.CATERING, by=officer)

    first = sheet()
    assert sheet().id == first.id
    coming(make, event, "B", diets=("halal",))
    second = sheet()
    assert second.id != first.id and second.by == officer.name
    assert said(second.counts, first.counts)["Halal"] == (1, 1)
    assert said(second.counts, first.counts)["Vegan"] == (1, 0)
    assert order_queries.sheet_before(event, Supplier.CATERING, sheet_id=second.id).id == first.id
    assert db.session.query(OrderSheet).count() == 2


def test_what_is_no_longer_wanted_stands_with_nought():
    assert said({"kind:loop": 1}, {"kind:loop": 1, "kind:lift": 2})["Lift"] == (0, -2)


def test_needs_in_peoples_own_words_are_pointed_out_where_one_orders(make, reader):
    event = make.event()
    organiser = reader.signed_in(make.officer("organiser", on=event))
    assert "own words" not in organiser.get("orders.list_orders", slug=event.slug).words
    coming(make, event, "Ann", access="I need somebody who speaks Pashto")
    page = organiser.get("orders.list_orders", slug=event.slug)
    assert "1 person has written what they need in their own words." in page.words
    assert "Pashto" not in page.words
