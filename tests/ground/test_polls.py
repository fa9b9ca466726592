"""What a hall asks for is kept for a second, and no longer; what a closed event answers is never kept."""

from sqlalchemy import event as sql_event

from events.database import db
from events.event import Visibility


def questions_to_database(app, client, path: str, headers: dict | None = None) -> tuple[int, int]:
    """(status, statements that reached the database) of one request."""
    seen = []

    def note(connection, cursor, statement, *_rest):
        seen.append(statement)

    with app.app_context():
        engine = db.engine
    sql_event.listen(engine, "before_cursor_execute", note)
    try:
        return client.get(path, headers=headers or {}).status_code, len(seen)
    finally:
        sql_event.remove(engine, "before_cursor_execute", note)


def test_a_second_phone_within_the_second_costs_the_database_nothing(app, make, reader, at):
    slug = make.event().slug
    one, other = reader.anybody().client, reader.anybody().client
    path = f"/events/{slug}/room/state"
    with at(2009, 5, 20, 18):
        mark = one.get(path).headers["ETag"]
        assert questions_to_database(app, other, path) == (200, 0)
        assert questions_to_database(app, other, path, {"If-None-Match": mark}) == (304, 0)
        assert other.get(path).headers["Cache-Control"] == "public, max-age=1"
    with at(2009, 5, 20, 18, 0, 2):
        status, questions = questions_to_database(app, other, path, {"If-None-Match": mark})
        assert status == 304 and questions > 0
        assert questions_to_database(app, one, path, {"If-None-Match": mark}) == (304, 0), "a 304 is kept as well"


def test_what_a_closed_event_says_is_kept_for_nobody(app, make, reader, at):
    event = make.event(visibility=Visibility.CLOSED)
    guest = reader.by_link("invitation", make.invitation(event))
    with at(2009, 5, 20, 18):
        assert guest.client.get(f"/events/{event.slug}/room/state").status_code == 200
        assert reader.anybody().client.get(f"/events/{event.slug}/room/state").status_code == 404
