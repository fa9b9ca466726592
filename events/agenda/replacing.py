"""Somebody else speaks instead: on the day there is no time for more than one page and one press."""

from events import history, news
from events.agenda import queries, releasing, scheduling, telling
from events.agenda.models import AgendaItem, Speaker
from events.agenda.states import SpeakerState
from events.refusals import N_, Refusal


class OneOfTheTwo(Refusal):
    """Neither a name was written nor somebody chosen, or both."""

    sentence = N_("Write the name of whoever speaks instead, or choose one of those who stand here")
    field = "name"


class NotTheSame(Refusal):
    """Somebody cannot stand in for themselves, nor whoever has withdrawn."""

    sentence = N_("Choose somebody else")
    field = "instead"


def _newcomer(speaker: Speaker, *, name: str, organisation: str, email: str, by) -> Speaker:
    return scheduling.add_speaker(
        speaker.event, name=name, organisation=organisation, email=email, level=speaker.level,
        state=SpeakerState.ACCEPTED, by=by)


def _take_over(item: AgendaItem, speaker: Speaker, instead: Speaker, *, by) -> None:
    """Give one part's slots to the substitute; who sits there already in the same part keeps that one."""
    theirs = {slot.part for slot in item.slots if slot.speaker_id == instead.id}
    item.slots = [slot for slot in item.slots if slot.speaker_id != speaker.id or slot.part not in theirs]
    for slot in item.slots:
        if slot.speaker_id == speaker.id:
            slot.speaker = instead
    history.record(item, "changed", by=by, event=speaker.event, field="slots")


def replace(
    speaker: Speaker, *, name: str = "", organisation: str = "", email: str = "", instead: Speaker | None = None,
    withdraws: bool = True, questions_to_substitute: bool = True, by,
) -> Speaker:
    """Let somebody new (by name) or another speaker take over all parts of one who cannot come.

    The one replaced is withdrawn, or stays on the list without a part. Questions to them go to the substitute
    or to the panel; their words stay. A newcomer with an address is sent their page's link. Returns who speaks.
    Raises OneOfTheTwo, NotTheSame or HasWithdrawn.
    """
    if speaker.withdrawn_at:
        raise telling.HasWithdrawn(name=speaker.name)
    if bool(name) == bool(instead):
        raise OneOfTheTwo()
    if instead is not None and (instead.id == speaker.id or instead.event_id != speaker.event_id
                                or instead.withdrawn_at):
        raise NotTheSame()
    items = queries.items_of_speaker(speaker)
    is_new = instead is None
    who = instead or _newcomer(speaker, name=name, organisation=organisation, email=email, by=by)
    for item in items:
        _take_over(item, speaker, who, by=by)
    history.record(speaker, "replaced", by=by, event=speaker.event, after=who.name)
    news.speaker_replaced.send(speaker, instead=who if questions_to_substitute else None, by=by)
    if withdraws:
        scheduling.withdraw_speaker(speaker, by=by)
    who.state = SpeakerState.ACCEPTED
    news.speaker_accepted.send(who, by=by)
    releasing.replace_in_public(speaker, who, by=by)
    if is_new and who.email:
        telling.send_link(who, by=by)
    return who
