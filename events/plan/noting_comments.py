"""Taking reviewing bodies' comments into the ledger: from a table, from words that were pasted, from a Word file.

They are read and shown first, line by line, and nothing is saved; then the good ones are taken.
"""

import io
import json
import re
from collections.abc import Iterable
from dataclasses import asdict, dataclass

from sqlalchemy import select

from events import files, history, jobs
from events.access.models import Officer
from events.database import db
from events.jobs import Job
from events.plan import queries
from events.plan.comment_tables import Found
from events.plan.models import ActionPlan, ExternalComment
from events.refusals import N_, Refusal

READING = "plan/reading comments"
LONGEST = {"ref": 20, "text": 8000, "kind": 20, "source": 160}


class NothingToTake(Refusal):
    """No comment that was read is new and whole."""

    sentence = N_("There is no new comment here to take.")
    status = 409


class CommentsGone(Refusal):
    """What was read is not there any more."""

    sentence = N_("These comments were brought in too long ago. Please bring them again.")
    status = 409


class SourceMissing(Refusal):
    """A comment says whose it is."""

    sentence = N_("Say who the comments are from.")
    field = "source"


@dataclass(frozen=True)
class CommentRow:
    """One comment as it would be taken: its state (new, known, refused), and why it stays out."""

    line: int
    state: str
    ref: str
    action_key: str
    text: str
    kind: str = ""
    who: str = ""
    reason: str = ""


def _same(words: str) -> str:
    return " ".join(words.split()).casefold()


def next_refs(plan: ActionPlan) -> Iterable[str]:
    """The refs that comments without one get: E-1, E-2 and on, past those that the ledger has."""
    refs = db.session.scalars(select(ExternalComment.ref).where(ExternalComment.plan_id == plan.id))
    last = max((int(found[1]) for ref in refs if (found := re.fullmatch(r"E-(\d{1,9})", ref))), default=0)
    while True:
        last += 1
        yield f"E-{last}"


def look_at(plan: ActionPlan, found: Iterable[Found]) -> list[CommentRow]:
    """What would become of each comment; nothing is saved."""
    ledger = queries.comments_of(plan)
    refs = {row.ref for row in ledger}
    said = {(row.action_key, _same(row.text)) for row in ledger}
    keys = {action.ref: action.key for action in queries.actions_of(queries.latest(plan))}
    keys |= {key: key for key in keys.values()}
    fresh, rows = iter(next_refs(plan)), []
    for one in found:
        key = keys.get(one.action, "")
        state, reason = "new", ""
        if not one.text:
            state, reason = "refused", N_("There are no words in it.")
        elif len(one.text) > LONGEST["text"] or len(one.ref) > LONGEST["ref"] or len(one.kind) > LONGEST["kind"]:
            state, reason = "refused", N_("It is longer than a comment can be.")
        elif one.action and not key:
            state, reason = "refused", N_("The plan has no action of that number.")
        elif (key, _same(one.text)) in said or one.ref in refs:
            state, reason = "known", N_("The ledger has it already.")
        ref = one.ref or (next(fresh) if state == "new" else "")
        if state == "new":
            refs.add(ref)
            said.add((key, _same(one.text)))
        rows.append(CommentRow(one.line, state, ref, key or one.action, one.text, one.kind, one.who, reason))
    return rows


def source_of(source: str, who: str) -> str:
    """Whose a comment is: the body that sent it, and the person who wrote it where the file says so."""
    both = f"{source} ({who})" if source and who and who not in source else source or who
    return both[:LONGEST["source"]]


def note_comments(plan: ActionPlan, found: Iterable[Found], *, source: str, by) -> list[ExternalComment]:
    """Take the new comments into the plan's ledger, each to be answered. Raises NothingToTake or SourceMissing."""
    queries.lock(plan)
    found = list(found)
    if not source.strip() and not all(one.who for one in found):
        raise SourceMissing()
    rows = [row for row in look_at(plan, found) if row.state == "new"]
    if not rows:
        raise NothingToTake()
    last = max((row.position for row in queries.comments_of(plan)), default=0)
    made = [ExternalComment(plan=plan, ref=row.ref, source=source_of(source.strip(), row.who), text=row.text,
                            action_key=row.action_key, kind=row.kind, position=last + place)
            for place, row in enumerate(rows, 1)]
    db.session.add_all(made)
    history.record(plan, "comments taken in", by=by)
    return made


def read_comments(plan: ActionPlan, found: Iterable[Found], *, file_name: str, by: Officer) -> Job:
    """Keep comments that were read, to be looked at; nothing of them is in the ledger yet."""
    words = json.dumps([asdict(one) for one in found], ensure_ascii=False)
    stored = files.store(io.BytesIO(words.encode()), most_megabytes=50, kind=files.LISTS)
    facts = {"plan": plan.key, "key": stored.key, "file_name": file_name[-80:]}
    return jobs.noted(READING, facts=facts, result={}, by=by)


def found_in(job: Job) -> list[Found]:
    """The comments that were read. Raises CommentsGone."""
    try:
        return [Found(**one) for one in json.loads(files.path_of(job.facts["key"]).read_bytes())]
    except (FileNotFoundError, ValueError) as error:
        raise CommentsGone() from error


def take_comments(plan: ActionPlan, job: Job, *, source: str, by: Officer) -> int:
    """Take the new ones of the comments that were read; how many. Raises CommentsGone and as `note_comments`."""
    made = note_comments(plan, found_in(job), source=source, by=by)
    drop_comments(job)
    return len(made)


def drop_comments(job: Job) -> None:
    """What was read is gone."""
    files.remove(job.facts["key"])
    db.session.delete(job)
