"""What wants doing about the speakers of an event, for its overview."""

from flask_babel import ngettext

from events.reports.overview import Task


def tasks_of(declined: int, late: int, slug: str) -> list[Task]:
    """A decline at once, since a part stands without anybody; then who has let the day to answer go by."""
    found: list[Task] = []
    where: dict[str, object] = {"slug": slug}
    if declined:
        found.append(Task(ngettext(
            "%(num)s speaker has declined: ask somebody else", "%(num)s speakers have declined: ask somebody else",
            declined), "speakers.list_speakers", dict(where), urgent=True))
    if late:
        found.append(Task(ngettext(
            "%(num)s speaker has not answered yet", "%(num)s speakers have not answered yet",
            late), "speakers.list_speakers", where | {"missing": "answer"}))
    return found
