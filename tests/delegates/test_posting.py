"""A letter is posted to whoever has an address, in the words and the language that hold now."""

from datetime import timedelta

from sqlalchemy import event as sql_event
from sqlalchemy import select

from events.database import db, unit_of_work
from events.delegates import posting
from events.delegates.models import Invitation
from events.outbox import Letter

SAID = {"event": {"sequence": 0}, "arrangements": {}}


def posted() -> list[tuple]:
    rows = db.session.execute(select(Letter.to_name, Letter.language, Letter.wording_version, Letter.state))
    return [(name, language, version, str(state)) for name, language, version, state in rows.all()]


def test_nobody_without_an_address_is_written_to(make):
    event = make.event()
    peggy, ann = make.invitation(event, make.contact("Peggy", email=None)), make.invitation(event, make.contact("Ann"))
    with unit_of_work():
        for guest in (peggy, ann):
            posting.post("confirmation", db.session.get(Invitation, guest.id), event=event, said=SAID)
    assert posted() == [("Ann", "en", 0, "queued")]


def test_a_sending_costs_the_same_statements_for_three_as_for_forty(make):
    event = make.event()

    def cost(count: int, batch: str) -> int:
        guests = [make.invitation(event, make.contact(f"Ann {batch} {place}")) for place in range(count)]
        seen: list[str] = []
        listener = lambda *parts: seen.append(parts[2])  # noqa: E731
        with unit_of_work():
            rows = list(db.session.scalars(select(Invitation).where(Invitation.id.in_([row.id for row in guests]))))
            sql_event.listen(db.engine, "before_cursor_execute", listener)
            posting.post_to_all("invitation", rows, event=db.session.merge(event), said=SAID, batch=batch,
                                hold=timedelta(minutes=2))
        sql_event.remove(db.engine, "before_cursor_execute", listener)
        return len(seen)

    assert cost(3, "a") == cost(40, "b")
    assert {row[1:] for row in posted()} == {("en", 0, "held")}
