"""What wants doing about the speakers of an event, for its overview."""

from flask_babel import ngettext

from events.agenda.states import SpeakerState
from events.reports.overview import Task


def tasks_of(numbers: dict[SpeakerState, int], slug: str) -> list[Task]:
    """A decline at once, since a part stands without anybody; then who has not answered. From numbers by state."""
    found: list[Task] = []
    where: dict[str, object] = {"slug": slug}
    if numbers.get(SpeakerState.DECLINED):
        found.append(Task(ngettext(
            "%(num)s speaker has declined: ask somebody else", "%(num)s speakers have declined: ask somebody else",
            numbers[SpeakerState.DECLINED]), "speakers.list_speakers", dict(where), urgent=True))
    if numbers.get(SpeakerState.INVITED):
        found.append(Task(ngettext(
            "%(num)s speaker has not answered yet", "%(num)s speakers have not answered yet",
            numbers[SpeakerState.INVITED]), "speakers.list_speakers", where | {"missing": "answer"}))
    return found
