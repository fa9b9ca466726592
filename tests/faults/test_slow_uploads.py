"""Eight speakers send large slides over slow lines at once: everybody else is served, and a cut line goes on."""

import secrets
import sys
import time
from datetime import timedelta

import pytest

from events import clock, files
from events.access import links
from events.agenda import presenting, queries
from events.agenda.models import Deck
from events.database import db
from tests.agenda import slides
from tests.agenda.deck_stand import do_jobs
from tests.people import People
from tests.readers import Reader
from tests.servers import PlainBrowser, WebServer
from tests.slow_lines import Others, Uploader, all_at_once, most_memory

NAMES = ("Alison", "Bashir", "Carys", "Dmitri", "Efua", "Farah", "Gwen", "Hamza")
LONGEST = 2.0  # seconds that anybody waits for a page


@pytest.fixture(autouse=True)
def spring_2009():
    """The server is a process of its own with the real clock, so these tests keep it too."""
    return


@pytest.fixture
def evening(app) -> dict:
    """An event with eight speakers, and an organiser at their desk."""
    with app.app_context():
        make = People()
        event = make.event(starts_at=clock.now() + timedelta(days=30), reply_by_on=clock.now().date())
        speakers = [make.speaker(event, name) for name in NAMES]
        desk = Reader.maker(app).signed_in(make.officer("organiser", on=event))
        key = app.config["SECRET_KEY"]
        found = {
            "links": [(f"/s/{links.token(key, 'speaker', one.ref, one.link_version)}", f"/my/{one.ref}/slides")
                      for one in speakers],
            "refs": [one.ref for one in speakers],
            "officer": desk.client.get_cookie(app.config["OFFICER_COOKIE_NAME"]).value,
        }
        db.session.rollback()
    return found


@pytest.fixture
def server(settings, database_kind):
    """The real web server as `serve` starts it: two processes with 64 threads each."""
    if database_kind != "sqlite":
        pytest.skip("slow lines are tried on the embedded default")
    with WebServer(settings, workers=2, threads=64) as server:
        yield server


def others_of(server, evening) -> Others:
    """A guest on the public page, one in the room, and the organiser on two pages of the desk."""
    desk = PlainBrowser(server)
    desk.opener.addheaders = [("Cookie", f"officer={evening['officer']}")]
    return Others([(PlainBrowser(server), "/events/evening/"), (PlainBrowser(server), "/events/evening/room"),
                   (desk, "/desk/events/evening/"), (desk, "/desk/events/evening/slides")])


def deck(megabytes: int) -> bytes:
    """Slides that nobody else has: as large as that, less a little, in parts as large as a page's pictures are."""
    parts = -(-megabytes // 10)
    return slides.pdf(*[slides.stream(secrets.token_bytes(megabytes * 1_000_000 // parts - 1000))] * parts)


def newest(evening) -> list[Deck]:
    """The newest slides of each speaker."""
    return [queries.decks_of_speaker(queries.speaker_by_ref(ref))[0] for ref in evening["refs"]]


def came_whole(app, evening, sent: list[bytes]) -> list[bool]:
    """Whether the newest slides of each speaker lie in the store as they were sent, to the last byte."""
    with app.app_context():
        found = [files.path_of(one.file_key).read_bytes() for one in newest(evening)]
        db.session.rollback()
    return [stored == content for stored, content in zip(found, sent, strict=True)]


def checked(app, evening) -> list[str]:
    """How each speaker's newest slides stand once the worker has done what waited."""
    with app.app_context():
        do_jobs(presenting.CHECKING_SLIDES)
        states = [str(one.state) for one in newest(evening)]
        db.session.rollback()
    return states


def warm(server, evening, uploaders: list[Uploader]) -> None:
    """Let both processes of the server load what they load once: the first look at a page is a slow one anyway."""
    acts = [lambda u=u: u.send_in_pieces(slides.PDF, "first.pdf", cut=False) for u in uploaders[:3]]
    acts += [lambda u=u: u.send_plainly(slides.PDF, "first.pdf") for u in uploaders[3:6]]
    with others_of(server, evening) as early:
        all_at_once(acts)
        while min(map(len, early.seconds.values())) < 8:
            time.sleep(0.1)


def run(app, server, evening, *, megabytes: int, rate: int, in_pieces: int) -> None:
    """Send eight decks at once, so many of them in pieces and the others plainly, and say what it cost."""
    uploaders = [Uploader(server, *links, rate=rate) for links in evening["links"]]
    sent = [deck(megabytes) for _ in uploaders]
    warm(server, evening, uploaders)
    resumed: list[int] = []
    acts = [lambda u=u, c=c: resumed.append(u.send_in_pieces(c, "talk.pdf"))
            for u, c in zip(uploaders[:in_pieces], sent, strict=False)]
    acts += [lambda u=u, c=c: u.send_plainly(c, "talk.pdf")
             for u, c in zip(uploaders[in_pieces:], sent[in_pieces:], strict=True)]
    before, began = most_memory(server.process.pid), time.monotonic()
    with others_of(server, evening) as others:
        all_at_once(acts)
    took, memory = time.monotonic() - began, most_memory(server.process.pid)
    looks = sum(map(len, others.seconds.values()))
    print(f"\n8 x {megabytes} MB, {in_pieces} in pieces, in {took:.0f} s; {looks} looks at pages, the longest "
          f"{others.longest} s; the largest process {before} MB before, {memory} MB at most", file=sys.stderr)
    assert max(others.longest.values()) < LONGEST, others.longest
    assert came_whole(app, evening, sent) == [True] * 8
    assert checked(app, evening) == ["received"] * 8
    assert len(resumed) == in_pieces and all(2_000_000 < at < 4_000_000 for at in resumed), resumed
    assert memory - before < 100, "what comes in is written down, and not kept in memory"


def test_eight_slow_uploads_hold_up_nobody_and_a_cut_one_goes_on(app, server, evening):
    run(app, server, evening, megabytes=6, rate=800_000, in_pieces=5)


@pytest.mark.prove
@pytest.mark.parametrize("in_pieces", [8, 0], ids=["in pieces", "plainly"])
def test_eight_uploads_of_a_hundred_megabytes_hold_up_nobody(app, server, evening, in_pieces):
    run(app, server, evening, megabytes=100, rate=2_000_000, in_pieces=in_pieces)
