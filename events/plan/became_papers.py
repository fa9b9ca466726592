"""Letters back on paper, for people whom no e-mail reaches: their words, what became of each, the change in words."""

from collections.abc import Sequence
from datetime import datetime

from flask_babel import gettext as _

from events.council import Council
from events.delegates.models import Invitation
from events.delegates.post_papers import WINDOW
from events.event import Event
from events.papers import Box, Paper
from events.presentation import day


def _head(paper: Paper, invitation: Invitation, council: Council, at: str) -> None:
    """Who writes, to whom and when, as every letter for a window envelope."""
    contact, left = invitation.contact, paper.box
    sender = "\n".join(part for part in (council.name, council.address) if part)
    paper.write_in(Box(left.x + 105, left.y, left.width - 105, 40), sender, size=10, smallest=7, align="R")
    to = "\n".join(part for part in (contact.name[:60], contact.organisation[:45], contact.address) if part)
    paper.write_in(WINDOW, to, size=11, smallest=8)
    paper.write_in(Box(left.x + 105, WINDOW.y + 26, left.width - 105, 6), at, size=10, align="R")
    paper.move_to(WINDOW.y + WINDOW.height + 8)


def _remark(paper: Paper, row: dict) -> None:
    paper.keep(30)
    paper.paragraph(_("You said:"), size=10, after=1)
    paper.paragraph(f"“{row['text']}”" if row["text"] else _(
        "Your words %(ref)s are not shown any more, so they are not repeated here.", ref=row["ref"]))
    paper.paragraph(row["now_in"] or row["became"], bold=True, after=1)
    if row["with_others"]:
        paper.paragraph(_("Others said much the same. It was put together with theirs."), after=1)
    if row["reason"]:
        paper.paragraph(row["reason"])
    for further in row["further"]:
        paper.paragraph(f"{_('For action %(number)s:', number=further['action'])} {further['became']} "
                        f"{further['reason']}")
    for change in row["changes"]:
        paper.paragraph(f"{change['about']} ({change['ref']}):", size=10, after=1)
        paper.paragraph(change["words"], after=1)
        approval = change["approval"]
        paper.paragraph(_("Version %(n)s of the plan, approved by %(body)s on %(day)s, minute %(minute)s.",
                          n=change["version"], body=approval["body"], day=day(change["day"]),
                          minute=approval["minute"]) if approval else _("No board has decided about it yet."), size=9)
    paper.gap(4)


def letters_of(people: Sequence[tuple[Invitation, list[dict], str]], event: Event, council: Council, *,
               at: datetime) -> bytes:
    """A PDF file with a letter for each: (invitation, their remarks as `became_letters.rows_of`, their own link)."""
    paper = Paper(event.short_title, at=at, margin=20)
    for invitation, rows, link in people:
        paper.new_page()
        _head(paper, invitation, council, day(at, event))
        paper.paragraph(_("What became of what you said"), size=14, bold=True)
        paper.paragraph(_("Dear %(name)s,", name=invitation.contact.name))
        paper.paragraph(_("You spoke at %(event)s and asked to be told what became of it.", event=event.short_title),
                        after=4)
        for row in rows:
            _remark(paper, row)
        paper.keep(40)
        paper.paragraph(_("Point the camera of a phone at the square below: it opens your own page, where all of this "
                          "stands too."), size=10)
        paper.code(link, side=32)
        paper.paragraph(council.contact_name or council.name)
    return paper.as_bytes()
