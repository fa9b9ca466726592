"""Places and answers in the browser: a body's coordinator, a substitute, a freed place, an answer by telephone."""

import shutil
from datetime import timedelta
from pathlib import Path

import pypdfium2
import pytest

from events import clock
from events.delegates import passing_on
from tests.browsers import Browsers, violations
from tests.whole_life.post import link_in, read_codes, words_of
from tests.whole_life.towns import EVENING, SEMINAR

pytestmark = pytest.mark.browser

A_DAY = timedelta(hours=25)  # longer than any offer lasts
LONG = "The Reverend Canon Dr Gwenllïan Angharad Llewellyn-Featherstonehaugh of Thornaby-on-Tees"


@pytest.fixture
def browsers(chromium, town, pictures):
    """Browsers, one for each person of a walk."""
    made = Browsers(chromium, town.server.url, pictures)
    yield made
    made.close()


def press(page, name: str) -> None:
    """Press the button of that name."""
    page.get_by_role("button", name=name, exact=True).first.click()


def show(browsers, page, name: str) -> None:
    """Leave a picture of a state that no crawl of the pages meets; what axe finds on it fails the walk."""
    browsers.picture(page, name)
    assert violations(page) == []


def row_of(page, name: str) -> list[str]:
    """The cells of the table's row that begins with that name."""
    cells = page.locator("tr", has=page.get_by_role("rowheader", name=name)).locator("td").all()
    return [cell.inner_text().split("\n")[-1].strip() for cell in cells]


def give_places(browsers, town):
    """The organiser gives a body five places and writes to its coordinator."""
    desk = browsers.person(cookies=town.cookies)
    desk.goto(f"/desk/events/{SEMINAR}/seats/new")
    desk.fill("[name=name]", "Stockton Renaissance")
    desk.fill("[name=count]", "5")
    desk.fill("[name=coordinator_name]", "Wendy Ormerod")
    desk.fill("[name=coordinator_email]", "wendy@renaissance.example.org")
    browsers.picture(desk, "seats-given")
    press(desk, "Give the places")
    press(desk, "Send the letter")
    return desk


def put_on_list(page, name: str, email: str = "", address: str = "") -> None:
    """The coordinator gives a place to somebody."""
    page.fill("[name=name]", name)
    page.fill("[name=email]", email)
    page.fill("[name=address]", address)
    press(page, "Put them on the list")
    page.get_by_text(f"{name} is on your list.").wait_for()


def test_a_coordinator_fills_their_bodys_places_on_a_phone(town, browsers):
    desk = give_places(browsers, town)
    letter = town.mail("wendy@renaissance.example.org")
    assert "Stockton Renaissance has 5 places" in words_of(letter)
    wendy = browsers.person(phone=True)
    wendy.goto(link_in(letter, "i"))
    assert "/i/" not in wendy.url
    browsers.picture(wendy, "seats-empty")
    press(wendy, "Put them on the list")
    assert "Enter a name" in wendy.locator(".govuk-error-summary").inner_text()
    show(browsers, wendy, "seats-no-name")
    put_on_list(wendy, "Ann Bell", "ann.bell@renaissance.example.org")
    put_on_list(wendy, LONG, address="The Vicarage\n1 Church Row\nThornaby-on-Tees")
    put_on_list(wendy, "Cyril Dodd", "cyril.dodd@renaissance.example.org")
    assert "You have a place" in town.mail("cyril.dodd@renaissance.example.org")["Subject"]
    wendy.get_by_role("link", name="Change Cyril Dodd").click()
    wendy.locator("[name=what][value=swap]").check()
    wendy.fill("[name=name]", "Della Eames")
    wendy.fill("[name=email]", "della.eames@renaissance.example.org")
    browsers.picture(wendy, "seats-swap")
    press(wendy, "Save")
    wendy.get_by_text("Della Eames comes instead of Cyril Dodd.").wait_for()
    ann = browsers.person(phone=True)  # who was named has a letter, and cannot come
    named = town.mail("ann.bell@renaissance.example.org")
    assert "You were named to come, and a place is kept for you." in words_of(named)
    ann.goto(link_in(named, "i"))
    browsers.picture(ann, "seats-named-person")
    ann.get_by_role("button", name="Change my answer").click()
    ann.locator("[name=said][value=DECLINED]").check()
    press(ann, "Send my answer")
    wendy.reload()
    wendy.get_by_text("I do not need all the places").click()
    wendy.fill("[name=count]", "1")
    press(wendy, "Give them back")
    wendy.get_by_text("1 place is given back.").wait_for()
    show(browsers, wendy, "seats-filled")
    assert "Della Eames" in wendy.content() and "Not coming" in row_of(wendy, "Ann Bell")[0]
    desk.goto(f"/desk/events/{SEMINAR}/seats")
    browsers.picture(desk, "seats-of-bodies")
    #  given, named (Ann, the canon, Cyril, Della), coming (the canon, Della), apologies (Ann, Cyril), unused
    assert row_of(desk, "Stockton Renaissance")[:5] == ["4", "4", "2", "2", "2"]
    desk.get_by_role("link", name="Stockton Renaissance").click()
    browsers.picture(desk, "seats-of-one-body")
    off = town.mail("cyril.dodd@renaissance.example.org")
    assert "Stockton Renaissance has told us that you are not coming" in words_of(off)


def test_somebody_else_comes_and_has_a_badge(town, browsers, tmp_path):
    name, address = town.guests("held")[3]
    guest = browsers.person(phone=True)
    guest.goto(town.link(EVENING, address))
    guest.get_by_role("button", name="Change my answer").click()
    guest.locator("[name=said][value=DELEGATED]").check()
    press(guest, "Send my answer")
    assert "Enter the name of the person who will come for you" in guest.locator(".govuk-error-summary").inner_text()
    show(browsers, guest, "substitute-no-name")
    guest.fill("[name=substitute_name]", "Omar Farooq")
    guest.fill("[name=substitute_email]", "omar.farooq@example.net")
    press(guest, "Send my answer")
    guest.get_by_text("write to the person you named when it is settled").first.wait_for()
    browsers.picture(guest, "substitute-proposed")
    desk = browsers.person(cookies=town.cookies)
    desk.goto(f"/desk/events/{EVENING}/")
    desk.get_by_role("link", name="1 guest sends somebody else: confirm or decline").click()
    assert "Omar Farooq" in desk.content() and name in desk.inner_text("main")
    browsers.picture(desk, "substitute-to-confirm")
    desk.get_by_role("button", name="Confirm Omar Farooq").click()
    desk.get_by_text("Nobody waits to be confirmed.").wait_for()
    letter = town.mail("omar.farooq@example.net")
    assert "their place is now yours" in words_of(letter)
    assert "no place is kept for you" in words_of(town.mail(address))
    omar = browsers.person(phone=True)
    omar.goto(link_in(letter, "i"))
    browsers.picture(omar, "substitute-own-page")
    omar.get_by_role("button", name="Change my answer").click()
    omar.locator("[name=said][value=ACCEPTED]").check()
    omar.get_by_text("Tell us what you need: access, food, transport").click()
    omar.get_by_label("Step-free access").check()
    omar.locator("[name=consent]").check()
    press(omar, "Send my answer")
    omar.get_by_role("link", name="Show your badge").click()
    browsers.picture(omar, "substitute-badge")
    omar.screenshot(path=tmp_path / "badge.png", full_page=True)
    (way,) = read_codes(tmp_path / "badge.png")
    door = browsers.person(phone=True, cookies=town.cookies)
    door.goto(way)
    assert door.locator("h1").inner_text() == "Omar Farooq"


def decline(browsers, town, address: str) -> None:
    """Somebody with a place opens their link on a phone and cannot come after all."""
    page = browsers.person(phone=True)
    page.goto(town.link(EVENING, address))
    page.get_by_role("button", name="Change my answer").click()
    page.locator("[name=said][value=DECLINED]").check()
    press(page, "Send my answer")
    page.get_by_text("Thank you for telling us that you are not coming.").wait_for()


def test_a_freed_place_is_offered_for_a_time_confirmed_and_passed_on(town, browsers):
    (_one, first), (_two, second), (_three, third) = town.guests("waiting")[:3]
    leaving = [address for _name, address in town.guests("held")[-2:]]
    decline(browsers, town, leaving[0])
    offer = town.mail(first)
    assert "A place for you, until" in offer["Subject"] and "it is yours if you want it" in words_of(offer)
    page = browsers.person(phone=True)
    page.goto(link_in(offer, "i"))
    browsers.picture(page, "offer-own-page")
    page.get_by_role("button", name="Say whether you want it").click()
    show(browsers, page, "offer-answer")
    page.locator("[name=said][value=ACCEPTED]").check()
    press(page, "Send my answer")
    page.get_by_role("link", name="Show your badge").wait_for()
    browsers.picture(page, "offer-taken")
    assert "You have a place" in town.mail(first)["Subject"]
    decline(browsers, town, leaving[1])  # the next offer is let run out
    assert "A place for you, until" in town.mail(second)["Subject"]
    desk = browsers.person(cookies=town.cookies)
    desk.goto(f"/desk/events/{EVENING}/guests?said=waiting")
    assert desk.get_by_text("Place offered").count() == 1 and "Places are free" not in desk.inner_text("main")
    browsers.picture(desk, "offer-waiting-list")
    with town.app.app_context(), clock.moved_to(clock.now() + A_DAY):
        passing_on.pass_on_places()
    assert "The place has gone on" in town.mail(second, later=A_DAY)["Subject"]
    assert "A place for you, until" in town.mail(third, later=A_DAY)["Subject"]
    late = browsers.person(phone=True)
    late.goto(town.link(EVENING, second))
    show(browsers, late, "offer-over")
    assert "it went to the next on the waiting list" in late.inner_text("main")
    late.get_by_role("button", name="Answer again").click()
    late.locator("[name=said][value=ACCEPTED]").check()
    press(late, "Send my answer")
    late.get_by_text("The event is full just now, so you are on the waiting list.").wait_for()


def printed_letter(desk, folder: Path) -> tuple[str, str]:
    """The letter by post as printed: (its words, what a camera reads from it)."""
    desk.goto(f"/desk/events/{SEMINAR}/letters/by-post")
    with desk.expect_download() as coming:
        desk.get_by_role("link", name="Print the letter to Peggy Skelton").click()
    coming.value.save_as(folder / "letter.pdf")
    document = pypdfium2.PdfDocument(folder / "letter.pdf")
    document[0].render(scale=3).to_pil().save(folder / "letter.png")
    (way,) = read_codes(folder / "letter.png")
    return document[0].get_textpage().get_text_bounded(), way


def test_an_answer_by_telephone_stands_in_the_ledger(town, browsers, tmp_path, pictures):
    desk = browsers.person(cookies=town.cookies)
    words, way = printed_letter(desk, tmp_path)
    shutil.copy(tmp_path / "letter.png", pictures / "telephone-letter.png")
    browsers.picture(desk, "telephone-letters-to-post")
    code = row_of(desk, "Peggy Skelton")[1]
    assert words.count(code) == 2 and "4 Roseworth Crescent" in words  # for the telephone, and on the slip
    camera = browsers.person(phone=True)
    camera.goto(way)
    assert "Peggy Skelton" in camera.inner_text("main") and "/i/" not in camera.url
    browsers.picture(camera, "telephone-by-camera")
    desk.goto(f"/desk/events/{SEMINAR}/answers")
    desk.fill("[name=words]", "222-22222")
    press(desk, "Find the guest")
    assert "Ask them to read it out once more" in desk.locator(".govuk-error-summary").inner_text()
    show(browsers, desk, "telephone-no-such-code")
    desk.fill("[name=words]", code.lower().replace("-", " "))
    press(desk, "Find the guest")
    assert desk.locator("h1").inner_text() == "Peggy Skelton"
    desk.locator("[name=channel][value=telephone]").check()
    desk.locator("[name=said][value=ACCEPTED]").check()
    desk.fill("[name=on_behalf_by]", "her niece Joan")
    show(browsers, desk, "telephone-answer")
    press(desk, "Note this answer")
    desk.get_by_text("The answer is noted.").wait_for()
    ledger = desk.locator("table", has=desk.get_by_text("Answers, newest first")).locator("tbody tr")
    assert ledger.count() == 1
    told = " ".join(ledger.inner_text().split())
    assert "Coming" in told and "telephone, entered by Margaret Tulloch" in told and "her niece Joan" in told
    assert f"{clock.now():%B %Y} at" in told
    browsers.picture(desk, "telephone-ledger")
