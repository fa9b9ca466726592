"""The example's second stage: all invitations sent, and answers over several channels."""

import json
from datetime import timedelta

from flask import current_app
from sqlalchemy import select, update

from events import clock, delivery
from events.database import db, unit_of_work
from events.delegates import inviting, replying
from events.delegates import queries as guest_queries
from events.delegates.models import Invitation
from events.delegates.states import Channel
from events.event import Event
from events.outbox import WAITING, Letter, LetterState
from events.reports.example_files import Timing, rows
from events.reports.example_planned import officers, the_event

SENT_BEFORE, ANSWERS_FROM, ANSWERS_UNTIL = 35, 34, 29  # days before the evening
BY_OFFICER = (Channel.TELEPHONE, Channel.PAPER)


def by_person(event: Event) -> dict[tuple[str, str], Invitation]:
    """The event's invitations, by name and address."""
    return {
        (invitation.contact.name, invitation.contact.email or ""): invitation
        for invitation in guest_queries.invitations_of(event)
    }


def _bundle() -> None:
    """Let letters that say the same leave together: they were caused one by one, and are prepared once."""
    bundles: dict[str, str] = {}
    with unit_of_work():
        alone = select(Letter).where(Letter.state.in_(WAITING), Letter.name != "delegates/invitation")
        for letter in db.session.scalars(alone.order_by(Letter.id)):
            same = json.dumps([letter.name, letter.facts], sort_keys=True)
            letter.batch = bundles.setdefault(same, letter.batch)


def hand_over() -> None:
    """Let the letters leave: as files, or, where a mail server is set, on paper only.

    The people of the example have no mailboxes, so no server is troubled with them.
    """
    if current_app.config["MAIL_URL"].startswith("file:"):
        _bundle()
        delivery.deliver()
        return
    with unit_of_work():
        db.session.execute(
            update(Letter).where(Letter.state.in_(WAITING))
            .values(state=LetterState.SENT, sent_at=clock.now(), server_words="example: not handed to the mail server"))


def send(data: dict) -> None:
    """Send every drafted invitation, by the same act as the page."""
    event = the_event(data)
    organiser = officers(event)["organiser"]
    inviting.send_invitations(event, guest_queries.invitations_of(event), by=organiser, hold=timedelta(0))


def _answer(invitation: Invitation, row: dict, organiser) -> None:
    says_needs = row["said"] != "DECLINED"
    replying.reply(
        invitation, said=row["said"], channel=row["channel"],
        by=organiser if row["channel"] in BY_OFFICER else None,
        access=row["access"], diet=row["diet"], transport=row["transport"] == "yes",
        consent=says_needs and bool(row["access"] or row["diet"] or row["transport"]),
        unconfirmed=False if invitation.contact.unconfirmed_needs else None)


def answer(data: dict, timing: Timing) -> None:
    """Take everybody's answer, one after the other over some days; the hall fills, and some wait."""
    event = the_event(data)
    organiser = officers(event)["organiser"]
    people, told = by_person(event), rows("replies.csv")
    from_, until = timing.before(ANSWERS_FROM), timing.before(ANSWERS_UNTIL)
    for place, row in enumerate(told):
        with clock.moved_to(from_ + (until - from_) * place / len(told)):
            _answer(people[row["name"], row["email"]], row, organiser)


def load_invited(data: dict, timing: Timing) -> None:
    """From drafts to answers, each step in its own unit of work and on its own day."""
    with clock.moved_to(timing.before(SENT_BEFORE)):
        with unit_of_work():
            send(data)
        hand_over()
    with unit_of_work():
        answer(data, timing)
    with clock.moved_to(timing.before(ANSWERS_UNTIL)):
        hand_over()
