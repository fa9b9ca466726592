"""Decks that were made to harm are refused, each kind in words of its own, quickly and with little memory."""

import io
import json
import subprocess
import sys
import time
import zipfile

import pytest

from events.agenda import deck_openings, deck_process, decks
from events.agenda import deck_refusals as why
from tests.agenda import hostile_decks, slides

SECONDS, MEGABYTES = 3, 100
MANY_TRIES = 3  # a busy machine may be slow once


@pytest.fixture
def peaks(monkeypatch) -> list[int]:
    """The most memory (kB) of each process that opened a deck, as it says itself at its end."""
    heard: list[int] = []

    def listening(*args, **values):
        ended = run(*args, **values)
        heard.append(json.loads(ended.stdout)["peak"])
        return ended

    run = subprocess.run
    monkeypatch.setattr(deck_openings.subprocess, "run", listening)
    return heard


def refused(content: bytes) -> tuple[decks.DeckRefused, float]:
    """The refusal of a file, and the seconds that it took."""
    begun = time.monotonic()
    with pytest.raises(decks.DeckRefused) as told:
        decks.recognise(io.BytesIO(content))
    return told.value, time.monotonic() - begun


@pytest.mark.parametrize("kind", hostile_decks.ALL)
def test_a_hostile_deck_is_refused_in_its_own_words_quickly_and_with_little_memory(kind, peaks):
    content, sentence = hostile_decks.ALL[kind]
    for _ in range(MANY_TRIES):
        refusal, seconds = refused(content)
        assert refusal.sentence == sentence
        assert all(0 < peak < MEGABYTES * 1000 for peak in peaks), peaks
        if seconds < SECONDS:
            return
    raise AssertionError(f"{kind}: {seconds:.1f} seconds")


def test_there_are_more_than_twenty_kinds_and_each_sentence_says_what_to_do():
    sentences = {sentence for _, sentence in hostile_decks.ALL.values()}
    assert len(sentences) > 40
    assert len(hostile_decks.ALL) - len(sentences) < 25  # names that climb, files of two kinds, bombs: families
    doing = ("Save", "save", "Send", "send", "Choose", "Take", "take", "Print", "Put", "Insert", "Use", "Unpack")
    assert [words for words in sentences if not any(word in words for word in doing)] == []


def test_a_hostile_deck_of_a_hundred_megabytes_is_refused_as_quickly(tmp_path):
    """As large as a deck may be: it is opened by the clock, with the same limits of time."""
    noise = bytes(range(256)) * 4_000  # what packs to nothing, and so is stored as it is
    large = {f"ppt/media/image{number}.png": noise for number in range(95)}
    path = tmp_path / "large.pptx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_STORED) as archive:
        for name, words in ({"[Content_Types].xml": f'<Types><Override ContentType="{slides.MAIN}"/></Types>',
                             "ppt/presentation.xml": "<p/>", "ppt/slides/slide1.xml": "<s/>"} | large).items():
            archive.writestr(name, words)
        archive.writestr("ppt/embeddings/oleObject1.bin", "x")
    with path.open("rb") as stream:
        assert decks.recognise(stream).is_waiting
        begun = time.monotonic()
        ended = subprocess.run(deck_openings.command("open", deck_openings.IN_THE_BACKGROUND), stdin=stream,
                               capture_output=True, check=True)
        seconds = time.monotonic() - begun
    told = json.loads(ended.stdout)
    assert told["refused"] == why.OBJECTS
    assert told["peak"] < MEGABYTES * 1000
    assert seconds < SECONDS


def test_a_process_that_would_take_more_memory_or_time_is_ended_and_the_service_goes_on(tmp_path):
    """The limits are the machine's own: a program that knows nothing of them is ended by them."""
    greedy = f"import importlib.util as u\ns = u.spec_from_file_location('d', {deck_process.__file__!r})\n" \
             "d = u.module_from_spec(s); s.loader.exec_module(d)\nd.limit(data=72_000_000, seconds=1, file=0)\n"
    memory = subprocess.run([sys.executable, "-c", greedy + "b = bytearray(200_000_000)"], capture_output=True)
    assert b"MemoryError" in memory.stderr
    time_ = subprocess.run([sys.executable, "-c", greedy + "while True: pass"], capture_output=True, timeout=20)
    assert time_.returncode < 0
    writing = subprocess.run([sys.executable, "-c", greedy + f"open({str(tmp_path / 'a')!r}, 'w').write('x' * 9999)"],
                             capture_output=True)
    assert writing.returncode != 0


def test_what_could_not_be_opened_in_time_waits_for_the_clock_and_is_no_failure(monkeypatch):
    monkeypatch.setattr(deck_openings, "WAITING", deck_openings.Limits(megabytes=4, seconds=1))
    recognised = decks.recognise(io.BytesIO(slides.pptx()))
    assert recognised.is_waiting and recognised.findings is None
