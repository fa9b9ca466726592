"""Proposing an amendment beside its evidence, and rewriting it; every earlier wording is kept."""

import re
from collections.abc import Iterable
from typing import Any

from sqlalchemy import select

from events import clock, history
from events.database import db
from events.feedback.models import Remark
from events.plan import columns, grounds, queries
from events.plan.amending_models import EarlierWording
from events.plan.assemblies import PlainPlan, longest, plain
from events.plan.models import Action, ActionPlan, Amendment, Evidence, ExternalComment, Objective, PlanVersion
from events.plan.redlines import tidy
from events.plan.states import AmendmentKind, AmendmentState
from events.refusals import N_, Refusal

Given = dict[str, Any]  # what a proposal says of itself: action_key, objective_number, field, after, others
LONGEST_TITLE = 80  # of a text of the plan's own, or of a column


class NothingChanged(Refusal):
    """The proposed words are the present ones."""

    sentence = N_("These are the words the plan has already. Change them, or leave the page without proposing.")
    field = "after"


class WordsMissing(Refusal):
    """An action cannot be left without words."""

    sentence = N_("Write what the action is to say. To take an action out, propose its removal.")
    field = "after"


class TooLong(Refusal):
    """The words do not fit the field."""

    sentence = N_("Keep this to %(most)s characters or fewer.")
    field = "after"


class ReasonMissing(Refusal):
    """A change to the plan says why."""

    sentence = N_("Say why: the reason is printed beside the change.")
    field = "reason"


class NoSuchField(Refusal):
    """An amendment names a part of the plan that is not there."""

    sentence = N_("The plan has no part of that name to amend.")
    field = "field"


class NoPlace(Refusal):
    """An action cannot be moved to where it stands, or behind one that is not there."""

    sentence = N_("Choose another place for the action: it stands there already, or the place is not in the plan.")
    field = "place"


class TitleMissing(Refusal):
    """A new text or column of the plan has a title."""

    sentence = N_("Write a title, and keep it to %(most)s characters or fewer.")
    field = "title"


class TitleTaken(Refusal):
    """The plan has a text or a column of that title."""

    sentence = N_("The plan has “%(title)s” already. Choose another title, or amend that one.")
    field = "title"


class DecidedAlready(Refusal):
    """The amendment has been accepted or declined."""

    sentence = N_("Amendment %(ref)s has been decided already. Load the page again to see how.")
    status = 409


class NotInEvidence(Refusal):
    """Only what belongs to the plan can be evidence for a change to it."""

    sentence = N_("%(ref)s does not belong to this plan, so it cannot be evidence here.")
    field = "evidence"


def _number(key: str) -> int:
    found = re.search(r"\.(\d+)$", key)
    return int(found[1]) if found else 0


def next_key(plan: ActionPlan, objective: str) -> str:
    """The number a new or moved action under an objective gets: one that no action of any version ever had."""
    prefix = f"{objective}."
    in_versions = select(Action.key, Action.ref).join(Objective).join(PlanVersion).where(
        PlanVersion.plan_id == plan.id)
    proposed = select(Amendment.action_key, Amendment.others).where(
        Amendment.plan_id == plan.id, Amendment.kind.in_((AmendmentKind.NEW, AmendmentKind.MOVE)))
    used = [word for row in db.session.execute(in_versions) for word in row]
    used += [word for key, others in db.session.execute(proposed) for word in (key, (others or {}).get("ref", ""))]
    return f"{prefix}{max((_number(word) for word in used if word.startswith(prefix)), default=0) + 1}"


def next_ref(plan: ActionPlan) -> str:
    """A-1, A-2 and on, in the order of proposing."""
    refs = db.session.scalars(select(Amendment.ref).where(Amendment.plan_id == plan.id))
    return f"A-{max((int(ref.removeprefix('A-')) for ref in refs), default=0) + 1}"


def present_words(version: PlanVersion, *, kind: str, action_key: str, field: str) -> str:
    """What the plan says now where an amendment would change it; see `grounds.present`. Raises NoSuchField."""
    found = grounds.present(plain(version), kind=kind, action_key=action_key, field=field)
    if found is None:
        raise NoSuchField()
    return found


def _check_words(kind: str, field: str, before: str, after: str, others: dict[str, str]) -> None:
    if kind in (AmendmentKind.REMOVE, AmendmentKind.MOVE, AmendmentKind.COLUMN):
        return
    if (kind == AmendmentKind.NEW or field == "text") and not after.strip():
        raise WordsMissing()
    if kind != AmendmentKind.NEW and after == before:
        raise NothingChanged()
    for name, words in {(field or "text"): after, **others}.items():
        most = longest(kind if name == field else "", name)
        if len(words) > most:
            raise TooLong(field="after" if words is after else name, most=most)


def _evidence(plan: ActionPlan, records: Iterable[Remark | ExternalComment]) -> list[Evidence]:
    rows = []
    events = {event.id for event in plan.events}
    for record in dict.fromkeys(records):
        ours = record.event_id in events if isinstance(record, Remark) else record.plan_id == plan.id
        if not ours:
            raise NotInEvidence(ref=record.ref)
        rows.append(Evidence(remark=record) if isinstance(record, Remark) else Evidence(external_comment=record))
    return rows


def hold(amendment: Amendment) -> None:
    """Hold the plan, and read anew where an amendment stands: another may have decided it meanwhile."""
    queries.lock(amendment.plan)
    db.session.refresh(amendment, ["state", "base_version_id", "before", "after", "others", "into_version_id"])


def _titled(title: str, taken: dict[str, str], used: Iterable[str]) -> tuple[str, str]:
    """A title that is not taken, and the key for it. `taken`: the titles the plan has, by key; `used`: other keys."""
    title = " ".join(title.split())
    if not title or len(title) > LONGEST_TITLE:
        raise TitleMissing(most=LONGEST_TITLE)
    if title.casefold() in {name.casefold() for name in taken.values()}:
        raise TitleTaken(title=title)
    return title, columns.key_for(title, {*taken, *used, *columns.FIELDS, "preamble", "new", "place"})


def _keys_of(plan: ActionPlan, kind: AmendmentKind) -> set[str]:
    return set(db.session.scalars(select(Amendment.field).where(Amendment.plan_id == plan.id, Amendment.kind == kind)))


def _new_action(plan: ActionPlan, now: PlainPlan, given: Given) -> Given:
    known = columns.fields_in(now.columns)
    if now.objective(given["objective_number"]) is None or not set(given["others"]) <= set(known):
        raise NoSuchField()
    return given | {"action_key": next_key(plan, given["objective_number"]), "field": "text"}


def _new_text(plan: ActionPlan, now: PlainPlan, given: Given) -> Given:
    """A text of the plan's own: one that it has, or a new one with a title."""
    if given["field"]:
        if given["field"] != "preamble" and given["field"] not in now.texts:
            raise NoSuchField()
        title = now.texts.get(given["field"], ("",))[0]
        return given | {"others": {"title": title} if title else {}, "action_key": ""}
    titles = {key: title for key, (title, _words) in now.texts.items()}
    title, key = _titled(given["others"].get("title", ""), titles, _keys_of(plan, AmendmentKind.TEXT))
    if not given["after"].strip():
        raise WordsMissing(N_("Write what the text is to say."))
    return given | {"field": key, "others": {"title": title}, "action_key": ""}


def _move(plan: ActionPlan, now: PlainPlan, given: Given) -> Given:
    """To a place under an objective; under another one the action gets the next number there."""
    number, behind, key = given["objective_number"], given["others"].get("behind", ""), given["action_key"]
    part = now.objective(number)
    if now.action(key) is None:
        raise NoSuchField()
    if part is None or behind == key or (behind and behind not in {row.key for row in part.actions}):
        raise NoPlace()
    was = now.where(key)
    if was == (number, behind):
        raise NoPlace()
    ref = now.action(key).ref if was[0] == number else next_key(plan, number)  # type: ignore[union-attr]
    return given | {"field": "place", "after": grounds.place_words(number, behind),
                    "others": {"behind": behind, "ref": ref}}


def _column(plan: ActionPlan, now: PlainPlan, given: Given) -> Given:
    """A column added by title, or by key dropped (no words in `after`) or shown again (its title in `after`)."""
    titles = columns.added(now.columns)
    if given["field"]:
        key, shown = given["field"], given["field"] in columns.fields_in(now.columns)
        known = key in titles or (key in columns.FIELDS and key != "text")
        if not known or shown == bool(given["after"]):
            raise NoSuchField()
        title = titles.get(key, key)
        return given | {"after": title if given["after"] else "", "others": {"title": title}, "action_key": ""}
    title, key = _titled(given["others"].get("title", ""), titles, _keys_of(plan, AmendmentKind.COLUMN))
    return given | {"field": key, "after": title, "others": {"title": title}, "action_key": ""}


def _change(plan: ActionPlan, now: PlainPlan, given: Given) -> Given:
    title = columns.added(now.columns).get(given["field"])
    return given | {"others": {"title": title} if title else {}, "objective_number": ""}


def _removal(plan: ActionPlan, now: PlainPlan, given: Given) -> Given:
    return given | {"field": "", "after": "", "others": {}, "objective_number": ""}


COMPLETED = {AmendmentKind.CHANGE: _change, AmendmentKind.NEW: _new_action, AmendmentKind.REMOVE: _removal,
             AmendmentKind.TEXT: _new_text, AmendmentKind.MOVE: _move, AmendmentKind.COLUMN: _column}


def propose(
    plan: ActionPlan, *, kind: str, reason: str, by, action_key: str = "", objective: str = "", field: str = "",
    after: str = "", others: dict[str, str] | None = None, evidence: Iterable[Remark | ExternalComment] = (),
) -> Amendment:
    """Propose a change to the plan's newest version, with the words behind it.

    `kind` is an AmendmentKind: a change of one `field` of an action; a new action under `objective`
    (`after` its text, `others` its other fields); a removal; a text of the plan's own (`field`
    "preamble" or its key, or none and a `title` in `others` for a new one; no words take it out);
    a move under `objective`, in `others` `behind` which action ("" first); a column (none and a
    `title` for a new one; its key and no words to drop it, or any words to show it again).
    Raises NoSuchField, WordsMissing, NothingChanged, TooLong, ReasonMissing, NotInEvidence, NoPlace,
    TitleMissing, TitleTaken.
    """
    if not reason.strip():
        raise ReasonMissing()
    queries.lock(plan)
    version = queries.latest(plan)
    given: Given = {"action_key": action_key, "objective_number": objective, "field": field, "after": tidy(after),
             "others": {name: words for name, words in (others or {}).items() if words}}
    kind = AmendmentKind(kind)
    given = COMPLETED[kind](plan, plain(version), given)
    before = present_words(version, kind=kind, action_key=given["action_key"], field=given["field"])
    further = given["others"] if kind == AmendmentKind.NEW else {}
    _check_words(kind, given["field"], before, given["after"], further)
    amendment = Amendment(
        plan=plan, ref=next_ref(plan), base_version=version, kind=kind, before=before, reason=reason.strip(),
        state=AmendmentState.PROPOSED, proposed_by_id=getattr(by, "id", None), proposed_at=clock.now(),
        evidence=_evidence(plan, evidence), **given)
    db.session.add(amendment)
    history.record(amendment, "proposed", by=by)
    return amendment


def keep_wording(amendment: Amendment, *, because: str, by) -> None:
    """Put what an amendment says now beside it, before other words take its place."""
    db.session.add(EarlierWording(
        amendment=amendment, base_version_id=amendment.base_version_id, before=amendment.before,
        after=amendment.after, others=amendment.others, reason=amendment.reason, because=because,
        by_officer_id=getattr(by, "id", None), at=clock.now()))


def reword(amendment: Amendment, *, after: str, because: str, by) -> None:
    """Give an amendment other words for the plan's present ones; the earlier are kept. Raises as `propose`."""
    after = tidy(after)
    version = queries.latest(amendment.plan)
    before = present_words(version, kind=amendment.kind, action_key=amendment.action_key, field=amendment.field)
    _check_words(amendment.kind, amendment.field, before, after, {})
    keep_wording(amendment, because=because, by=by)
    amendment.base_version, amendment.before = version, before
    if amendment.kind not in (AmendmentKind.REMOVE, AmendmentKind.MOVE, AmendmentKind.COLUMN):
        amendment.after = after


def rewrite(amendment: Amendment, *, after: str, reason: str, by, evidence=None) -> None:
    """Write a proposal anew on the plan's present words. Raises DecidedAlready and as `propose`."""
    hold(amendment)
    if amendment.state != AmendmentState.PROPOSED:
        raise DecidedAlready(ref=amendment.ref)
    if not reason.strip():
        raise ReasonMissing()
    reword(amendment, after=after, because="rewritten", by=by)
    amendment.reason = reason.strip()
    if evidence is not None:
        amendment.evidence.clear()
        db.session.flush()  # the old evidence goes before the same may come again
        amendment.evidence.extend(_evidence(amendment.plan, evidence))
    history.record(amendment, "rewritten", by=by)
