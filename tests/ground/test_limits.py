"""Limits count across threads and workers, and forget."""

from datetime import timedelta
from pathlib import Path

import pytest

from events import clock, limits
from events.refusals import TooOften


def test_the_sixth_try_is_refused_and_says_how_long_to_wait(in_app):
    for _try in range(5):
        limits.count("code", "officer 1", most=5, window=900)
    with pytest.raises(TooOften) as refusal:
        limits.count("code", "officer 1", most=5, window=900)
    assert 0 < refusal.value.values["wait"] <= 900
    limits.count("code", "officer 2", most=5, window=900)  # somebody else is not touched


def test_a_limit_ends_with_its_window(in_app):
    limits.count("code", "x", most=1, window=60)
    with clock.moved_to(clock.now() + timedelta(seconds=61)):
        limits.count("code", "x", most=1, window=60)


def test_the_store_holds_no_address(in_app):
    limits.count("sign-in mail to", "joyce@example.org", most=5, window=60)
    assert b"joyce" not in (Path(in_app.config["INSTANCE"]) / "limits.sqlite3").read_bytes()
