"""Entering on the evening in a real browser: the contributions as cards by keyboard, and a table through an outage."""

import csv
from datetime import timedelta

import pytest

from events import clock
from events.access import links
from events.database import db, unit_of_work
from events.event import Event
from events.feedback import printing
from events.feedback.models import Remark
from tests.browsers import violations
from tests.people import People
from tests.servers import ROOT

pytestmark = pytest.mark.browser

CARDS = list(csv.DictReader((ROOT / "example" / "contributions.csv").open(encoding="utf-8")))
CHANNEL = {"paper": "P", "phone": "P", "spoken": "V", "email": "E"}  # all sixty are cards here
MOST_KEYS = 6  # of one card besides what stands on it
NOTHING_WAITS = "Object.keys(localStorage).every(name => !name.startsWith('later '))"


@pytest.fixture
def tonight(app):
    """An event that begins in half an hour, sixty printed cards, and the links of a scribe and of table seven."""
    with app.app_context():
        make = People()
        event = make.event(starts_at=clock.now() + timedelta(minutes=30), reply_by_on=clock.now().date())
        make.officer("safeguarding", on=event)
        for session in dict.fromkeys(row["session"] for row in CARDS if row["session"]):
            make.agenda_item(event, f"Part {session}", after_minutes=600)
        with unit_of_work():
            event = db.session.get(Event, event.id)
            cards = printing.new_cards(event, len(CARDS))
            printing.keep_cards(event, cards, by="command")
        ways = {}
        for kind, link in (("scribe", make.scribe_link(event)),
                           ("table", make.scribe_link(event, "4.3 Youth work", kind="table", table="7"))):
            token = links.token(app.config["SECRET_KEY"], kind, link.ref, link.link_version)
            ways[kind] = f"/d/{token}"
    return [card.serial for card in cards], ways


class Keys:
    """Counts the keys that are pressed besides what stands on the paper."""

    def __init__(self, page):
        """For one page."""
        self.page, self.count = page, 0

    def press(self, *names: str) -> None:
        """Press keys of one's own, one after another."""
        for name in names:
            self.count += 1
            self.page.keyboard.press(name)

    def copy(self, words: str) -> None:
        """Type what stands on the paper."""
        self.page.keyboard.insert_text(words)


def type_card(page, row: dict, serial: str, last: dict) -> int:
    """Type one card without the mouse; how many keys it took besides its words."""
    keys = Keys(page)
    if row["kind"] != last.get("kind"):
        keys.press("q" if row["kind"] == "question" else "c")
    if CHANNEL[row["channel"]] != last.get("channel"):
        keys.press(CHANNEL[row["channel"]].lower())
    if row["ref"] == "C-37":
        keys.press("s")
    page.keyboard.type(serial.lower())  # leads on by itself
    keys.copy(row["text"])
    boxes = [row["partnership"], row["name"], row["organisation"]]
    while boxes and not boxes[-1]:
        boxes.pop()
    for words in boxes:
        keys.press("Tab")
        keys.copy(words)
    keys.press("Enter")
    last.update(kind=row["kind"], channel=CHANNEL[row["channel"]])
    return keys.count


def test_the_sixty_contributions_are_typed_as_cards_with_at_most_six_keys_each(app, browsers, tonight):
    serials, ways = tonight
    page = browsers.person()
    page.goto(ways["scribe"])
    page.get_by_label("Table").fill("12")
    page.get_by_label("Serial on the card").focus()
    taken = page.locator("[data-later-said]")
    last: dict = {}
    counts = []
    for row, serial in zip(CARDS, serials, strict=True):
        counts.append(type_card(page, row, serial, last))
        taken.get_by_text(serial).first.wait_for()
        assert page.evaluate("document.activeElement.name") == "serial"
    assert max(counts) <= MOST_KEYS, counts
    browsers.picture(page, "scribe-cards")
    assert violations(page) == []
    with app.app_context():
        found = {remark.ref: remark for remark in db.session.query(Remark)}
        assert len(found) == len(CARDS)
        for row, serial in zip(CARDS, serials, strict=True):
            remark = found[serial]
            assert (remark.kind, remark.name, remark.table_number) == (row["kind"], row["name"], "12")
            assert remark.text.split() == row["text"].split()
            assert remark.partnership == row["partnership"] and remark.organisation == row["organisation"]
            assert remark.state == ("withheld" if row["ref"] == "C-37" else "waiting")


@pytest.mark.parametrize("phone", [True, False], ids=["390", "1280"])
def test_a_table_goes_on_through_an_outage_and_each_point_arrives_once_in_order(app, browsers, tonight, phone):
    _serials, ways = tonight
    page = browsers.person(phone=phone)
    page.goto(ways["table"])
    said, line = page.locator("[data-later-said]"), page.locator("[data-later-line]")

    def save(words: str, agreed: int = 0) -> None:
        page.get_by_label("The point").fill(words)
        for _ in range(agreed):
            page.get_by_role("button", name="One more agreed").click()
        page.get_by_role("button", name="Save this point").click()
        page.wait_for_timeout(1_100)  # the button takes no second press within a second

    save("First, with a connection", 2)
    said.get_by_text("is in the queue").wait_for()
    page.context.set_offline(True)
    for number in (1, 2, 3):
        save(f"Without a connection {number}", number)
    line.get_by_text("3 entries wait in this browser").wait_for()
    browsers.picture(page, f"table-outage-{'phone' if phone else 'desk'}")
    assert violations(page) == []
    page.get_by_label("The point").fill("Half typed")
    page.context.set_offline(False)
    line.wait_for(state="hidden")  # shown as long as anything waits
    assert page.evaluate(NOTHING_WAITS)
    with app.app_context():
        found = {remark.text: remark.agreed for remark in db.session.query(Remark)}
    assert found == {"First, with a connection": 2, **{f"Without a connection {n}": n for n in (1, 2, 3)}}
    assert page.get_by_label("The point").input_value() == "Half typed"
    page.reload()
    assert page.get_by_label("The point").input_value() == "Half typed"


def test_what_the_server_refuses_comes_back_to_be_mended_and_nothing_is_lost(app, browsers, tonight):
    serials, ways = tonight
    page = browsers.person()
    page.goto(ways["scribe"])
    page.get_by_label("A comment").check()
    serial, words = page.get_by_label("Serial on the card"), page.get_by_label("What the card says")
    page.context.set_offline(True)
    for typed, text in (("2222" if "2222" not in serials else "3333", "A wrong serial"), (serials[0], "A good one")):
        serial.fill(typed)
        words.fill(text)
        words.press("Enter")
    words.fill("Half typed")
    page.context.set_offline(False)
    page.get_by_text("was printed for this event").first.wait_for()
    page.locator("[data-later-said]").get_by_text(serials[0]).first.wait_for()
    browsers.picture(page, "scribe-to-be-mended")
    assert violations(page) == []
    words.fill("")
    page.get_by_role("button", name="Mend it").click()
    assert words.input_value() == "A wrong serial"
    serial.fill(serials[1])
    words.press("Enter")
    page.locator("[data-later-said]").get_by_text(serials[1]).first.wait_for()
    with app.app_context():
        found = {remark.ref: remark.text for remark in db.session.query(Remark)}
    assert found == {serials[0]: "A good one", serials[1]: "A wrong serial"}


def test_an_answer_that_got_lost_on_the_way_back_does_not_double_the_entry(app, browsers, tonight):
    _serials, ways = tonight
    page = browsers.person(phone=True)
    page.goto(ways["table"])
    lost = []

    def lose(route):
        if route.request.method == "POST" and not lost:
            lost.append(route.fetch(max_redirects=0).status)  # it arrives, and nobody hears so
            route.abort()
        else:
            route.continue_()

    page.route("**/table*", lose)
    page.get_by_label("The point").fill("Sent twice")
    page.get_by_role("button", name="Save this point").click()
    page.locator("[data-later-said]").get_by_text("is in the queue").wait_for()
    assert lost == [302]
    with app.app_context():
        assert [remark.text for remark in db.session.query(Remark)] == ["Sent twice"]
    browsers.faults[:] = [fault for fault in browsers.faults if "ERR_FAILED" not in fault]
