"""Decks that wait: the virus scanner is asked, waited for, and believed; large files are opened by the clock."""

import pytest

from events import clock, files, history
from events.agenda import checking, decks, queries, scanners, slide_queries
from events.agenda import deck_refusals as why
from tests.agenda import slides
from tests.agenda.deck_stand import do_jobs, fresh, hand_in
from tests.scanners import HARMFUL, Scanner, nobody


@pytest.fixture
def scanner():
    """A scanner that listens."""
    with Scanner() as scanner:
        yield scanner


@pytest.fixture
def speaker(make):
    """A speaker of an evening."""
    return make.speaker(make.event(), "Ann Lee")


def test_a_deck_waits_for_the_scanner_and_goes_on_when_nothing_was_found(app, speaker, scanner):
    app.config["CLAMD_URL"] = scanner.url
    deck = hand_in(speaker, slides.PDF)
    assert (deck.state, slide_queries.check_of(deck).waits_for) == ("checking", "scanner")
    do_jobs()
    assert fresh(deck).state == "received" and scanner.heard == [len(slides.PDF)]
    assert slide_queries.check_of(deck).scanned_at is not None
    assert [entry.act for entry in history.of(deck)] == ["received", "checked"]


def test_while_the_scanner_is_away_a_deck_waits_and_the_version_before_counts(app, speaker):
    before = hand_in(speaker, slides.PDF)
    app.config["CLAMD_URL"] = nobody()
    deck = hand_in(speaker, slides.pptx())
    do_jobs()
    assert (fresh(deck).state, fresh(before).state) == ("checking", "received")
    assert slide_queries.current_of(speaker).id == before.id
    assert checking.check_waiting() == 1 and fresh(deck).state == "checking"
    with Scanner() as back:
        app.config["CLAMD_URL"] = back.url
        assert checking.check_waiting() == 1
    assert (fresh(deck).state, fresh(before).state) == ("received", "replaced")
    assert checking.check_waiting() == 0


def test_a_scanner_that_hangs_up_or_takes_no_more_is_away_and_passes_nothing(app, speaker, scanner):
    app.config["CLAMD_URL"] = scanner.url
    deck = hand_in(speaker, slides.PDF)
    for scanner.silent, scanner.most in ((True, 10**9), (False, 100)):
        do_jobs()
        checking.check_waiting()
        assert fresh(deck).state == "checking"


def test_an_infected_file_is_refused_and_gone_and_the_version_before_stays(app, speaker, scanner):
    before = hand_in(speaker, slides.PDF)
    app.config["CLAMD_URL"] = scanner.url
    deck = hand_in(speaker, slides.pdf(slides.stream(HARMFUL)), "bad.pdf")
    path = files.path_of(deck.file_key)
    do_jobs()
    check = slide_queries.check_of(fresh(deck))
    assert (deck.state, check.signature) == ("refused", "Eicar-Test-Signature")
    assert not path.exists() and deck.file_key == "" and fresh(before).state == "received"
    assert "virus scanner" in check.words


def test_the_scanner_is_asked_at_a_socket_file_too(app, speaker, tmp_path):
    with Scanner(str(tmp_path / "clamd.ctl")) as scanner:
        app.config["CLAMD_URL"] = scanner.url
        with app.app_context(), (tmp_path / "a").open("wb+") as file:
            file.write(HARMFUL)
            file.seek(0)
            assert scanners.scan(file) == "Eicar-Test-Signature"


def test_a_large_deck_is_opened_by_the_clock(speaker, monkeypatch):
    monkeypatch.setattr(decks, "OPENED_AT_ONCE", 10)
    good, bad = hand_in(speaker, slides.pptx()), None
    assert good.state == "checking" and slide_queries.check_of(good).waits_for == "opening"
    do_jobs()
    assert fresh(good).state == "received" and good.facts == {"slides": 3}
    bad = hand_in(speaker, slides.pptx(**{"ppt/vbaProject.bin": "x"}))
    key = bad.file_key
    do_jobs()
    assert fresh(bad).state == "refused" and slide_queries.check_of(bad).words == why.MACRO_PART
    assert fresh(good).state == "received" and not files.path_of(key).exists()
    assert [deck.version for deck in queries.decks_of_speaker(speaker)] == [2, 1]


def test_a_job_that_went_astray_is_made_good_by_the_clock(speaker, monkeypatch):
    monkeypatch.setattr(decks, "OPENED_AT_ONCE", 10)
    deck = hand_in(speaker, slides.pptx())
    assert checking.check_waiting() == 0
    with clock.moved_to(clock.now() + slide_queries.LONG_WAIT * 2):
        assert checking.check_waiting() == 1
    assert fresh(deck).state == "received"
    checking.check(deck.id)  # what no longer waits is left alone
    assert fresh(deck).state == "received"


def test_a_file_that_is_not_in_the_store_is_asked_for_again(app, speaker, scanner):
    app.config["CLAMD_URL"] = scanner.url
    deck = hand_in(speaker, slides.PDF)
    files.remove(deck.file_key)
    do_jobs()
    assert fresh(deck).state == "refused" and slide_queries.check_of(deck).words == checking.LOST
