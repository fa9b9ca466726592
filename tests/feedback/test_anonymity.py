"""Who wrote it? An examiner with the database, the instance folder, its key and the logs guesses no better than chance.

An evening of forty delegates, each of whom opened their own link and sends one anonymous remark at a known second,
while a moderator reads each within the minute: approves it, sorts it, notes something. After the mixing everything
is handed over.
"""

import logging
import random
import re
import secrets
import shutil
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from events import clock, create_app
from events.access.models import Officer
from events.database import db, unit_of_work
from events.delegates.models import Contact, Invitation
from events.delegates.states import InvitationState
from events.feedback import moderating, shuffling, sorting
from events.feedback.models import Remark, Theme
from events.feedback.room_models import RemarkNote
from tests.feedback import planted
from tests.feedback.examining import Delegate, Evidence, examine
from tests.people import STARTS, People
from tests.readers import Reader

DELEGATES = 40
WORDS = ["street", "school", "youth", "mosque", "church", "council", "police", "help", "trust", "talk", "listen",
         "young", "people", "fear", "hope", "why"]
By = dict[str, float]  # a method's name -> the share of its attributions that are right


def words(chance: random.Random) -> str:
    """A remark: a line, or some paragraphs that want a page of the database for themselves."""
    said = " ".join(chance.choices(WORDS, k=chance.choice([4, 9, 20, 60, 300])))
    return f"{chance.getrandbits(64):016x} {said[:1_900].rstrip()}"  # as it is stored: the cut may fall on a space


def moderate(officer_id: int, themes: list[int], chance: random.Random) -> None:
    """A moderator deals with what waits, at once: what they leave behind is in the order of writing."""
    with unit_of_work():
        officer = db.session.get_one(Officer, officer_id)
        for remark in db.session.query(Remark).filter_by(state="waiting"):
            moderating.approve(remark, by=officer)
            sorting.theme(remark, themes=[db.session.get_one(Theme, chance.choice(themes))], by=officer)
            db.session.add(RemarkNote(remark_id=remark.id, officer_id=officer_id, words="Read", at=clock.now(),
                                      keep_until=remark.keep_until))
    db.session.remove()


class Evening:
    """One evening in a database and a folder of its own: what lies there afterwards, and the truth."""

    def __init__(self, settings: dict, folder: Path, chance: random.Random, leak):
        """Play it, with a leak."""
        self.settings, self.chance, self.truth = settings, chance, {}
        log = folder / "server.log"
        handler = logging.FileHandler(log)
        logging.getLogger("soundings").addHandler(handler)
        logging.getLogger("soundings").setLevel("INFO")
        try:
            self.app = create_app(settings)
            with leak(self.app):
                delegates = self._play()
        finally:
            logging.getLogger("soundings").removeHandler(handler)
            handler.close()
        self.evidence = Evidence(
            slug="evening", folder=Path(settings["INSTANCE"]), secret=settings["SECRET_KEY"], log=log,
            delegates=delegates, database_url=settings.get("DATABASE_URL", ""))

    def _people(self) -> tuple[list, int, list[int]]:
        """Forty guests with their browsers, a moderator, two themes."""
        make = People()
        event = make.event()
        officer = make.officer("moderator", on=event)
        with unit_of_work():
            themes = [sorting.add_theme(event, name=name, by=officer) for name in ("Schools", "Trust")]
            invited = [self._guest(event, number) for number in range(DELEGATES)]
            db.session.add_all(invited)
        guests = []
        for number, guest in enumerate(invited):
            browser = Reader.maker(self.app).by_link("invitation", guest)
            browser.client.environ_base["REMOTE_ADDR"] = f"192.0.2.{number + 1}"
            guests.append((guest, browser))
        return guests, officer.id, [theme.id for theme in themes]

    def _guest(self, event, number: int) -> Invitation:
        now, kept = clock.now(), event.keep_until
        email = f"person{number}@example.org"
        contact = Contact(name=f"Person {number:02} of {self.chance.getrandbits(40):x}", email=email, email_key=email,
                          created_at=now, keep_until=kept)
        return Invitation(event_id=event.id, contact=contact, ref=secrets.token_hex(8), drafted_at=now, sent_at=now,
                          badge_code=secrets.token_hex(8), keep_until=kept, state=InvitationState.SENT)

    def _play(self) -> list[Delegate]:
        """Everybody sends one remark, in an order of its own; the moderator follows; the clock's item mixes."""
        with self.app.app_context():
            guests, officer, themes = self._people()
            order = list(range(DELEGATES))
            self.chance.shuffle(order)
            moment, delegates = STARTS, {}
            for number in order:
                moment += timedelta(seconds=self.chance.randint(40, 240))
                guest, browser = guests[number]
                with clock.moved_to(moment):
                    said = words(self.chance)
                    self._send(browser, said)
                with clock.moved_to(moment + timedelta(seconds=30)):
                    moderate(officer, themes, self.chance)
                self.truth[said] = number
                delegates[number] = self._known(db.session.merge(guest, load=True), browser, moment, number)
            with clock.moved_to(STARTS + timedelta(hours=3, minutes=45)):
                shuffling.rewrite_anonymous_remarks()
            db.session.remove()
            db.engine.dispose()
        return [delegates[number] for number in range(DELEGATES)]

    def _send(self, browser: Reader, said: str) -> None:
        """From the page, as a phone does."""
        page = browser.client.get("/events/evening/room").get_data(as_text=True)
        token, key = (re.search(rf'name="{name}" type="hidden" value="([^"]+)"', page)[1]
                      for name in ("csrf_token", "form_key"))
        answer = browser.client.post("/events/evening/room", data={
            "kind": "question", "text": said, "shown": "anonymous", "csrf_token": token, "form_key": key})
        assert answer.status_code == 302, answer.get_data(as_text=True)

    def _known(self, guest, browser: Reader, moment, number: int) -> Delegate:
        token = Reader.maker(self.app).link("invitation", guest).rpartition("/")[2]
        known = [guest.ref, guest.badge_code, guest.reply_code, guest.contact.name, guest.contact.email, token,
                 token.rpartition("-")[2], f"192.0.2.{number + 1}",
                 *(cookie.value for cookie in browser.client._cookies.values())]
        return Delegate(guest.id, guest.contact.id, known, moment)

    def shares(self) -> By:
        """For each of the examiner's methods, the share of the forty that it attributes to their writers."""
        found = examine(self.evidence)
        text_of = {row["id"]: row["text"] for row in self.evidence.remarks}
        assert sorted(text_of.values()) == sorted(self.truth), "the examiner reads every remark"
        return {method: sum(self.truth[text_of[remark]] == place for remark, place in guess.items()) / DELEGATES
                for method, guess in found.items()}


@pytest.fixture
def evening(tmp_path, template_sqlite, postgres) -> Callable:
    """Plays an evening with a leak: the shares of the examiner's methods."""
    count = iter(range(10**6))
    chance = random.Random()  # noqa: S311

    def play(leak) -> By:
        folder = tmp_path / f"evening-{next(count)}"
        (folder / "instance").mkdir(parents=True)
        settings = {"INSTANCE": str(folder / "instance"), "SECRET_KEY": "known to the examiner", "THREADS": "8",
                    "BASE_URL": "http://localhost", "LOG_LEVEL": "INFO"}
        if postgres is not None:
            settings["DATABASE_URL"] = postgres.fresh()
        else:
            shutil.copy(template_sqlite, folder / "instance" / "soundings.sqlite3")
        shares = Evening(settings, folder, chance, leak).shares()
        shutil.rmtree(folder)
        return shares

    return play


def mean_share(evening, leak, *, trials: int) -> tuple[float, str]:
    """The mean share of right attributions over the trials, by the method that did best in a rehearsal."""
    rehearsed = evening(leak)
    method = max(rehearsed, key=lambda name: rehearsed[name])
    return sum(evening(leak).get(method, 0.0) for _trial in range(trials)) / trials, method


def bar(trials: int) -> float:
    """1/40, and three standard deviations of the mean of so many trials: of forty put in any order one fits."""
    return 1 / DELEGATES + 3 * (1 / DELEGATES) / trials**0.5


def no_better_than_chance(evening, trials: int) -> None:
    """Under the bar; a fluke (one in fifty at the most) does not come twice."""
    first, method = mean_share(evening, planted.nothing, trials=trials)
    if first >= bar(trials):
        again, second = mean_share(evening, planted.nothing, trials=trials)
        assert again < bar(trials), (first, method, again, second)


def test_the_examiner_guesses_no_better_than_chance(evening):
    """The short form: a rehearsal and one trial."""
    no_better_than_chance(evening, trials=1)


@pytest.mark.parametrize("leak", planted.LEAKS, ids=lambda leak: leak.__name__)
def test_a_planted_leak_is_found(evening, leak):
    """The short form: one evening for each leak, and one of the methods sees it."""
    shares = evening(leak)
    assert max(shares.values()) > 0.5, sorted(shares.items(), key=lambda row: -row[1])[:5]


@pytest.mark.prove
def test_twenty_trials_no_better_than_chance(evening):
    no_better_than_chance(evening, trials=20)


@pytest.mark.prove
@pytest.mark.parametrize("leak", planted.LEAKS, ids=lambda leak: leak.__name__)
def test_each_planted_leak_is_found_in_twenty_trials(evening, leak):
    share, method = mean_share(evening, leak, trials=20)
    assert share > 0.5, (share, method)
