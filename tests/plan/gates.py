"""A version with the four gates that every plan needs, and what each of them asks for."""

from datetime import date

from events.database import unit_of_work
from events.plan import assessing, clearing, deciding, gate_queries, queries, rating, signing
from events.plan.states import ResponseKind

CLEARED = {"cleared_by": "Anjali Rao, Head of Legal Services", "cleared_on": date(2009, 4, 20)}


def newest(held):
    """The plan's newest version with its gates."""
    return queries.version_by_number(held.plan, queries.latest(held.plan).number)


def four_gates(held) -> None:
    """The held plan's newest version gets the usual gates that it has not; the one of the fixture covers the text."""
    with unit_of_work():
        version = newest(held)
        for values in signing.STANDARD:
            signing.add_gate(version, **values | {"key": f"the-{values['key']}"}, by=held.organiser)


def meet(held) -> None:
    """What the four gates ask for is there: assessment, answers, cleared texts, a risk with its owner."""
    with unit_of_work():
        version = newest(held)
        assessment = assessing.assess(version, kind="full", summary="Looked at.", by=held.reviewer)
        assessing.add_finding(assessment, characteristic="religion", effect="negative", finding="Singled out.",
                              done="Plain words.", action_key="1.2", by=held.reviewer)
        for kind in ("financial", "legal"):
            clearing.clear(clearing.write(version, kind=kind, text="Nothing new.", by=held.reviewer), **CLEARED,
                           by=held.reviewer)
        rating.add_risk(version, what="Nobody comes", likelihood=2, impact=3, control="Ask early", owner="Ravi",
                        by=held.reviewer)
        for comment in queries.comments_of(held.plan):
            deciding.respond(comment, kind=ResponseKind.TAKEN_IN, response="It is in.", by=held.reviewer)


def sign_all(held) -> None:
    """Every gate of the newest version is signed."""
    with unit_of_work():
        for gate in newest(held).gates:
            signing.sign_gate(gate, finding="Done", by=held.reviewer)


def states(held) -> dict[str, str]:
    """How each gate of the newest version stands, by its key."""
    return {row.gate.key: row.state for row in gate_queries.standings_of(newest(held))}


def fallen(held) -> dict[str, list[str]]:
    """The gates that fell open again, with the parts that changed."""
    return {row.gate.key: row.changed for row in gate_queries.standings_of(newest(held)) if row.state == "fallen"}


def before_the_board(held) -> None:
    """The newest version with four gates, all of them met and signed."""
    four_gates(held)
    meet(held)
    sign_all(held)
