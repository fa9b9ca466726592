"""The run sheet on paper: large enough to be read at a lectern, with room to write the real hours in."""

from datetime import datetime

from flask_babel import gettext as _

from events import papers
from events.agenda import calendars
from events.agenda.models import Arrangements
from events.agenda.released_items import ReleasedSlot
from events.agenda.sheets import SheetRow
from events.agenda.states import Kind, Level, Part
from events.event import Event
from events.presentation import day, hour

SIZE = 13  # points
WIDTHS = (17, 9, 60, 28, 36, 16)  # a long surname fits the column of slides


def level_words(level: str) -> str:
    """Where somebody speaks from."""
    return {Level.NATIONAL: _("national"), Level.REGIONAL: _("regional"), Level.LOCAL: _("local")}[Level(level)]


def people_words(slots: list[ReleasedSlot], event: Event) -> list[str]:
    """A line for each who leads a part, and one for the panel; each with the hour by which they leave."""
    def named(slot: ReleasedSlot) -> str:
        one = slot.speaker
        leaves = ", " + _("leaves by %(hour)s", hour=hour(one.leaves_by, event)) if one.leaves_by else ""
        return f"{one.name} ({level_words(one.level)}{leaves})"

    lines = [named(slot) for slot in slots if slot.part == Part.SPEAKER]
    panel = [named(slot) for slot in slots if slot.part == Part.PANEL]
    return lines + ([_("On the platform: %(names)s", names=", ".join(panel))] if panel else [])


def slides_words(row: SheetRow) -> str:
    """Whether the part has slides: yes, none from whom, or nothing to say of a part in which nobody presents."""
    said = [_("yes (%(kind)s)", kind=deck.suffix.lstrip(".").upper()) for deck in row.decks]
    if row.item.kind == Kind.PRESENTATION and row.lacking:
        said.append(_("none") if len(row.slots) == 1 else
                    _("none from %(names)s", names=", ".join(one.name for one in row.lacking)))
    return ", ".join(said) or "–"


def facts_of(event: Event, arrangements: Arrangements) -> list[tuple[str, str]]:
    """When the doors and the hall open and shut, where it is, and whom to ring."""
    hours = [(_("Hall opens"), arrangements.hall_opens_at), (_("Doors"), arrangements.doors_at),
             (_("Begins"), event.starts_at), (_("Ends"), event.ends_at),
             (_("Hall closes"), arrangements.hall_closes_at)]
    facts = [(label, hour(at, event)) for label, at in hours if at]
    if calendars.place_of(arrangements):
        facts.append((_("Where"), calendars.place_of(arrangements)))
    contact = ", ".join(part for part in (arrangements.contact_name, arrangements.contact_phone) if part)
    return [*facts, (_("Whom to ring"), contact)] if contact else facts


def paper_of(event: Event, arrangements: Arrangements, rows: list[SheetRow], *, at: datetime) -> bytes:
    """The run sheet as a PDF of A4 pages on their side."""
    paper = papers.Paper(_("Run sheet: %(title)s", title=event.short_title), at=at, landscape=True, margin=14,
                         foot=_("Run sheet, %(title)s, as of %(hour)s on %(day)s", title=event.short_title,
                                hour=hour(at, event), day=day(at, event)))
    paper.heading(_("Run sheet"))
    paper.paragraph(f"{event.title}. {day(event.starts_at, event)}", size=14, bold=True)
    paper.paragraph("   ".join(f"{label}: {value}" for label, value in facts_of(event, arrangements)), size=12, after=4)
    heads = [_("Planned"), _("Min."), _("Part and who"), _("Slides"), _("Notes"), _("Actual")]
    paper.table(heads, [
        [f"{hour(row.item.starts_at, event)} –\n{hour(row.item.ends_at, event)}", str(row.minutes),
         "\n".join([row.item.title, *people_words(row.slots, event), *([row.room] if row.room else [])]),
         slides_words(row), row.note, ""]
        for row in rows
    ], widths=WIDTHS, size=SIZE, height=15)
    return paper.as_bytes()
