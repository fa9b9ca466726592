"""One event from the first invitation to what became of a delegate's words, by browser, in one go."""

import re
from datetime import timedelta

import pytest

from events import clock
from tests.databases import run_command
from tests.servers import ROOT
from tests.whole_life.post import letter_to, link_in

pytestmark = pytest.mark.browser

WORDS = "Who asked us young people before any of this was written? Will you ask the ones who bunk off, too?"
AFTER = (
    "Establish a young people's advisory group, including those who are out of school, that helps to design activity "
    "under the plan and is told what became of its advice"
)


def press(page, name: str) -> None:
    """Press the button of that name."""
    page.get_by_role("button", name=name, exact=True).first.click()


class Walk:
    """The people of the walk, and what each of them does."""

    def __init__(self, browsers, settings, app):
        """Nobody is signed in yet."""
        self.browsers, self.settings, self.app = browsers, settings, app
        self.day = (clock.now() + timedelta(days=28)).date()

    def sign_in(self, address: str):
        """An officer asks for the mail, opens its link in the same browser and presses the one button."""
        page = self.browsers.person()
        page.goto("/desk/")
        page.fill("[name=email]", address)
        press(page, "Send me a sign-in email")
        page.goto(link_in(letter_to(self.settings, self.app, address), "sign-in"))
        press(page, "Sign in")
        page.wait_for_url("**/desk/")
        return page

    def organiser_makes_an_event(self, page) -> None:
        """From nothing to an event, in pages alone."""
        self.browsers.picture(page, "empty-desk")
        page.get_by_role("link", name="Make your first event").click()
        page.fill("[name=title]", "Feeling safe together: an awareness evening")
        page.fill("[name=short_title]", "Evening at the rooms")
        page.locator("main summary").click()  # the web address is folded away: few need it
        page.fill("[name=slug]", "safe-together")
        page.fill("[name=day]", f"{self.day:%A} {self.day.day} {self.day:%B} {self.day.year}")
        page.fill("[name=starts]", "6pm")
        page.fill("[name=ends]", "9pm")
        page.fill("[name=venue_name]", "Wynyard Rooms")
        page.fill("[name=capacity]", "90")
        replies = self.day - timedelta(days=7)
        page.fill("[name=reply_by_on]", f"{replies.day} {replies:%B} {replies.year}")
        page.get_by_label("By address", exact=False).check()
        self.browsers.picture(page, "make-an-event")
        press(page, "Make the event")
        page.wait_for_url(re.compile("/desk/events/safe-together/"))

    def organiser_brings_in_contacts_and_sends(self, page) -> None:
        """The list, a look at its rows, the invitations, three samples, and Send."""
        page.goto("/desk/contacts/import")
        page.set_input_files("[name=file]", ROOT / "example" / "contacts.csv")
        press(page, "Look at the rows")
        page.fill("[name=source]", "the partnership lists of the spring")
        self.browsers.picture(page, "rows-of-the-list")
        press(page, "Import the 120 good rows")
        page.goto("/desk/events/safe-together/invitations/new")
        self.browsers.picture(page, "whom-to-invite")
        page.locator("[name=whom]").first.check()
        press(page, "Continue")
        page.wait_for_url("**/invitations")
        self.browsers.picture(page, "three-samples")
        page.fill("[name=typed]", "119")
        press(page, "Send 119 letters")
        page.goto("/desk/events/safe-together/letters")
        self.browsers.picture(page, "letters-held")

    def delegate_answers(self, address: str):
        """By the letter's link, on a phone: coming, and the badge."""
        page = self.browsers.person(phone=True)
        page.goto(link_in(letter_to(self.settings, self.app, address), "i"))
        assert "/i/" not in page.url
        self.browsers.picture(page, "delegates-own-page")
        page.goto(page.url + "reply")
        self.browsers.picture(page, "reply")
        page.locator("[name=said][value=ACCEPTED]").check()
        press(page, "Send my answer")
        page.goto(page.url.partition("/my/")[0] + "/my/" + page.url.partition("/my/")[2].split("/")[0] + "/badge")
        self.browsers.picture(page, "badge")
        assert page.locator("img[src*=badge]").count() == 1
        return page

    def delegate_speaks(self, page) -> None:
        """A question from the room's page, under the delegate's own name."""
        page.goto("/events/safe-together/room")
        page.locator("[name=kind][value=question]").check()
        page.fill("[name=text]", WORDS)
        page.locator("[name=shown]").first.check()
        self.browsers.picture(page, "room")
        press(page, "Send")
        page.wait_for_url("**/receipt/**")
        self.browsers.picture(page, "receipt")

    def moderator_approves(self, page, wall) -> str:
        """Nothing is on the wall before; it is there after. Returns the remark's ref."""
        wall.goto("/events/safe-together/wall")
        assert WORDS not in wall.inner_text("body")
        page.goto("/desk/events/safe-together/queue")
        self.browsers.picture(page, "queue")
        ref = re.search(r"R-\w+", page.inner_text("main")).group(0)
        page.get_by_role("button", name=re.compile("^Approve")).first.click()
        wall.get_by_text(WORDS[:40]).first.wait_for(timeout=15_000)  # by itself, without loading again
        self.browsers.picture(wall, "wall")
        return ref

    def reviewer_changes_the_plan(self, page, ref: str) -> None:
        """Routed by one choice, written beside its evidence, accepted, and in version 2."""
        page.goto("/desk/plans/")
        page.get_by_role("link", name="Tackling it together").click()
        page.goto(page.url + f"remarks/{ref}")
        self.browsers.picture(page, "routing")
        page.select_option("[name=other]", "4.3")
        press(page, "Route to what is ticked or chosen")
        page.goto(page.url.partition("/remarks")[0] + f"/remarks/{ref}")
        page.get_by_role("link", name=re.compile("^Amend ")).first.click()
        page.fill("[name=after]", AFTER)
        page.fill("[name=reason]", "Young people asked for it.")
        page.locator("[name=evidence]").first.check()
        self.browsers.picture(page, "amendment-beside-its-evidence")
        press(page, "Propose")
        page.goto(page.url.partition("/desk/plans/")[0] + self.plan + "amendments/A-1")
        page.locator("[name=decision][value=accept]").check()
        page.fill("[name=reason]", "It is what the evening asked for.")
        press(page, "Decide")
        self.browsers.picture(page, "amendment-accepted")
        page.goto(self.plan)
        press(page, "Make version 2")
        page.goto(self.plan + "versions/2/redline")
        assert "including those who are out of school" in " ".join(page.locator("ins").all_inner_texts())
        self.browsers.picture(page, "redline")

    plan = "/desk/plans/together/"


@pytest.fixture
def walk(server, browsers, settings, app):
    """The walk, with its officers and its plan made by command."""
    people = {
        "organiser": ["organiser", "administrator"], "moderator": ["moderator"], "reviewer": ["reviewer"],
    }  # fmt: skip
    for name, roles in people.items():
        words = [word for role in roles for word in ("--role", role)]
        done = run_command(settings, "officers", "add", f"{name}@council.example.org", "--name", name.title(), *words)
        assert done.returncode == 0, done.stderr
    app.config["BASE_URL"] = server.url
    return Walk(browsers, settings, app)


def test_a_delegates_words_change_the_plan(walk):
    organiser = walk.sign_in("organiser@council.example.org")
    walk.organiser_makes_an_event(organiser)
    walk.organiser_brings_in_contacts_and_sends(organiser)
    done = run_command(
        walk.settings, "plan", "import", str(ROOT / "example" / "plan.csv"), "--title", "Tackling it together",
        "--key", "together", "--event", "safe-together",
        "--plain-words", str(ROOT / "example" / "plan-in-plain-words.csv"),
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    delegate = walk.delegate_answers("chloe.sixsmith@example.com")
    walk.delegate_speaks(delegate)
    moderator, wall = walk.sign_in("moderator@council.example.org"), walk.browsers.person()
    ref = walk.moderator_approves(moderator, wall)
    walk.reviewer_changes_the_plan(walk.sign_in("reviewer@council.example.org"), ref)
    organiser.goto("/desk/events/safe-together/outcomes")
    walk.browsers.picture(organiser, "outcomes-to-publish")
    organiser.get_by_role("button", name=re.compile("^Publish")).click()
    delegate.goto("/events/safe-together/outcomes")
    delegate.get_by_text("A-1: what changed").click()
    walk.browsers.picture(delegate, "what-you-said-what-we-did")
    words = delegate.inner_text("main")
    assert WORDS in words
    assert "including those who are out of school" in words
