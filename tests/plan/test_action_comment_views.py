"""Commenting on one action of the plan with its text before one's eyes."""

from sqlalchemy import func, select

from events.database import Base, db, unit_of_work
from events.feedback import room_queries
from events.feedback.models import Remark

WORDS = {"text": "Ask young people first", "shown": "anonymous"}


def newest(text: str) -> Remark:
    """The remark of those words."""
    db.session.rollback()
    return db.session.scalars(select(Remark).where(Remark.text == text)).one()


def way_of(held, reader, ref: str = "1.2") -> str:
    """The address to comment on an action, as the plan's page gives it."""
    page = reader.anybody().get("plan.show_plan", slug="evening")
    return next(a["href"] for a in page.find(id=ref).find_all("a") if "Comment on this action" in a.get_text())


def test_a_comment_is_written_below_the_action_s_own_text_and_keeps_its_number(held, reader):
    anybody = reader.anybody()
    page = anybody.get(way_of(held, reader))
    body = str(page)
    assert body.index("Print the answers that were given") < body.index("999") < body.index("<textarea")
    assert not page.select("input[name=kind], input[name=about_action], input[type=radio][checked]")
    receipt = anybody.send(page, WORDS, follow=True)
    assert "About action 1.2" in receipt.words
    remark = newest(WORDS["text"])
    assert (remark.kind, remark.about_action, remark.state, remark.attribution) == (
        "comment", "1.2", "waiting", "anonymous")


def test_it_writes_one_row_in_one_table(held, reader):
    def rows() -> dict[str, int]:
        db.session.rollback()
        return {t.name: db.session.scalar(select(func.count()).select_from(t)) for t in Base.metadata.sorted_tables}

    anybody = reader.anybody()
    page = anybody.get(way_of(held, reader))
    before = rows()
    for _press in range(2):
        anybody.send(page, WORDS)
    after = rows()
    assert {name: after[name] - before[name] for name in after if after[name] != before[name]} == {"remark": 1}


def test_what_is_missing_and_a_pause_give_the_words_back(held, reader):
    anybody = reader.anybody()
    page = anybody.get(way_of(held, reader))
    refused = anybody.send(page, {"text": "Words"}, status=422)
    assert refused.find("textarea").get_text().strip() == "Words" and refused.errors
    with unit_of_work():
        room_queries.for_change(held.event).is_paused = True
    refused = anybody.send(page, WORDS, status=422)
    assert "paused" in refused.errors[0] and refused.find("textarea").get_text().strip() == WORDS["text"]


def test_when_the_room_is_shut_the_page_shows_the_action_and_no_box(held, reader, at):
    way = way_of(held, reader)
    with at(2010, 1, 1, 12):
        page = reader.anybody().get(way)
        assert "Print the answers" in page.words and "Nothing can be sent just now" in page.words
        assert not page.find("textarea")


def test_an_action_of_nothing_is_not_there(held, reader, make):
    anybody = reader.anybody()
    anybody.get("plan.comment_on_action", slug="evening", key=held.plan.key, action_key="nothing", status=404)
    make.event(slug="another")
    here = way_of(held, reader)
    anybody.get(here)
    anybody.get(here.replace("/events/evening/", "/events/another/"), status=404)
