"""A reviewed Word file: read, shown as what was understood of it, then taken as decisions, proposals and comments.

What was understood waits in the store under a key of ours, and the clock forgets it.
"""

import io
import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, replace

from events import files, history, jobs
from events.access.models import Officer
from events.database import db
from events.jobs import Job
from events.plan import deciding, drafting, noting_comments, queries, word_queries
from events.plan.anchors import FileMade
from events.plan.assemblies import number_of
from events.plan.comment_tables import Found
from events.plan.contents import content_of
from events.plan.models import ActionPlan
from events.plan.placings import place
from events.plan.states import AmendmentKind, AmendmentState
from events.plan.understandings import Finding, understand
from events.plan.word_files import WordRefused
from events.plan.word_readings import Reading
from events.refusals import N_, Refusal

READING = "plan/reading a reviewed file"
NOBODY = ("", "Unknown Author", "Author")  # what office programs write where nobody has entered a name
TAKING = "plan/taking a reviewed file"


class NotOurFile(WordRefused):
    """The file was not made from this plan."""

    sentence = N_("This file was not made from this plan here. Download a Word file of the plan, have that one "
                  "reviewed, and bring it back.")
    status = 422


class FindingsGone(Refusal):
    """What was read is not there any more."""

    sentence = N_("This file was brought in too long ago. Please choose it again.")
    status = 409


class NothingFound(Refusal):
    """A file from which there is nothing to take."""

    sentence = N_("There is nothing in this file to take.")
    status = 409


class ReasonsMissing(Refusal):
    """Somebody rejected an amendment in the file and said nowhere why: whoever takes the file says it."""

    sentence = N_("Say why %(refs)s is declined: whoever wrote the words behind it will read this.")


def understood(plan: ActionPlan, reading: Reading) -> tuple[FileMade, list[Finding]]:
    """What a reviewed file says, without doing anything. Raises NotOurFile."""
    made = word_queries.made_as(plan, reading)
    if made is None:
        raise NotOurFile()
    try:
        marked = word_queries.as_sent(plan, made)
    except Refusal as refusal:
        raise NotOurFile() from refusal
    now = content_of(queries.latest(plan))
    findings = understand(marked, place(reading, marked), reading, now, word_queries.standing_since(plan, made))
    return made, [_known_or(plan, finding) for finding in findings]


def _known_or(plan: ActionPlan, finding: Finding) -> Finding:
    """The finding, or that the same was proposed already: a file brought back twice proposes nothing twice."""
    if finding.kind in ("propose", "add", "remove"):
        for row in queries.amendments_of(plan):
            same = (row.objective_number if finding.kind == "add" else row.action_key) == (
                finding.objective if finding.kind == "add" else finding.key)
            kinds = {"propose": (AmendmentKind.CHANGE, AmendmentKind.TEXT), "add": (AmendmentKind.NEW,),
                     "remove": (AmendmentKind.REMOVE,)}[finding.kind]
            words = row.after == finding.words if finding.kind != "remove" else True
            field = row.field == finding.field or finding.kind == "add"
            if same and words and field and row.kind in kinds and row.state == AmendmentState.PROPOSED:
                return replace(finding, kind="decided", ref=row.ref, note="proposed already")
    if finding.kind == "comment":
        rows = noting_comments.look_at(plan, [Found(1, finding.words, finding.key)])
        if rows[0].state != "new":
            return replace(finding, kind="decided", note="in the ledger")
    return finding


def _keep(findings: list[Finding]) -> str:
    words = json.dumps([asdict(finding) for finding in findings], ensure_ascii=False)
    return files.store(io.BytesIO(words.encode()), most_megabytes=50, kind=files.LISTS).key


def read_file(plan: ActionPlan, reading: Reading, *, file_name: str, by: Officer) -> Job:
    """Keep what was understood of a reviewed file, to be looked at. Raises NotOurFile.

    `reading` is what `word_readings.read` says of it: a large file is read before a transaction opens.
    """
    made, findings = understood(plan, reading)
    newest = queries.latest(plan).number
    facts = {"plan": plan.key, "file_name": file_name[-80:], "key": _keep(findings), "kind": made.kind,
             "of": made.after or made.before, "newest": newest}
    return jobs.noted(READING, facts=facts, result={}, by=by, most=len(findings))


def findings_of(job: Job) -> list[Finding]:
    """What was understood, or what came of it. Raises FindingsGone."""
    try:
        kept = json.loads(files.path_of(job.facts["key"]).read_bytes())
    except (FileNotFoundError, ValueError) as error:
        raise FindingsGone() from error
    return [Finding(**row) for row in kept]


def without_reason(findings: Iterable[Finding]) -> list[Finding]:
    """What is declined and has no comment in the file that says why, in the file's order."""
    return [finding for finding in findings if finding.kind == "decline" and not finding.reason.strip()]


def _reason(finding: Finding) -> str:
    """Why a proposal is made, as it is printed: the reviewer's own words, else whose it is."""
    if finding.reason:
        return finding.reason[:2000]
    who = f"by {finding.who} " if finding.who not in NOBODY else ""
    undone = f" {finding.ref} was not agreed to." if finding.ref else ""
    return f"Proposed {who}in the reviewed Word file.{undone}"


def _take(plan: ActionPlan, finding: Finding, *, source: str, by: Officer) -> str:
    """Do what one finding says; the ref of what came of it. Raises what the act raises."""
    if finding.kind == "comment":
        found = Found(1, finding.words, finding.key, who=finding.who)
        return noting_comments.note_comments(plan, [found], source=source, by=by)[0].ref
    if finding.kind in ("accept", "decline", "rewrite"):
        amendment = queries.amendment_by_ref(plan, finding.ref)
        if finding.kind == "accept":
            deciding.accept(amendment, reason=finding.reason, by=by)
        elif finding.kind == "decline":
            deciding.decline(amendment, reason=finding.reason[:2000], by=by)
        else:
            drafting.rewrite(amendment, after=finding.words, reason=amendment.reason, by=by)
        return amendment.ref
    kind = {"propose": AmendmentKind.CHANGE if finding.key else AmendmentKind.TEXT, "add": AmendmentKind.NEW,
            "remove": AmendmentKind.REMOVE}[finding.kind]
    return drafting.propose(
        plan, kind=kind, action_key=finding.key, objective=finding.objective, field=finding.field, after=finding.words,
        others=finding.others, reason=_reason(finding), by=by).ref


def take_file(plan: ActionPlan, job: Job, *, source: str, by: Officer, reasons: Mapping[str, str] | None = None) -> Job:
    """Take everything that can be taken of a file that was read; what an act refuses is told and left.

    Decisions come first, so that a proposal is written on what was decided. A file is taken once:
    taking it again gives the job that took it. `reasons`: why each amendment is declined for which the
    file has no comment, by ref. Raises FindingsGone, NothingFound or ReasonsMissing.
    """
    if job.result.get("taken"):
        return jobs.find(job.result["taken"], kind=TAKING) or job
    findings, told = findings_of(job), []
    if not any(finding.is_taken for finding in findings):
        raise NothingFound()
    said = {ref: words.strip() for ref, words in (reasons or {}).items() if words.strip()}
    silent = {finding.ref for finding in without_reason(findings)}
    if silent - said.keys():
        raise ReasonsMissing(refs=", ".join(sorted(silent - said.keys(), key=number_of)))
    findings = [replace(row, reason=said[row.ref]) if row.kind == "decline" and row.ref in silent else row
                for row in findings]
    queries.lock(plan)
    count = 0
    for finding in sorted(findings, key=lambda one: one.kind not in ("accept", "decline", "rewrite")):
        if not finding.is_taken:
            told.append(finding)
            continue
        try:
            ref = _take(plan, finding, source=source, by=by)
            told.append(replace(finding, note="done", ref=ref))
            count += 1
        except Refusal as refusal:
            told.append(replace(finding, note=f"refused: {refusal}"))
    history.record(plan, "reviewed file taken", by=by)
    facts = dict(job.facts) | {"key": _keep(told)}
    taking = jobs.noted(TAKING, facts=facts, result={"count": count}, by=by, most=len(told))
    files.remove(job.facts["key"])
    job.result = job.result | {"taken": taking.ref}
    return taking


def drop_file(job: Job) -> None:
    """Take nothing of a file that was read: what was understood of it is gone."""
    files.remove(job.facts["key"])
    db.session.delete(job)
