"""The programme is released: a version is frozen for everybody to read, and the speakers it concerns are told."""

import secrets
from datetime import timedelta

from events import clock, history, outbox
from events import event as event_record
from events.agenda import contents, differences, draft_queries, queries, release_queries, telling
from events.agenda.draft_queries import Draft
from events.agenda.models import Speaker
from events.agenda.release_models import Release
from events.database import db
from events.event import Event
from events.refusals import N_, Refusal, Stale

HOLD = timedelta(minutes=2)  # how long a release and its letters can be called back


class NothingToRelease(Refusal):
    """The working copy is what everybody reads already."""

    sentence = N_("Nothing has changed since the last version, so there is nothing to release.")


class ChangedMeanwhile(Stale):
    """What would be released, or who would be told, is not what the page showed."""

    sentence = N_("The programme, or who would be told, has changed since you opened this page. Look again below.")


class TooLateToCallBack(Refusal):
    """A letter of the release has left, two minutes are over, or a newer version is out."""

    sentence = N_("It is too late to call this version back. Change the programme and release it again.")


def _kept(
    event: Event, number: int, *, content: dict, changes: list[dict], by, name: str = "", note: str = ""
) -> Release:
    release = Release(
        event_id=event.id, number=number, name=name, note=note, released_at=clock.now(),
        released_by=history.who_is(by), batch=secrets.token_hex(8), content=content, changes=changes,
    )
    db.session.add(release)
    sequences = {item["key"]: item["sequence"] for item in content["items"]}
    for item in queries.items_of(event):
        item.sequence = sequences.get(item.key, item.sequence)
    return release


def freeze(event: Event, *, by, name: str = "", note: str = "") -> tuple[Release, Draft]:
    """Freeze the working copy as the next version, telling nobody. Raises NothingToRelease."""
    db.session.flush()  # a part or a speaker made in this transaction gets its key, by which the version knows it
    draft = draft_queries.draft_of(event)
    if not draft.changes:
        raise NothingToRelease()
    return _kept(event, draft.number, content=draft.content, changes=draft.changes, by=by, name=name, note=note), draft


def release(event: Event, *, by, name: str = "", note: str = "", seen: str | None = None) -> Release:
    """Release the working copy: everybody reads it from now on, and the speakers it concerns are told.

    `seen` is the fingerprint of the draft that the organiser looked at. Until `HOLD` is over it can be called back.
    Raises NothingToRelease or ChangedMeanwhile.
    """
    event = event_record.lock(event)
    if seen is not None and seen != draft_queries.draft_of(event).fingerprint:
        raise ChangedMeanwhile()
    made, draft = freeze(event, by=by, name=name, note=note)
    db.session.flush()  # the new version is what the letters say
    history.record(made, f"released: version {made.number}", by=by, event=event)
    telling.tell_of_release(event, draft.told, batch=made.batch, hold=HOLD)
    return made


def move_release(event: Event, step: timedelta, *, by) -> Release | None:
    """The whole event moved: what is public moves with it as a version of its own; what is not released stays so.

    Its speakers are told by the letter about the event.
    """
    newest = release_queries.newest(event)
    if newest is None:
        return None
    content = contents.shifted(newest.content, step)
    changes = differences.between(newest.content["items"], content["items"])
    made = _kept(event, newest.number + 1, content=content, changes=changes, by="system")
    db.session.flush()  # the new version is what the letters say
    history.record(made, f"moved with the event: version {made.number}", by=by, event=event)
    return made


def replace_in_public(speaker: Speaker, instead: Speaker, *, by) -> Release | None:
    """Somebody speaks instead of another: everybody reads it at once, and what is not released yet stays so.

    The two are told, where they had heard of their parts; a newcomer gets the link of their page instead.
    """
    event = speaker.event
    newest = release_queries.newest(event)
    if newest is None:
        return None
    db.session.flush()  # a newcomer gets the key by which the version knows them
    was, content = newest.content, contents.replaced(newest.content, speaker.id, instead.id)
    changes = differences.between(was["items"], content["items"])
    if not changes:
        return None
    made = _kept(event, newest.number + 1, content=content, changes=changes, by=by)
    db.session.flush()  # the new version is what the letters say
    history.record(made, f"somebody else speaks: version {made.number}", by=by, event=event)
    told = draft_queries.told_of(event, was["items"], content["items"]) if draft_queries.is_told_of(event) else []
    telling.tell_of_release(event, told, batch=made.batch, hold=HOLD)
    return made


def can_call_back(made: Release) -> bool:
    """Whether a version can still be called back: within two minutes, as the newest, before any letter has left."""
    newest = release_queries.newest(made.event)
    is_newest = newest is not None and newest.id == made.id
    return is_newest and made.released_by != "system" and made.released_at + HOLD > clock.now() and not outbox.left(
        made.batch)


def call_back(made: Release, *, by) -> None:
    """Undo a release: its letters stay here, and everybody reads the version before. Raises TooLateToCallBack.

    SEQUENCE stays raised: nobody has seen it, and it may only rise.
    """
    event = event_record.lock(made.event)
    if not can_call_back(made):
        raise TooLateToCallBack()
    outbox.withdraw(batch=made.batch)
    history.record(made, f"called back: version {made.number}", by=by, event=event)
    db.session.delete(made)
