"""The commands of the installation as a whole, each one call into an act."""

import json
from urllib.parse import urlsplit

import click
from flask import current_app

from events import clockwork, delivery, serving, working
from events.database import db
from events.reports import try_links
from events.upgrading import ready


@click.command("deliver")
@ready
def deliver() -> None:
    """Send the letters that are due now, and end."""
    click.echo(f"{delivery.deliver()} letters handed over.")


@click.command("tick")
@ready
def tick() -> None:
    """Do what is due now, and end."""
    for name in clockwork.tick():
        click.echo(name)


@click.command("pages")
@click.option("--json", "as_json", is_flag=True, help="One JSON document on stdout.")
@ready
def pages(as_json: bool) -> None:
    """Every page: its rule, methods, endpoint and audience."""
    rows = [
        {
            "rule": rule.rule,
            "methods": sorted((rule.methods or set()) - {"OPTIONS"}),
            "endpoint": rule.endpoint,
            "audience": list(getattr(current_app.view_functions[rule.endpoint], "audience", ())),
        }
        for rule in sorted(current_app.url_map.iter_rules(), key=lambda rule: (rule.rule, rule.endpoint))
    ]
    if as_json:
        click.echo(json.dumps(rows, indent=1))
    else:
        for row in rows:
            click.echo(f"{row['rule']:60} {', '.join(row['audience'])}")


def say_where(address: str, people: list[tuple[str, str]]) -> None:
    """Print where the product is, and the links that try each person (who, link) where the example is in it."""
    click.echo(f"\nSoundings is at {address}")
    if people:
        click.echo("\nThis is the example. Open one of these to be that person:\n")
        widest = max(len(person) for person, _link in people)
        for person, link in people:
            click.echo(f"  {person:{widest}}  {link}")
        if "//127." in address or "//localhost" in address:
            port = urlsplit(address).port
            click.echo("\nThese name this computer alone. To try it with a phone in the same network:"
                       f"\nHOST=0.0.0.0 BASE_URL=http://THIS-COMPUTERS-ADDRESS:{port} make run")
    click.echo("\nCtrl-C ends it.\n")


def _work() -> None:
    """The worker as a child of `serve`, which looked after the schema."""
    from app import app  # a copy has it loaded; elsewhere the child loads it here

    with app.app_context():
        working.work(app)


@click.command("serve")
@ready
def serve() -> None:
    """Start the web server and the worker, and watch them."""
    settings = current_app.config
    people: list[tuple[str, str]] = []
    if settings["EXAMPLE"]:
        try_links.load_where_empty()
        people = try_links.links_to_try()
    working.let_go(current_app._get_current_object())  # type: ignore[attr-defined]
    db.session.remove()
    db.engine.dispose()
    try:
        serving.serve(
            settings["HOST"], int(settings["PORT"]), threads=settings["THREADS"], workers=settings["WORKERS"],
            worker=_work, ready=lambda: say_where(settings["BASE_URL"], people),
        )  # fmt: skip
    except serving.CannotServe as problem:
        raise click.ClickException(str(problem)) from problem


@click.command("worker")
@ready
def worker() -> None:
    """Run the worker alone: letters, and what is done by the clock."""
    working.work(current_app._get_current_object())  # type: ignore[attr-defined]


ALL = [deliver, tick, pages, serve, worker]
