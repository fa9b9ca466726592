"""The wall on a projector of 1920 by 1080: measured and looked at; and votes from phones that it follows."""

from datetime import timedelta

import pytest

from events import clock
from events.database import unit_of_work
from events.feedback import arranging, moderating
from tests.feedback.test_arranging import SET
from tests.feedback.test_capturing import captured
from tests.people import People

pytestmark = pytest.mark.browser

HEIGHT, WIDTH = 1080, 1920
LEAST = 0.03 * HEIGHT
URDU = "ہمارے محلے کی عورتیں بولنا چاہتی ہیں لیکن جلسوں میں صرف مرد بولتے ہیں۔ ہمیں تھوڑا سا پیسہ اور ایک الگ کمرہ دیں؟"
MEASURE = """() => [...document.body.querySelectorAll('*')].flatMap(tag => {
  const own = [...tag.childNodes].filter(node => node.nodeType === 3 && node.data.trim())
  const box = tag.getBoundingClientRect()
  if (!own.length || !box.width || !box.height) return []
  return [{ words: own[0].data.trim().slice(0, 30), size: parseFloat(getComputedStyle(tag).fontSize),
            right: box.right, bottom: box.bottom }]
})"""
COVERED = """() => {
  const code = document.querySelector('.wall-foot img').getBoundingClientRect()
  return [...document.querySelectorAll('#wall-state *, .wall-foot p')].filter(tag => {
    const box = document.createRange(); box.selectNodeContents(tag)
    return [...box.getClientRects()].some(line => line.right > code.left && line.bottom > code.top &&
                                                  line.left < code.right && line.top < code.bottom)
  }).map(tag => tag.textContent.trim().slice(0, 40))
}"""


def put(event, *texts: str, **values) -> list:
    """Approved questions of these texts."""
    made = []
    for text in texts:
        remark, _ = captured(event, text=text, **values)
        with unit_of_work():
            moderating.approve(remark, by="command")
        made.append(remark)
    return made


@pytest.fixture
def event(app):
    """An event with votes off, as it begins."""
    with app.app_context():
        begun = clock.now() - timedelta(minutes=20)
        yield People().event(starts_at=begun, reply_by_on=begun.date(),
                             title="Feeling safe together: an awareness evening on preventing violent extremism")


def measured(page, browsers, name: str) -> list[dict]:
    """Every word on the wall with its size; the picture is left for people to look at."""
    page.screenshot(path=browsers.folder / f"wall-{name}.png")
    found = page.evaluate(MEASURE)
    assert min(row["size"] for row in found) >= LEAST, sorted(found, key=lambda row: row["size"])[:3]
    assert max(row["right"] for row in found) <= WIDTH and max(row["bottom"] for row in found) <= HEIGHT, found
    assert page.evaluate(COVERED) == []
    return found


def test_the_wall_is_read_from_the_back_of_the_hall_whatever_stands_on_it(app, event, browsers):
    slug = event.slug
    page = browsers.person()
    page.set_viewport_size({"width": WIDTH, "height": HEIGHT})

    def look(name: str) -> str:
        page.goto(f"/events/{slug}/wall?{name}")  # not the copy that a browser keeps for a second
        return " ".join(row["words"] for row in measured(page, browsers, name))

    look("empty")
    put(event, "Who asked us young people before any of this was written?")
    look("1")
    put(event, URDU, "W" * 300, *(f"Question {number}: will the answers be printed, and who sends them to us?"
                                  for number in range(5)))
    look("8")
    put(event, *(f"Further question {number}, which is a little longer than the others were? " * 3
                 for number in range(32)))
    shown = look("40")
    assert "more questions" in shown or page.locator("text=more questions").count() == 1
    for name, text in (("urdu", URDU), ("longest", "long words " * 80), ("one-word", "Pneumono" * 90)):
        (remark,) = put(event, text)
        with unit_of_work():
            moderating.begin_answer(remark, by="command")
        look(f"answering-{name}")
    with unit_of_work():
        arranging.blank(event, by="command")
    assert "Pneumono" not in look("blank") and page.locator("li").count() == 0


def test_phones_vote_and_the_wall_follows(app, event, browsers):
    slug = event.slug
    put(event, "First asked?", "Second asked?")
    with unit_of_work():
        arranging.set_room(event, **SET | {"takes_votes": True, "order": "votes"})
    wall = browsers.person()
    wall.goto(f"/events/{slug}/wall")
    assert wall.locator(".wall-next li").all_inner_texts() == ["First asked?", "Second asked?"]
    for javascript in (True, False):
        phone = browsers.person(phone=True, javascript=javascript)
        phone.goto(f"/events/{slug}/room/questions")
        card = phone.locator("article", has_text="Second asked?")
        card.get_by_role("button", name="Vote for this question").click()
        assert "You voted for this" in phone.locator("article", has_text="Second asked?").inner_text()
        browsers.picture(phone, "votes")
    wall.wait_for_selector(".wall-next li:first-child:has-text('Second asked?')", timeout=20_000)


def test_whoever_reads_the_questions_on_a_phone_is_told_of_new_ones_and_nothing_moves(app, event, browsers):
    put(event, "First asked?")
    phone = browsers.person(phone=True)
    phone.goto(f"/events/{event.slug}/room/questions")
    assert not phone.get_by_text("This list has changed").is_visible()
    put(event, "Asked later?")
    phone.get_by_text("This list has changed").wait_for(timeout=40_000)
    assert phone.locator("article").count() == 1
    phone.get_by_role("link", name="Show it as it is now").click()
    phone.locator("article", has_text="Asked later?").wait_for()
