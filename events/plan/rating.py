"""Rating risks: what may happen, how likely, how bad, what holds it and who owns it."""

import re

from sqlalchemy import select

from events import history
from events.database import db
from events.plan import queries
from events.plan.models import PlanVersion
from events.plan.risk_models import Risk
from events.plan.signing import refuse_approved
from events.refusals import N_, Refusal


class RiskMissing(Refusal):
    """A risk says what may happen."""

    sentence = N_("Write what may happen.")
    field = "what"


class OutOfScale(Refusal):
    """Likelihood and impact are rated from 1 to 5."""

    sentence = N_("Choose a number from 1 to 5.")


class NoActionToRisk(Refusal):
    """The version has no action of that number."""

    sentence = N_("The plan has no action %(key)s.")
    field = "action"


def _next_ref(version: PlanVersion) -> str:
    rows = select(Risk.ref).join(PlanVersion).where(PlanVersion.plan_id == version.plan_id)
    used = [int(found[1]) for ref in db.session.scalars(rows) if (found := re.fullmatch(r"R-(\d+)", ref))]
    return f"R-{max(used, default=0) + 1}"


def _write(risk: Risk, version: PlanVersion, values: dict) -> None:
    if not values["what"].strip():
        raise RiskMissing()
    for scale in ("likelihood", "impact"):
        if not 1 <= values[scale] <= 5:
            raise OutOfScale(field=scale)
    if values["action_key"] and queries.action_in(version, values["action_key"]) is None:
        raise NoActionToRisk(key=values["action_key"])
    risk.what, risk.likelihood, risk.impact = values["what"].strip(), values["likelihood"], values["impact"]
    risk.control, risk.owner, risk.action_key = values["control"].strip(), values["owner"].strip(), values["action_key"]


def add_risk(version: PlanVersion, *, what: str, likelihood: int, impact: int, by, control: str = "",
             owner: str = "", action_key: str = "") -> Risk:
    """Write down a risk of a version. Raises RiskMissing, OutOfScale, NoActionToRisk or DecidedVersion."""
    refuse_approved(version)
    risk = Risk(version_id=version.id, ref=_next_ref(version))
    _write(risk, version, {"what": what, "likelihood": likelihood, "impact": impact, "control": control,
                           "owner": owner, "action_key": action_key})
    db.session.add(risk)
    history.record(risk, "risk written", by=by)
    return risk


def change_risk(risk: Risk, *, what: str, likelihood: int, impact: int, by, control: str = "", owner: str = "",
                action_key: str = "") -> None:
    """Write a risk anew. Raises as `add_risk`."""
    refuse_approved(risk.version)
    _write(risk, risk.version, {"what": what, "likelihood": likelihood, "impact": impact, "control": control,
                                "owner": owner, "action_key": action_key})
    history.record(risk, "risk changed", by=by)


def drop_risk(risk: Risk, *, by) -> None:
    """Take a risk off the register. Raises DecidedVersion."""
    refuse_approved(risk.version)
    history.record(risk, "risk dropped", by=by)
    db.session.delete(risk)
