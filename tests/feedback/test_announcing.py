"""The number that the wall is polled by."""

import threading

from sqlalchemy import select

from events import event as event_record
from events.database import db, unit_of_work
from events.feedback import announcing
from events.feedback.models import RoomVersion


def number() -> int:
    """The number as it stands."""
    db.session.rollback()
    return db.session.scalar(select(RoomVersion.number)) or 1


def test_the_number_rises_with_every_announcement(make):
    event = make.event()
    for expected in (2, 3, 4):
        with unit_of_work():
            announcing.announce(event)
        assert number() == expected


def test_announcements_side_by_side_are_all_counted(app, make):
    make.event()
    together, failed = threading.Barrier(5), []

    def announce():
        with app.app_context():
            together.wait()
            try:
                with unit_of_work():
                    announcing.announce(event_record.find("evening"))
            except Exception as error:
                failed.append(error)

    threads = [threading.Thread(target=announce) for _ in range(5)]
    [thread.start() for thread in threads]
    [thread.join() for thread in threads]
    assert not failed and number() == 6
