"""Commands about officers: the first administrator is made here, never by a default."""

from datetime import timedelta

import click

from events import event as event_record
from events.access import letters, queries, signing_in
from events.access.states import RoleName
from events.database import unit_of_work
from events.upgrading import Group

officers = Group("officers", help="Officers: add, disable, print a sign-in link.")


@officers.command("add")
@click.argument("email")
@click.option("--name", default="", help="As it is shown; the address before the @ where left out.")
@click.option("--role", "roles", multiple=True, type=click.Choice([role.value for role in RoleName]))
@click.option("--event", "slug", default="", help="The event that the roles are for; left out: the whole council.")
def add(email: str, name: str, roles: tuple[str, ...], slug: str) -> None:
    """Add an officer, or give a known one more roles."""
    with unit_of_work():
        event = event_record.find(slug) if slug else None
        if slug and event is None:
            raise click.ClickException(f"There is no event {slug}.")
        officer = queries.officer_by_email(email) or signing_in.add_officer(
            name=name or email.partition("@")[0], email=email, by="command"
        )
        for role in roles:
            signing_in.give_role(officer, role, event=event, by="command")
    click.echo(f"{email}: {', '.join(roles) or 'no role yet'}")


@officers.command("disable")
@click.argument("email")
def disable(email: str) -> None:
    """Shut an officer out from the next request on."""
    with unit_of_work():
        officer = queries.officer_by_email(email)
        if officer is None:
            raise click.ClickException(f"There is no officer {email}.")
        signing_in.disable(officer, by="command")
    click.echo(f"{email} is shut out.")


@officers.command("sign-in-link")
@click.argument("email")
def sign_in_link(email: str) -> None:
    """Print a sign-in link and its code, good for fifteen minutes."""
    with unit_of_work():
        request = signing_in.ask(email, by_mail=False, holds=timedelta(minutes=15))
        if request is None:
            raise click.ClickException(f"There is no officer {email} who may sign in.")
        lines = f"{letters.link_of(request)}\n{letters.code_of(request)}"
    click.echo(lines)
