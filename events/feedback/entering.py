"""Entering for somebody else: a paper card, what was said into the roving microphone, what a table says.

All of it goes through `capturing` into the one queue and weighs the same. What is flagged for safeguarding is
withheld in the same transaction, before anybody could have seen it.
"""

from dataclasses import dataclass

from events import clock
from events.agenda.models import AgendaItem, Speaker
from events.event import Event
from events.feedback import answering, capturing, card_queries, moderating, texts
from events.feedback.models import Answer, Remark
from events.feedback.settling import ANSWERED_IN_THE_ROOM
from events.feedback.states import Attribution, RemarkChannel, RemarkState, SpokenBy
from events.refusals import N_, Refusal

MOST_AGREED = 999
SHORTEST_KEY = 16  # characters: a key that somebody made up counts for nothing


class NoSuchCard(Refusal):
    """No card of that serial was printed."""

    sentence = N_("No card with the serial %(serial)s was printed for this event. Check it, or leave it empty if this "
                  "is not one of the printed cards.")
    field = "serial"


class CardIsHere(Refusal):
    """The card was entered before, with other words."""

    sentence = N_("Card %(serial)s is here already, so nothing was saved. It stands below.")
    field = "serial"


class AgreedWrong(Refusal):
    """So many cannot have agreed."""

    sentence = N_("Write how many agreed, from 0 to %(most)s")
    field = "agreed"


@dataclass(frozen=True)
class Writer:
    """What may be shown of whoever wrote or spoke; all empty for an anonymous one."""

    name: str = ""
    organisation: str = ""
    partnership: str = ""

    @property
    def attribution(self) -> Attribution:
        """A name: named. Else an organisation: that only. Else a partnership: that only. Else anonymous."""
        if self.name.strip():
            return Attribution.NAMED
        if self.organisation.strip():
            return Attribution.ORGANISATION
        return Attribution.PARTNERSHIP if self.partnership.strip() else Attribution.ANONYMOUS


@dataclass(frozen=True)
class Entered:
    """What became of an entry. `leads`: to how many safeguarding leads it was told; None where it was not flagged."""

    remark: Remark
    leads: int | None = None


def _captured(event: Event, *, writer: Writer, form_key: str, flagged: bool, by, table_number: str = "",
              **values) -> Entered:
    remark, _receipt = capturing.capture(
        event, attribution=writer.attribution, name=writer.name, organisation=writer.organisation,
        partnership=writer.partnership, form_key=form_key if len(form_key) >= SHORTEST_KEY else "", **values)
    remark.table_number = texts.clean_name(table_number)[:12]
    return _flagged(remark, flagged, by)


def _flagged(remark: Remark, flagged: bool, by) -> Entered:
    if not flagged or remark.state == RemarkState.WITHDRAWN:
        return Entered(remark)
    return Entered(remark, moderating.withhold(remark, by=by))


def enter_card(
    event: Event, *, serial: str, kind: str, text: str, channel: str, writer: Writer, by, form_key: str = "",
    agenda_item: AgendaItem | None = None, speaker: Speaker | None = None, table_number: str = "",
    flagged: bool = False,
) -> Entered:
    """Enter a card. Its serial becomes the remark's ref, its torn-off receipt the remark's; without one both are new.

    The same card with the same words is the same remark, entered once. Raises NoSuchCard, CardIsHere, and what
    `capturing.capture` raises.
    """
    card = card_queries.card_to_enter(event, serial) if serial else None
    if serial and card is None:
        raise NoSuchCard(serial=serial[:20])
    known = card_queries.remark_on(event, card.ref) if card else None
    if known is not None:
        if texts.clean_text(text) not in (known.text, known.original) or known.state == RemarkState.WITHDRAWN:
            raise CardIsHere(serial=known.ref)
        return _flagged(known, flagged, by)
    entered = _captured(
        event, kind=kind, text=text, channel=channel, writer=writer, agenda_item=agenda_item, speaker=speaker,
        table_number=table_number, flagged=flagged, by=by, ref=card.ref if card else "",
        form_key="" if card else form_key)
    if card is not None:
        entered.remark.receipt_hash = card.receipt_hash
    return entered


def enter_spoken(
    event: Event, *, kind: str, text: str, spoken_by: str, writer: Writer, by, form_key: str = "",
    agenda_item: AgendaItem | None = None, speaker: Speaker | None = None, answered: bool = False, answer: str = "",
    flagged: bool = False,
) -> Entered:
    """Note what was said into the roving microphone, and in short what was answered.

    The note of an answer waits, unpublished; the question gets its disposition when it is approved. Raises what
    `capturing.capture` raises, and TooLong.
    """
    words = texts.clean_text(answer)
    if len(words) > answering.LONGEST:
        raise capturing.TooLong(field="answer", most=f"{answering.LONGEST:,}", length=f"{len(words):,}")
    entered = _captured(
        event, kind=kind, text=text, channel=RemarkChannel.SPOKEN, writer=writer, agenda_item=agenda_item,
        speaker=speaker, flagged=flagged, by=by, form_key=form_key)
    remark = entered.remark
    remark.spoken_by = SpokenBy(spoken_by)
    if (answered or words) and not remark.answers:
        remark.answers.append(Answer(
            text=words or ANSWERED_IN_THE_ROOM, speaker=speaker, is_published=False, waits_for_approval=bool(words),
            answered_on=event.local(clock.now()).date()))
    return entered


def enter_point(
    event: Event, *, kind: str, text: str, table_number: str, by, agreed: int = 0, about_action: str = "",
    form_key: str = "", agenda_item: AgendaItem | None = None, flagged: bool = False,
) -> Entered:
    """Note one point that a table makes, and how many at it agreed. Raises AgreedWrong, and what capturing raises."""
    if not 0 <= agreed <= MOST_AGREED:
        raise AgreedWrong(most=MOST_AGREED)
    entered = _captured(
        event, kind=kind, text=text, channel=RemarkChannel.SPOKEN, writer=Writer(), agenda_item=agenda_item,
        table_number=table_number, about_action=about_action, flagged=flagged, by=by, form_key=form_key)
    entered.remark.agreed = agreed
    return entered
