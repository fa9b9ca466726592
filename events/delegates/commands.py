"""Commands about contacts and invitations, each one call into an act."""

import json
from datetime import timedelta
from pathlib import Path

import click
from flask import current_app

from events import event as event_record
from events import mailboxes
from events.agenda import queries as agenda_queries
from events.database import unit_of_work
from events.delegates import collecting, importing, inviting, queries, reply_addresses, taking_slides
from events.refusals import Refusal
from events.upgrading import Group

contacts = Group("contacts", help="Contacts: bring in a list.")
invitations = Group("invitations", help="Invitations: send what is drafted.")
mailbox = Group("mailbox", help="Answers that come by mail: take them in.")


@contacts.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--partnership", default="", help="One more body that everybody on the list belongs to.")
@click.option("--dry-run", is_flag=True, help="Say what would become of each row, and change nothing.")
@click.option("--json", "as_json", is_flag=True, help="One JSON document on stdout.")
def import_contacts(file: Path, partnership: str, dry_run: bool, as_json: bool) -> None:
    """Bring in a contact list (CSV or Excel workbook); the good rows are taken, each row is told what became of it."""
    try:
        with unit_of_work():
            rows = importing.import_contacts(
                file.read_bytes(), partnership=partnership, dry_run=dry_run, by="command"
            )
    except Refusal as refusal:
        raise click.ClickException(str(refusal)) from refusal
    if as_json:
        click.echo(json.dumps([
            {"line": row.line, "email": row.email, "state": row.state.value, "reason": row.sentence} for row in rows
        ], ensure_ascii=False, indent=1))
    else:
        for row in rows:
            if row.state in (importing.RowState.REFUSED, importing.RowState.DUPLICATE):
                click.echo(f"line {row.line}: {row.email or row.name or 'no name'}: {row.state}: {row.sentence}")
    counts = importing.counts_of(rows)
    click.echo(", ".join(f"{count} {state}" for state, count in counts.items()), err=as_json)


@invitations.command("send")
@click.argument("slug")
@click.option("--now", "at_once", is_flag=True, help="Without the two minutes in which they can be called back.")
def send(slug: str, at_once: bool) -> None:
    """Send every drafted invitation of an event."""
    try:
        with unit_of_work():
            event = event_record.find(slug)
            if event is None:
                raise click.ClickException(f"There is no event {slug}.")
            drafted = queries.drafts_to_send(event)
            by_post = sum(not invitation.contact.email for invitation in drafted)
            sending = inviting.send_invitations(
                event, drafted, by="command", hold=timedelta(0) if at_once else inviting.HOLD
            )
            count, has_place = sending.count, agenda_queries.arrangements_of(event).has_place
    except Refusal as refusal:
        raise click.ClickException(str(refusal)) from refusal
    if not has_place:
        click.echo("The event has no place yet, so these letters do not say where to come.", err=True)
    click.echo(f"{count - by_post} letters in the outbox, {by_post} to send by post.")


def _read_files(files: tuple[Path, ...]) -> None:
    for file in files:
        with file.open("rb") as saved:
            octets, size = saved.read(mailboxes.OCTETS_AT_MOST), file.stat().st_size
            is_cut = size > len(octets) and taking_slides.wants_whole(octets, ours=reply_addresses.ours())
            if is_cut:
                octets += saved.read(mailboxes.WHOLE_AT_MOST - len(octets))
        done = collecting.take(octets, ours=reply_addresses.ours(), is_cut=is_cut and size > len(octets))
        click.echo(f"{file.name}: {done}")


@mailbox.command("read")
@click.argument("files", nargs=-1, type=click.Path(exists=True, dir_okay=False, path_type=Path))
def read(files: tuple[Path, ...]) -> None:
    """Take in what is new in the mailbox of IMAP_URL, or these .eml files."""
    if files:
        return _read_files(files)
    url = current_app.config["IMAP_URL"]
    if not url:
        raise click.ClickException("No mailbox is set: give IMAP_URL, or name .eml files.")
    try:
        done = collecting.collect(url, ours=reply_addresses.ours())
    except mailboxes.MailboxShut as problem:
        raise click.ClickException(str(problem)) from problem
    click.echo(f"{done.count} mails read." if done.count != 1 else "1 mail read.")
    for outcome, count in sorted(done.outcomes.items()):
        click.echo(f"  {count} {outcome}")
    return None
