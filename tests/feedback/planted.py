"""Leaks that a careless hand could put into the room, each planted for the length of a block."""

import logging
import secrets
from contextlib import contextmanager
from types import SimpleNamespace

from flask import request

from events import clock, history
from events.access import guards
from events.database import db
from events.delegates.models import Invitation
from events.feedback import capturing, receipts, shuffling


@contextmanager
def nothing(app):
    """The product as it is."""
    yield


@contextmanager
def in_place_of(module, name: str, other):
    """Something of a module is another thing for the length of the block."""
    real = getattr(module, name)
    setattr(module, name, other)
    try:
        yield real
    finally:
        setattr(module, name, real)


def with_each_remark(also):
    """`also(remark)` is done to each remark as it is stored."""
    real = capturing._stored

    def stored(event, remark, ref):
        found = real(event, remark, ref)
        also(found)
        return found

    return in_place_of(capturing, "_stored", stored)


def a_moment(app):
    """The moment is kept with the remark."""

    def add(remark):
        remark.received_at = clock.now()

    return with_each_remark(add)


def an_entry(app):
    """History says which guest sent which remark."""

    def add(remark):
        guest = db.session.query(Invitation).filter_by(ref=guards.opened()[0][1]).one()
        history.record(guest, "asked", by="delegate", event=remark.event, field=remark.ref)

    return with_each_remark(add)


def keys_counted_up(app):
    """Keys are counted up, so the table stands in the order in which remarks came."""
    count = iter(range(1, 10**6))
    return in_place_of(capturing, "secrets", SimpleNamespace(
        token_hex=lambda size: f"{next(count):032x}", choice=secrets.choice, token_urlsafe=secrets.token_urlsafe))


def a_receipt_of_the_link(app):
    """The receipt is made of the link that the cookie holds."""
    real = receipts.receipt_of
    return in_place_of(receipts, "receipt_of", lambda place, key: real(place, guards.opened()[0][1]))


@contextmanager
def an_address_in_the_log(app):
    """The way that each answer sends a browser stands in the log, with the caller's address."""

    def note(answer):
        logging.getLogger("soundings.access").info("%s %s %s", request.remote_addr, request.method, answer.location)
        return answer

    app.after_request(note)
    yield


def rows_as_they_came(app):
    """The files are written anew, but rows keep the numbers of their transactions and what moderators did its order."""
    return in_place_of(shuffling, "_mix", lambda event: 1)


LEAKS = [a_moment, an_entry, keys_counted_up, a_receipt_of_the_link, an_address_in_the_log, rows_as_they_came]
