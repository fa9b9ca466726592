"""Settling where amendments meet: one of them stands, or a joint wording takes the place of all."""

from events.plan import deciding
from events.plan.amending_models import Sitting
from events.plan.amending_queries import can_join, meeting
from events.plan.assemblies import Clash
from events.plan.drafting import DecidedAlready, ReasonMissing, WordsMissing, hold
from events.plan.models import Amendment
from events.plan.states import AmendmentState
from events.refusals import N_, Refusal


class NothingToSettle(Refusal):
    """The amendment meets no accepted one, or not the one that was chosen."""

    sentence = N_("%(ref)s meets no other accepted amendment any more. Load the page again.")
    status = 409


class NoJointWording(Refusal):
    """A removal, a move or a column cannot be said in the same words as something else."""

    sentence = N_("These two cannot be said in one wording. Choose which of them stands.")
    field = "choice"


class WordingUnsettled(Refusal):
    """A joint wording that still says both, one after the other: the suggestion as it stood in the box."""

    sentence = N_("Both wordings still stand here, with a stroke between them. Make one of them, as the plan is to "
                  "say it.")
    field = "after"


def _folded(words: str) -> str:
    return " ".join(words.split())


def _members(amendment: Amendment, reason: str) -> tuple[list[Amendment], list[Clash]]:
    if not reason.strip():
        raise ReasonMissing()
    hold(amendment)
    if amendment.state == AmendmentState.DECLINED or amendment.into_version_id is not None:
        raise DecidedAlready(ref=amendment.ref)
    members, clashes = meeting(amendment)
    if len(members) < 2:
        raise NothingToSettle(ref=amendment.ref)
    return members, clashes


def keep_one(amendment: Amendment, *, chosen: str, reason: str, by, sitting: Sitting | None = None) -> Amendment:
    """Of those that meet, let the one with the ref `chosen` stand; the others are declined with the reason.

    Raises ReasonMissing, DecidedAlready, NothingToSettle, or Collision where the chosen one meets yet another.
    """
    members, _clashes = _members(amendment, reason)
    stays = next((row for row in members if row.ref == chosen), None)
    if stays is None:
        raise NothingToSettle(ref=amendment.ref)
    for row in members:
        if row is stays:
            continue
        if row.state == AmendmentState.ACCEPTED:
            deciding.reopen(row, by=by, sitting=sitting)
        deciding.decline(row, reason=reason, by=by, sitting=sitting)
    if stays.state == AmendmentState.PROPOSED:
        deciding.accept(stays, reason=reason, by=by, sitting=sitting)
    return stays


def join(amendment: Amendment, *, after: str, reason: str, by, sitting: Sitting | None = None) -> list[Amendment]:
    """Accept all that meet in one wording, the whole text as the plan is to say it; each keeps what it said before.

    Raises ReasonMissing, WordsMissing, NoJointWording, WordingUnsettled, DecidedAlready, NothingToSettle, Collision,
    or as `reword`.
    """
    if not after.strip():
        raise WordsMissing(N_("Write the joint wording: the whole text, as the plan is to say it."))
    members, clashes = _members(amendment, reason)
    if not can_join(clashes):
        raise NoJointWording()
    if any(clash.kind == "words" and _folded(after) == _folded(clash.draft) for clash in clashes):
        raise WordingUnsettled()
    for row in members:
        if row.state == AmendmentState.ACCEPTED:
            deciding.reopen(row, by=by, sitting=sitting)
    for row in members:
        deciding.accept(row, reason=reason, by=by, after=after, because="joint wording", sitting=sitting)
    return members


def accept_and_settle_later(amendment: Amendment, *, reason: str, by, sitting: Sitting | None = None) -> None:
    """Accept an amendment though it meets an accepted one: no version is made before the wording is settled."""
    deciding.accept(amendment, reason=reason, by=by, sitting=sitting, settle_later=True)
