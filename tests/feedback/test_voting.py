"""Votes: once per browser, without a trace of whose, and the wall in their order where the event asks for it."""

import pytest
from sqlalchemy import select

from events import history
from events.database import Base, db, unit_of_work
from events.feedback import arranging, moderating, queries, voting, wall_queries
from tests.feedback.test_arranging import SET
from tests.feedback.test_capturing import captured, rows_of_each_table

COOKIES = ["a random cookie of one browser", "a random cookie of another one"]


@pytest.fixture
def evening(make):
    """(event with votes, three questions on its wall)."""
    event = make.event()
    made = [captured(event, text=text)[0] for text in ("One?", "Two?", "Three?")]
    with unit_of_work():
        arranging.set_room(event, **SET | {"takes_votes": True, "order": "votes"})
        for remark in made:
            moderating.approve(remark, by="command")
    return event, made


def test_a_browser_votes_once_for_each_question_and_may_take_it_back(evening):
    _event, (first, second, _third) = evening
    for remark, cookie in ((first, COOKIES[0]), (first, COOKIES[0]), (first, COOKIES[1]), (second, COOKIES[0])):
        with unit_of_work():
            voting.vote(remark, cookie=cookie)
    assert [first.votes, second.votes] == [2, 1]
    for _twice in range(2):
        with unit_of_work():
            voting.take_back(first, cookie=COOKIES[0])
    assert first.votes == voting.count_of(first) == 1


def test_neither_the_cookie_nor_anything_of_the_voter_is_kept(evening):
    event, made = evening
    before = rows_of_each_table()
    with unit_of_work():
        for remark in made[:2]:
            voting.vote(remark, cookie=COOKIES[0])
    after = rows_of_each_table()
    assert {name: after[name] - before[name] for name in after if after[name] != before[name]} == {"vote": 2}
    stored = "\n".join(str(value) for table in Base.metadata.sorted_tables
                       for row in db.session.execute(select(table)) for value in row)
    assert COOKIES[0] not in stored and [entry.act for entry in history.of(made[0])] == ["approved"]
    assert voting.voted_for(event, made, cookie=COOKIES[0]) == {made[0].ref, made[1].ref}
    assert voting.voted_for(event, made, cookie=COOKIES[1]) == set()


def test_the_wall_follows_the_votes_and_is_told_only_when_its_order_changes(evening, clock_now):
    event, (first, _second, third) = evening

    def shown() -> list[str]:
        return [remark.text for remark in wall_queries.on_wall(event)]

    marks = [wall_queries.mark_of(event, clock_now())]
    for remark, cookie in ((third, COOKIES[0]), (third, COOKIES[1]), (first, COOKIES[0])):
        with unit_of_work():
            voting.vote(remark, cookie=cookie)
        marks.append(wall_queries.mark_of(event, clock_now()))
    assert shown() == ["Three?", "One?", "Two?"]
    assert marks[0] != marks[1] == marks[2] == marks[3]  # the last two change numbers, and no order
    with unit_of_work():
        arranging.set_room(event, **SET | {"takes_votes": True})
    assert shown() == ["One?", "Two?", "Three?"]


def test_there_is_no_vote_where_none_is_asked_for_or_the_question_is_not_shown(make, evening):
    _event, (first, _second, _third) = evening
    with unit_of_work():
        moderating.take_off_wall(first, by="command")
    other, _ = captured(make.event(slug="another"))
    with unit_of_work():
        moderating.approve(other, by="command")
    for remark in (first, other):
        with pytest.raises(voting.NoVotes), unit_of_work():
            voting.vote(remark, cookie=COOKIES[0])


def test_a_phone_votes_without_scripts_and_sees_no_numbers(reader, evening):
    event, made = evening
    ref, phone = made[1].ref, reader.anybody()
    page = phone.get("voting.list_questions", slug=event.slug)
    assert [tag["id"] for tag in page.select("article")] == [remark.ref for remark in made]
    after = phone.send(page, {}, to=f"{ref}/vote", follow=True)
    card = after.select_one(f"article#{ref}").get_text(" ")
    assert "You voted for this" in card and "1" not in card.replace(ref, "")
    phone.send(page, {}, to=f"{ref}/vote")  # the page from before, pressed again
    assert queries.remark_by_ref(event, ref).votes == 1
    cookies = {cookie.key for cookie in phone.client._cookies.values()}
    assert "votes" in cookies
    phone.send(after, {}, to=f"{ref}/no-vote")
    db.session.expire_all()
    assert queries.remark_by_ref(event, ref).votes == 0
    reader.anybody().post("voting.vote", {}, slug=event.slug, ref=ref, kind="vote", token=False, status=422)


def test_without_votes_the_page_shows_the_questions_and_no_button(make, reader):
    event = make.event()
    remark, _ = captured(event, text="Shown?")
    with unit_of_work():
        moderating.approve(remark, by="command")
    page = reader.anybody().get("voting.list_questions", slug=event.slug)
    assert "Shown?" in page.words and not page.select("main form")
