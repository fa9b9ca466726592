"""The commands of the installation as a whole, each one call into an act."""

import json

import click
from flask import current_app

from events import clockwork, delivery, serving
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


@click.command("serve")
@ready
def serve() -> None:
    """Start the web server and the worker, and watch them."""
    serving.serve(current_app)


@click.command("worker")
@ready
def worker() -> None:
    """Run the worker alone: letters, and what is done by the clock."""
    serving.work(current_app)


ALL = [deliver, tick, pages, serve, worker]
