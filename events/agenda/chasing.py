"""Speakers are asked for exactly what is still missing of them: one letter each, not more than one a day."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from events import clock, history, outbox
from events.agenda import inviting_speakers, pipeline_queries, telling
from events.agenda.models import Speaker
from events.agenda.pipelines import Progress
from events.agenda.profile_models import SpeakerMailing
from events.event import Event
from events.refusals import N_, Refusal

ONE_A_DAY = timedelta(hours=24)
CHASED = pipeline_queries.CHASED


class NobodyToChase(Refusal):
    """Nothing is missing of anybody who can be written to."""

    sentence = N_("Nothing is missing of anybody who can be written to now.")
    status = 409


class ChasedToday(Refusal):
    """Somebody was asked or chased within a day."""

    sentence = N_("%(names)s had a letter within the last day. If they are to have another, tick the box below.")
    field = "again"


@dataclass(frozen=True)
class Rounds:
    """Whom a chase would reach, and whom not."""

    due: list[Progress]
    lately: list[Progress]  # written to within a day: asked about first
    by_telephone: list[Progress]  # no address

    @property
    def all(self) -> list[Progress]:
        """Everybody of whom something is missing."""
        return [*self.due, *self.lately, *self.by_telephone]


def rounds_of(event: Event, *, only: Speaker | None = None) -> Rounds:
    """Of whom something is missing, sorted by whether they can be written to."""
    return rounds_among([pipeline_queries.line_of(only)] if only else pipeline_queries.lines_of(event))


def rounds_among(lines: Iterable[Progress]) -> Rounds:
    """The same of lines that were read already."""
    recent, found = clock.now() - ONE_A_DAY, Rounds([], [], [])
    for line in lines:
        if not line.missing:
            continue
        written = line.written_at
        place = (found.by_telephone if not line.speaker.email
                 else found.lately if written is not None and written > recent else found.due)
        place.append(line)
    return found


def chase(
    event: Event, *, answer_by: date, only: Speaker | None = None, again: bool = False, by,
    hold: timedelta = inviting_speakers.HOLD,
) -> SpeakerMailing:
    """Write to everybody (or to `only` one) for exactly what is missing of them; can be called back within `hold`.

    Who had such a letter, or was asked to speak, within a day is left out, or with `again` gets another.
    Raises NobodyToChase, ChasedToday where there is nobody else, AnswerDayWrong and NotAskedNow.
    """
    inviting_speakers.refuse_closed(event)
    inviting_speakers.check_day(event, answer_by)
    rounds = rounds_of(event, only=only)
    lines = [*rounds.due, *(rounds.lately if again else [])]
    if not lines and rounds.lately:
        raise ChasedToday(names=", ".join(line.speaker.name for line in rounds.lately))
    if not lines:
        raise NobodyToChase()
    mailing = inviting_speakers.new_mailing(event, letter=CHASED, count=len(lines), by=by)
    _post(lines, mailing, answer_by=answer_by, hold=hold)
    for line in lines:
        history.record(line.speaker, "chased", by=by, event=event)
    return mailing


def _post(lines: Iterable[Progress], mailing: SpeakerMailing, *, answer_by: date, hold: timedelta) -> None:
    for line in lines:
        speaker = line.speaker
        outbox.withdraw(about=speaker, name=CHASED)
        outbox.post(CHASED, about=speaker, to_name=speaker.name, to_address=speaker.email, event=speaker.event,
                    batch=mailing.batch, hold=hold, facts=facts_of(line, answer_by=answer_by))


def facts_of(line: Progress, *, answer_by: date) -> dict:
    """What the letter to one speaker says: what is missing of them, and by when."""
    return telling.facts_of(line.speaker) | {
        "missing": [str(thing) for thing in line.missing], "by_day": answer_by.isoformat(),
    }
