"""Anonymous remarks are written anew after the close."""

from sqlalchemy import text

from events.database import db
from events.feedback import queries, shuffling
from tests.feedback.test_capturing import captured


def test_anonymous_remarks_are_written_anew_once_the_event_is_over(make, at):
    event = make.event()
    for number in range(12):
        captured(event, text=f"Question {number}")
    captured(event, attribution="named", name="Joyce")
    before = {remark.id: remark.text for remark in queries.waiting(event)}
    assert shuffling.rewrite_anonymous_remarks() == 0
    with at(2009, 5, 20, 20, 30):
        assert shuffling.rewrite_anonymous_remarks() == 12
    with at(2009, 6, 20):
        assert shuffling.rewrite_anonymous_remarks() == 0
    db.session.rollback()
    assert {remark.id: remark.text for remark in queries.waiting(event)} == before


def test_the_order_of_writing_is_nowhere_in_the_table(make, at):
    event = make.event()
    for number in range(12):
        captured(event, text=f"Question {number}")
    with at(2009, 5, 20, 20, 30):
        shuffling.rewrite_anonymous_remarks()
    db.session.rollback()
    numbers = [int(row[0].split()[1]) for row in db.session.execute(text("SELECT text FROM remark"))]
    assert sorted(numbers) == list(range(12)) and numbers != list(range(12))
    if db.engine.dialect.name == "postgresql":
        transactions = db.session.execute(text("SELECT DISTINCT xmin::text FROM remark")).all()
        assert len(transactions) == 1
