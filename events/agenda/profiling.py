"""A speaker tells about themselves: biography, photograph, needs, hours, consents; or that something is not needed."""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta

from events import clock, history
from events.access.models import Officer
from events.agenda import presenting, profile_queries, scheduling
from events.agenda.models import Speaker
from events.agenda.profile_models import SpeakerConsent, SpeakerNeeds, SpeakerProfile
from events.agenda.states import ConsentKind
from events.database import db
from events.refusals import N_, Refusal

# As long as guests' needs: to settle with the venue and whoever was ordered. /privacy and the form say it in words.
NEEDS_KEPT_AFTER = timedelta(days=14)
NOT_NEEDED = ("biography", "photograph", "slides", "needs")
OF_NEEDS = ("access", "equipment", "travel")


class KeepingNotAllowed(Refusal):
    """Access needs were told without the consent to keep them."""

    sentence = N_("Tick the box to let us keep what you told us about access")
    field = "consent"


class LeavesBeforeArriving(Refusal):
    """The hours of a speaker do not go together."""

    sentence = N_("You would leave before you arrive. Check the two times.")
    field = "leaves"


class NeedsAndNone(Refusal):
    """Needs were written down, and the box that there are none was ticked."""

    sentence = N_("“Nothing needed for access, equipment or travel” is ticked, and there is something written under "
                  "one of the three. Take one of the two away.")
    field = "not_needed"


def check_told(*, hours: Mapping[str, datetime | None], needs: Iterable[str], not_needed: Iterable[str]) -> None:
    """Refuse what does not go together, before any of it is written. Raises LeavesBeforeArriving or NeedsAndNone."""
    _check_hours(hours["arrives_at"], hours["leaves_by"])
    if "needs" in not_needed and any(needs):
        raise NeedsAndNone()


def _check_hours(arrives_at: datetime | None, leaves_by: datetime | None) -> None:
    if arrives_at and leaves_by and leaves_by <= arrives_at:
        raise LeavesBeforeArriving()


def _profile(speaker: Speaker) -> SpeakerProfile:
    found = profile_queries.profile_of(speaker)
    if found is None:
        found = SpeakerProfile(
            speaker_id=speaker.id, photo_key="", photo_width=0, photo_height=0, no_biography=False,
            no_photograph=False, no_slides=False, no_needs=False, keep_until=speaker.keep_until)
        db.session.add(found)
    return found


def say_not_needed(speaker: Speaker, things: Iterable[str], *, among: Iterable[str] = NOT_NEEDED, by) -> None:
    """Say which of a speaker's things are not needed, and which of `among` are after all."""
    wanted = set(things)
    if not wanted <= set(NOT_NEEDED):
        raise ValueError(f"nothing of a speaker: {', '.join(sorted(wanted - set(NOT_NEEDED)))}")
    profile = _profile(speaker)
    for thing in among:
        if getattr(profile, f"no_{thing}") != (thing in wanted):
            setattr(profile, f"no_{thing}", thing in wanted)
            history.record(speaker, "not needed" if thing in wanted else "needed after all", by=by,
                           event=speaker.event, field=thing)


def write_biography(speaker: Speaker, words: str, *, by) -> None:
    """Put somebody's own words about them in place of what stood there; who wrote it is kept."""
    scheduling.change_speaker(speaker, by=by, bio=words)


def tell_needs(
    speaker: Speaker, *, access: str = "", equipment: str = "", travel: str = "", consent: bool = False, by,
) -> None:
    """Put these needs in place of what was told before; none at all takes the record away.

    Raises KeepingNotAllowed for access needs without consent. An officer who notes them was told so.
    """
    told = {"access": access, "equipment": equipment, "travel": travel}
    found = profile_queries.needs_of(speaker)
    if not any(told.values()):
        if found is not None:
            db.session.delete(found)
            history.record(speaker, "needs taken away", by=by, event=speaker.event)
        return
    if access and not consent:
        raise KeepingNotAllowed()
    if found is not None and all(getattr(found, name) == told[name] for name in OF_NEEDS):
        return
    until = speaker.event.ends_at + NEEDS_KEPT_AFTER
    if found is None:
        found = SpeakerNeeds(speaker_id=speaker.id)
        db.session.add(found)
    found.access, found.equipment, found.travel = access, equipment, travel
    found.told_at, found.consented_at = clock.now(), clock.now() if access else None
    found.keep_until = until
    history.record(speaker, "needs told", by=by, event=speaker.event)


def set_hours(speaker: Speaker, *, arrives_at: datetime | None, leaves_by: datetime | None, by) -> None:
    """Say when somebody can be there. Raises LeavesBeforeArriving."""
    _check_hours(arrives_at, leaves_by)
    for name, moment in (("arrives_at", arrives_at), ("leaves_by", leaves_by)):
        if getattr(speaker, name) != moment:
            setattr(speaker, name, moment)
            history.record(speaker, "changed", by=by, event=speaker.event, field=name)


def consent(speaker: Speaker, answers: Mapping[ConsentKind, bool], *, words: Mapping[ConsentKind, str], by) -> None:
    """Keep a yes or no to each, with the day and the words that were shown. The same answer again is no new row.

    Slides of a speaker who says that they are not to be published are taken back at once.
    """
    latest = profile_queries.latest_consents(profile_queries.consents_of(speaker))
    for kind, agreed in answers.items():
        before = latest.get(kind)
        if before is not None and (before.agreed, before.words) == (agreed, words[kind]):
            continue
        db.session.add(SpeakerConsent(
            speaker_id=speaker.id, kind=kind, agreed=agreed, words=words[kind], at=clock.now(),
            by_officer_id=by.id if isinstance(by, Officer) else None, keep_until=speaker.keep_until))
        history.record(speaker, "agreed" if agreed else "did not agree", by=by, event=speaker.event, field=kind)
    if answers.get(ConsentKind.PUBLISH) is False:
        presenting.withdraw_all(speaker, by=by)


def set_photograph(speaker: Speaker, *, key: str, width: int, height: int, by) -> str:
    """Take in a photograph that lies in the store already. Returns the key of the one before, to be removed."""
    profile = _profile(speaker)
    before, profile.photo_key = profile.photo_key, key
    profile.photo_width, profile.photo_height, profile.no_photograph = width, height, False
    history.record(speaker, "photograph received", by=by, event=speaker.event)
    return before


def remove_photograph(speaker: Speaker, *, by) -> str:
    """Take somebody's photograph away. Returns its key, to be removed from the store; empty where there was none."""
    profile = _profile(speaker)
    before, profile.photo_key = profile.photo_key, ""
    if before:
        history.record(speaker, "photograph removed", by=by, event=speaker.event)
    return before
