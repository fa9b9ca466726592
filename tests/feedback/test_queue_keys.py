"""What the queue's script is told: the card as it stands now, or that it has left; and the new acts by page."""

import pytest

from events.database import unit_of_work
from events.feedback import moderating, queries, sorting
from tests.feedback.test_capturing import captured
from tests.feedback.test_moderation_views import state

JSON = {"Accept": "application/json"}


@pytest.fixture
def evening(make, reader):
    """(event, a moderator's browser, two remarks much alike)."""
    event = make.event()
    make.officer("safeguarding", on=event)
    made = [captured(event, text=f"I was given a number and never heard another thing {word}")[0].ref
            for word in ("since Friday", "since March")]
    return event, reader.signed_in(make.officer("moderator", on=event, name="Jill")), made


def told(browser, event, ref: str, kind: str, **typed) -> dict:
    """What the script gets for one decision."""
    data = {"csrf_token": browser.token(), "back": "waiting", "form_key": f"{ref} {kind} {typed}"} | typed
    answer = browser.client.post(f"/desk/events/{event.slug}/queue/{ref}/{kind}", data=data, headers=JSON)
    assert answer.status_code == 200, answer.get_data(as_text=True)
    return answer.get_json()


def counted(answer: dict) -> list[int]:
    """How many wait, are approved and are hidden, as the script is told."""
    return [answer["counts"][name] for name in ("waiting", "approved", "hidden")]


def test_a_decided_card_leaves_the_list_and_can_be_called_back(evening):
    event, jill, (first, _second) = evening
    gone = told(jill, event, first, "approval")
    assert gone["gone"] and gone["undo"] and gone["html"] == "" and counted(gone) == [1, 1, 0]
    back = told(jill, event, first, "return", seen=gone["seen"])
    assert counted(back) == [2, 0, 0] and state(event, first) == "waiting"


def test_a_noted_themed_assigned_and_edited_card_comes_back_as_it_stands_now(evening):
    event, jill, (first, _second) = evening
    with unit_of_work():
        theme = sorting.add_theme(event, name="Hearing back", by="command").id
    assert "Hearing back" in told(jill, event, first, "theme", theme=str(theme))["html"]
    assert "Ask Dean" in told(jill, event, first, "note", words="Ask Dean")["html"]
    edited = told(jill, event, first, "edit", text="Mended words")
    assert "As first written" in edited["html"] and "Mended words" in edited["html"] and not edited["gone"]


def test_what_was_decided_meanwhile_is_no_json_but_the_page_with_both(evening):
    event, jill, (first, _second) = evening
    seen = moderating.seen_of(queries.remark_by_ref(event, first))
    told(jill, event, first, "hiding", reason="Rude")
    data = {"csrf_token": jill.token(), "seen": seen, "form_key": "another"}
    answer = jill.client.post(f"/desk/events/{event.slug}/queue/{first}/approval", data=data, headers=JSON)
    assert answer.status_code == 409 and "Rude" in answer.get_data(as_text=True)
    assert state(event, first) == "hidden"


def test_near_duplicates_are_suggested_and_put_together_and_the_writer_s_receipt_says_so(evening, reader):
    event, jill, (first, second) = evening
    remark, receipt = captured(event, text="I was given a number and never heard another thing since May")
    page = jill.get("moderation.show_queue", slug=event.slug)
    assert "Much like" in page.select_one(f"article#{first}").get_text(" ")
    jill.send(page, {"into": first.lower()}, to=f"{remark.ref}/merging")
    shown = jill.get("moderation.show_queue", slug=event.slug)
    assert remark.ref in shown.select_one(f"article#{first}").get_text(" ")
    assert not shown.select(f"article#{remark.ref}")
    mine = reader.anybody().get("room.show_receipt", slug=event.slug, receipt=receipt)
    assert "put together with one of theirs" in mine.words and first not in mine.words
    refused = jill.send(page, {"into": "nothing"}, to=f"{second}/merging", status=422)
    assert "no waiting or approved remark" in refused.errors[0]


def test_a_second_moderator_gets_the_first_s_assignment(make, reader, evening):
    event, jill, (first, _second) = evening
    colin = make.officer("moderator", on=event, name="Colin")
    number, other = str(colin.id), reader.signed_in(colin)
    page = other.get("moderation.show_queue", slug=event.slug)
    jill_id = next(option["value"] for option in page.select("option") if option.get_text() == "Jill")
    told(jill, event, first, "assignment", officer=jill_id, had="nobody")
    stale = other.send(page, {"officer": number}, to=f"{first}/assignment", status=409)
    assert "to Jill" in stale.errors[0] and "It is assigned to: Jill" in stale.words


def test_on_the_wall_the_second_gets_the_first_s_decision_too(evening):
    event, jill, (first, second) = evening
    for ref in (first, second):
        told(jill, event, ref, "approval")
    standing = moderating.standing_of(queries.remark_by_ref(event, first))
    told(jill, event, first, "answered", standing=standing, back="approved")
    data = {"csrf_token": jill.token(), "standing": standing, "back": "approved", "form_key": "x" * 20}
    answer = jill.client.post(f"/desk/events/{event.slug}/queue/{first}/answering", data=data)
    assert answer.status_code == 409 and "has dealt with" in answer.get_data(as_text=True)


def test_the_page_shows_so_many_at_once_and_says_how_many_more(make, reader):
    event = make.event()
    for number in range(63):
        captured(event, text=f"Question {number}?")
    page = reader.signed_in(make.officer("moderator", on=event)).get("moderation.show_queue", slug=event.slug)
    assert len(page.select("article.sd-remark")) == 60 and "3 more wait" in page.words
