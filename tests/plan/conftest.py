"""An evening that has been held, with its plan and its remarks: what every test of the plan begins with."""

import csv
from pathlib import Path

import pytest

from events.database import unit_of_work
from events.feedback import importing as contributions
from events.feedback import moderating
from events.feedback.models import Remark
from events.plan import importing, queries
from tests.readers import fields_of

EXAMPLE = Path(__file__).resolve().parents[2] / "example"
SMALL = """ref,objective,action,lead,partners,due,success_measure,indicator
1.1,Be heard,Hold a forum for residents twice a year,Silver Group,Renaissance,2009-07,Two forums held,NI35
1.2,Be heard,Print the answers that were given,Communications Manager,,2009-08,Answers printed,NI35
2.1,Be safe,Open places where hate crime can be reported,Police,Victim Support,2009-10,Two places open,NI35
""".splitlines(keepends=True)
COMMENTS = """ref,plan_ref,comment,kind
GO-1,1.1,How will the answers reach those who were not there?,measure
GO-2,,Please show how this is paid for.,strengthen
""".splitlines(keepends=True)


def lines(name: str) -> list[str]:
    """The lines of one of the example's files."""
    return (EXAMPLE / name).read_text("utf-8").splitlines(keepends=True)


def rows(name: str) -> list[dict[str, str]]:
    """The rows of one of the example's files."""
    with (EXAMPLE / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def card(ref: str, text: str, *, kind="comment", name="", organisation="") -> str:
    """One line of a file of contributions."""
    return f'{ref},{kind},,,paper,{name},{organisation},,"{text}"\n'


HEAD = "ref,kind,session,addressed_to,channel,name,organisation,partnership,text\n"


class Held:
    """The event, the plan and the officers of a test, and shorter ways to ask for them."""

    def __init__(self, make):
        """An event with a small plan, three remarks and the officers who work on it."""
        self.event = make.event()
        self.organiser = make.officer("organiser", on=self.event, name="Olive Organiser")
        self.reviewer = make.officer("reviewer", on=self.event, name="Ravi Reviewer")
        self.second = make.officer("reviewer", on=self.event, name="Sue Second")
        self.approver = make.officer("approver", on=self.event, name="Ann Approver")
        gates = [{"key": "equality", "title": "Equality impact assessment", "detail": "Before the board."}]
        with unit_of_work():
            self.plan = importing.import_plan(SMALL, key="plan", title="The plan", events=[self.event],
                                              by=self.organiser, gates=gates)
            importing.import_external_comments(self.plan, COMMENTS, source="Regional office", by=self.organiser)
            text = HEAD + card("C-1", "Nobody printed what was answered last time", name="Ray Ibbotson")
            text += card("C-2", "I was given a number and never heard of hate crime again", kind="question")
            text += card("C-3", "The samosas were lovely", organisation="Over Fifties")
            for remark in contributions.import_contributions(self.event, text, by=self.organiser):
                moderating.approve(remark, by=self.organiser)

    def remark(self, ref: str) -> Remark:
        """A remark of the evening."""
        return queries.remark_in(self.plan, ref)

    def comment(self, ref: str):
        """A comment of the regional office."""
        return queries.comment_by_ref(self.plan, ref)


@pytest.fixture
def held(make) -> Held:
    """An evening that has been held, with a small plan and three remarks."""
    return Held(make)


def fill(reader, page, typed: dict, *, status: int = 302):
    """Fill in the page's own form that has these fields, and send it where a browser would."""
    forms = [form for form in page.find("main").find_all("form", method="post")
             if all(form.find(attrs={"name": name}) for name in typed)]
    path = forms[0].get("action") or page.answer.request.full_path.rstrip("?")
    return reader.post(path, fields_of(forms[0]) | typed, status=status)
