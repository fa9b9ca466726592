"""Invitations on paper: a letter for each person who is reached by post, with a slip to send back."""

from collections.abc import Callable, Sequence
from datetime import datetime

from flask_babel import gettext as _

from events.agenda.models import Arrangements
from events.council import Council
from events.delegates import reply_codes
from events.delegates.models import Invitation
from events.delegates.states import Origin, Place, Said
from events.event import Event
from events.papers import Box, Paper
from events.presentation import day, hour

WINDOW = Box(20, 45, 85, 32)  # where the window of a DL envelope shows the address
SLIP = 64  # millimetres at the foot of the page
CODE = 34


def _where(arrangements: Arrangements) -> str:
    return ", ".join(part for part in (
        arrangements.venue_room, arrangements.venue_name, arrangements.venue_address) if part)


def _block(paper: Paper, words: str, height: float, *, size: float, smallest: float, bold: bool = False) -> None:
    """Words over the whole width in at most that height, with a little white after them: the page is the page."""
    box = paper.box
    used = paper.write_in(Box(box.x, box.y, box.width, height), words.strip(), size=size, smallest=smallest, bold=bold)
    _go_to(paper, box.y + used + 2)


def _go_to(paper: Paper, y: float) -> None:
    """Go on at that height of the page, wherever the writing in boxes has left the cursor."""
    paper.gap(y - paper.box.y)


def _short(words: str, most: int) -> str:
    """Words that leave room for the address in the envelope's window: cut at a word, and one sees that they are."""
    return words if len(words) <= most else f"{words[:most].rpartition(' ')[0] or words[:most]} …"


def _heads(paper: Paper, invitation: Invitation, council: Council, at: str) -> None:
    """Who writes, to whom, and when."""
    contact, left = invitation.contact, paper.box
    sender = "\n".join(part for part in (council.name, council.address) if part)
    paper.write_in(Box(left.x + 105, left.y, left.width - 105, 40), sender, size=10, smallest=7, align="R")
    # The postman's lines come first: a long name of a body must not push them out of the window.
    to = "\n".join(part for part in (_short(contact.name, 90), _short(contact.organisation, 60),
                                contact.address) if part)
    paper.write_in(WINDOW, to, size=11, smallest=8)
    paper.write_in(Box(left.x + 105, WINDOW.y + 26, left.width - 105, 6), at, size=10, align="R")
    _go_to(paper, WINDOW.y + WINDOW.height + 8)


def _facts(paper: Paper, event: Event, arrangements: Arrangements) -> None:
    rows = [
        (_("Day"), day(event.starts_at, event)),
        (_("Time"), _("%(start)s to %(end)s", start=hour(event.starts_at, event), end=hour(event.ends_at, event))),
    ]
    if arrangements.doors_at:
        rows.append((_("Doors open"), hour(arrangements.doors_at, event)))
    if _where(arrangements):
        rows.append((_("Place"), _where(arrangements)))
    for label, value in rows:
        box = paper.box
        used = paper.write_in(Box(box.x + 30, box.y, box.width - 30, 11), value, size=11, smallest=8)
        paper.write_in(Box(box.x, box.y, 28, 6), label, size=11, bold=True)
        _go_to(paper, box.y + used + 1)
    paper.gap(2)


def _ways(paper: Paper, invitation: Invitation, arrangements: Arrangements, link: str) -> None:
    """How to answer: by telephone with the code, with a phone's camera, on the slip."""
    box, code = paper.box, reply_codes.spoken(invitation.reply_code)
    ways = []
    if arrangements.contact_phone:
        ways.append(_("Ring us on %(phone)s and say your code: %(code)s", phone=arrangements.contact_phone, code=code))
    ways.append(_("Point the camera of a phone at the square beside this: it opens your own page."))
    ways.append(_("Fill in the slip below, cut it off and send it to us."))
    words = "\n".join(f"{number}. {way}" for number, way in enumerate(ways, 1))
    last = day(arrangements.reply_by_on)
    if invitation.place == Place.HELD:
        asked = _("Please tell us by %(day)s what you need to take part, or that you cannot come:", day=last)
    else:
        asked = _("Please tell us by %(day)s whether you are coming, and what you need to take part:", day=last)
    width = box.width - CODE - 6
    used = paper.write_in(Box(box.x, box.y, width, 12), asked, size=11, smallest=9)
    paper.write_in(Box(box.x, box.y + used + 1, width, CODE), words, size=11, smallest=9)
    paper.code(link, side=CODE, x=box.x + box.width - CODE, y=box.y - 3)
    _go_to(paper, box.y + CODE + 1)


def _slip(paper: Paper, invitation: Invitation, event: Event) -> None:
    """What is cut off and sent back: name, code, three boxes to tick, room for needs."""
    box = paper.box
    top = 297 - 18 - SLIP
    paper.frame(Box(box.x, top, box.width, 0), dotted=True)
    name = Box(box.x, top + 3, box.width - 45, 7)
    paper.write_in(name, invitation.contact.name, size=12, smallest=8, bold=True, most=1)
    paper.write_in(Box(box.x + box.width - 42, top + 3, 42, 7), reply_codes.spoken(invitation.reply_code), size=12,
                   bold=True, align="R")
    about = f"{event.short_title}, {day(event.starts_at, event)}"
    paper.write_in(Box(box.x, top + 10, box.width, 6), about, size=9, smallest=7, most=1)
    for number, words in enumerate((_("I am coming"), _("Perhaps"), _("I am not coming"))):
        x = box.x + number * box.width / 3
        paper.frame(Box(x, top + 19, 5, 5))
        paper.write_in(Box(x + 8, top + 18.5, box.width / 3 - 10, 7), words, size=11, most=1)
    paper.write_in(Box(box.x, top + 29, box.width, 6),
                   _("What would help you to take part? (We keep it for this event alone.)"), size=10, smallest=8)
    for line in (41, 50, 59):
        paper.frame(Box(box.x, top + line, box.width, 0))


def _opening(invitation: Invitation) -> str:
    """The first sentence: an invitation, or how somebody who did not wait for one comes to have a place."""
    if invitation.origin == Origin.INVITED or invitation.said not in (Said.ACCEPTED, Said.NEEDS_ACTION):
        return _("We would like to invite you.")
    if invitation.place in (Place.WAITING, Place.OFFERED):
        return _("You are to come. The event is full just now, so you are on the waiting list.")
    if invitation.place != Place.HELD:
        return _("We would like to invite you.")
    if invitation.origin == Origin.SUBSTITUTE:
        return _("You were named to come in place of somebody else, and their place is now yours.")
    if invitation.origin == Origin.ASKED:
        return _("You asked for a place, and you have one.")
    return _("You were named to come, and a place is kept for you.")


def _letter(paper: Paper, invitation: Invitation, arrangements: Arrangements, council: Council, *, link: str,
            at: datetime) -> None:
    event, contact = invitation.event, invitation.contact
    paper.new_page()
    _heads(paper, invitation, council, day(at, event))
    _block(paper, event.title, 12, size=14, smallest=9, bold=True)
    _block(paper, _("Dear %(name)s,", name=contact.name), 6, size=11, smallest=7)
    summary = (arrangements.summary or arrangements.strapline).strip()
    _block(paper, f"{_opening(invitation)} {summary}", 26, size=11, smallest=8)
    _facts(paper, event, arrangements)
    _ways(paper, invitation, arrangements, link)
    source = contact.source or council.source_words
    why = _("Where we have your address from: %(source)s.", source=source) if source else _(
        "Your address is in the contact list of %(council)s.", council=council.name)
    _block(paper, arrangements.contact_name or council.name, 6, size=11, smallest=8)
    _block(paper, why, 4, size=8, smallest=6)
    _slip(paper, invitation, event)


def letters_of(
    invitations: Sequence[Invitation], arrangements: Arrangements, council: Council, *,
    link_of: Callable[[Invitation], str], at: datetime,
) -> bytes:
    """A PDF file with a page for each of these invitations; `link_of` gives the personal link that its code opens."""
    title = invitations[0].event.title if invitations else _("Letters")
    paper = Paper(title, at=at, margin=20)
    for invitation in invitations:
        _letter(paper, invitation, arrangements, council, link=link_of(invitation), at=at)
    return paper.as_bytes()
