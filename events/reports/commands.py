"""Commands of looking back and handing out: export, backup, restore, held letters, check, and the example."""

from datetime import date, datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import click
from alembic.config import Config
from alembic.script import ScriptDirectory
from flask import current_app
from flask.cli import with_appcontext

from events import event as event_record
from events import upgrading
from events.config import ROOT
from events.database import db, unit_of_work
from events.event import Event
from events.refusals import Refusal
from events.reports import checking, example, exporting, keeping, ordering_files, printing, queries, record_queries
from events.reports.formats import FORMATS
from events.reports.states import ReportPart
from events.upgrading import ready

KINDS = [*exporting.EXPORTS, "report"]


def _folder_of_files() -> Path:
    return Path(current_app.config["FILES_URL"].removeprefix("file://"))


def _embedded(what: str, instead: str) -> Path:
    """The path of the embedded database. Refuses, in a sentence, on another one."""
    if db.engine.dialect.name != "sqlite":
        raise click.ClickException(f"{what} is for the embedded database. On PostgreSQL use {instead}, "
                                   "and copy the folder that FILES_URL names.")
    return Path(db.engine.url.database or "")


def _version() -> str:
    try:
        return version("soundings")
    except PackageNotFoundError:
        return "0.1.0"


def _report_file(event: Event, form: str, exempt: bool) -> bytes:
    """The newest report about an event, a final one first. Raises NoReport, NotAForm or NoSuchPart."""
    if form not in printing.FORMS:
        raise printing.NotAForm()
    about = record_queries.reports_about(event)
    return printing.file_of(printing.newest_of(about), form, ReportPart.EXEMPT if exempt else ReportPart.PUBLIC)


@click.command("export")
@click.argument("kind", type=click.Choice(KINDS))
@click.argument("slug")
@click.option("--format", "form", default="csv", type=click.Choice([*FORMATS]))
@click.option("--out", required=True, type=click.Path(dir_okay=False, path_type=Path), help="The file to write.")
@click.option("--exempt", is_flag=True, help="Of a report: Part B, not for publication, instead of Part A.")
@ready
def export(kind: str, slug: str, form: str, out: Path, exempt: bool) -> None:
    """Write what an event holds to a file."""
    event = event_record.find(slug)
    if event is None:
        raise click.ClickException(f"There is no event {slug}.")
    part = out.with_name(f"{out.name}.part")
    try:
        if kind == "report":
            part.write_bytes(_report_file(event, form, exempt))
        else:
            chosen = exporting.export_of(kind)
            title, rows = ordering_files.title_of(event, kind), chosen.rows(event)
            with part.open("wb") as page:
                FORMATS[form].write(page, title, chosen.columns_of(event), rows)
        part.replace(out)  # a file under its own name is a whole one
    except (Refusal, OSError) as error:
        part.unlink(missing_ok=True)
        raise click.ClickException(str(error)) from error
    click.echo(f"{out} is written.", err=True)


@click.command("backup")
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
@ready
def backup(folder: Path) -> None:
    """Write the database and the files people handed in to a new folder."""
    database = _embedded("backup", "pg_dump")
    try:
        kept = keeping.back_up(folder, database=database, files=_folder_of_files(), version=_version())
    except (Refusal, OSError) as error:
        raise click.ClickException(str(error)) from error
    click.echo(f"{folder}: the database and {kept.files} files, {kept.bytes:,} bytes. "
               "The secret key is not in it: keep it apart (README.txt says why).")


@click.command("restore")
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--replace", is_flag=True, help="Replace what is here.")
@with_appcontext
def restore(folder: Path, replace: bool) -> None:
    """Bring a backup back. Nothing is sent: letters that waited are held back."""
    database = _embedded("restore", "pg_restore")
    config = Config()
    config.set_main_option("script_location", str(ROOT / "migrations"))
    known = {script.revision for script in ScriptDirectory.from_config(config).walk_revisions()}
    db.engine.dispose()  # no connection of ours is in the way
    try:
        kept = keeping.restore(
            folder, database=database, files=_folder_of_files(), known_revisions=known, replace=replace)
    except (Refusal, OSError) as error:
        raise click.ClickException(str(error)) from error
    upgrading.bring_up_to_date()
    click.echo(f"Restored the database and {kept.files} files. Everybody has to sign in again.")
    if kept.held_back:
        click.echo(f"{kept.held_back} letters were waiting when the backup was made. They may have been sent since, so "
                   "they are held back. Decide: held-letters --send, or held-letters --discard.")


@click.command("held-letters")
@click.option("--send", "decision", flag_value="send", help="Send them now.")
@click.option("--discard", "decision", flag_value="discard", help="Withdraw them.")
@ready
def held_letters(decision: str | None) -> None:
    """Letters that a restore held back: how many, and what to do with them."""
    if decision is None:
        click.echo(f"{queries.letters_held_back()} letters are held back. Add --send or --discard.")
        return
    with unit_of_work():
        number = keeping.send_held_back() if decision == "send" else keeping.discard_held_back()
    became = "are queued: the next delivery sends them" if decision == "send" else "are withdrawn"
    click.echo(f"{number} letters {became}.")


@click.command("check")
@ready
def check() -> None:
    """Say what is in use and whether anything is wrong with it."""
    config = current_app.config
    found = [
        *checking.database_findings(),
        checking.schema_finding(upgrading.present(), upgrading.HEAD.read_text("ascii").strip()),
        *checking.file_findings(_folder_of_files()),
        *checking.letter_findings(config["MAIL_URL"], config["MAIL_FROM"]),
    ]
    for finding in found:
        click.echo(f"{'    ' if finding.is_good else 'BAD '}{finding.what}: {finding.found}")
    wrong = [finding.what for finding in found if not finding.is_good]
    if wrong:
        raise click.ClickException(f"Something wants looking at: {', '.join(wrong)}.")


@click.command("example")
@click.option("--stage", default="held", type=click.Choice(example.STAGES))
@click.option("--date", "day", default=None, type=click.DateTime(["%Y-%m-%d"]), help="The Wednesday of the evening.")
@ready
def load_example(stage: str, day: datetime | None) -> None:
    """Load the example evening, in place of one that is loaded already and of nothing else."""
    try:
        loaded = example.load(stage, on=date(day.year, day.month, day.day) if day else None)
    except Refusal as refusal:
        raise click.ClickException(str(refusal)) from refusal
    click.echo(loaded)


ALL = [export, backup, restore, held_letters, check, load_example]
