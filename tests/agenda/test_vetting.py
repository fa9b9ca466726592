"""Ask, check, decide: rows are only added, who checked does not decide alone, the newest decision holds."""

from datetime import date

import pytest

from events.agenda import vetting, vetting_queries
from events.agenda.vetting_models import VettingDecision, VettingFinding, VettingIsAppendOnly
from events.database import db, unit_of_work
from events.event import Event
from events.refusals import NotFound


class Check:
    """One speaker of an evening that uses the checks, with two officers."""

    def __init__(self, make):
        """Nothing is written down yet."""
        self.event = make.event()
        self.speaker = make.speaker(self.event, "Dr Nadia Khan")
        self.checker, self.decider = (make.officer("organiser", on=self.event, name=name) for name in ("Ann", "Bea"))
        self.do(lambda event: vetting.use_checks(event, used=True, by=self.checker))

    def do(self, act):
        """Call an act with the event."""
        with unit_of_work():
            return act(db.session.get(Event, self.event.id))

    def looked(self, kind="speaker", number=None):
        """How it stands."""
        event = db.session.get(Event, self.event.id)
        return vetting_queries.looked(event, kind, self.speaker.id if number is None else number)

    def ask(self, **values):
        """The first step."""
        typed = {"what": "Her research on families", "invited_by": "The Silver Group"} | values
        return self.do(lambda event: vetting.write_asked(event, self.looked(), by=self.checker, **typed))

    def find(self, **values):
        """The second step."""
        typed = {"source": "Her university's page", "looked_on": date(2009, 4, 20), "finding": "As she said"} | values
        return self.do(lambda event: vetting.note_finding(event, self.looked(), by=self.checker, **typed))

    def decide(self, **values):
        """The third step."""
        typed = {"outcome": "go ahead", "reason": "Nothing speaks against it", "by": self.decider} | values
        return self.do(lambda event: vetting.decide(event, self.looked(), **typed))


@pytest.fixture
def check(make):
    """A check that has not begun."""
    return Check(make)


def test_the_three_steps_follow_one_another(check):
    assert check.looked().state == "not begun"
    check.ask()
    assert check.looked().state == "asked"
    with pytest.raises(vetting.NotLookedInto):
        check.decide()
    check.find()
    assert check.looked().state == "looked into"
    check.decide()
    looked = check.looked()
    assert looked.state == "decided" and looked.decision.by.name == "Bea" and looked.is_decided


def test_nobody_has_looked_at_a_source_tomorrow(check):
    with pytest.raises(vetting.DayToCome):
        check.find(looked_on=date(2009, 4, 23))


def test_without_what_was_asked_nothing_is_decided_either(check):
    check.find()
    assert check.looked().state == "not asked"
    with pytest.raises(vetting.NotLookedInto):
        check.decide()


def test_who_checked_does_not_decide_but_with_a_reason_that_is_kept(check):
    check.ask()
    check.find()
    with pytest.raises(vetting.DecidesOwnCheck) as refused:
        check.decide(by=check.checker)
    assert refused.value.field == "alone_because"
    check.decide(by=check.checker, alone_because="Bea is ill and the evening is tomorrow.")
    assert check.looked().decision.alone_because == "Bea is ill and the evening is tomorrow."
    assert check.decide(alone_because="Not asked of another").alone_because == ""


@pytest.mark.parametrize(("outcome", "field"), [("with conditions", "conditions"), ("refer upward", "referred_to")])
def test_conditions_and_a_referral_say_what_and_to_whom(check, outcome, field):
    check.ask()
    check.find()
    with pytest.raises(vetting.Missing) as refused:
        check.decide(outcome=outcome)
    assert refused.value.field == field
    row = check.decide(outcome=outcome, **{field: "The chief executive"})
    assert getattr(row, field) == "The chief executive"


def test_what_is_referred_upward_is_not_settled(check):
    check.ask()
    check.find()
    check.decide(outcome="refer upward", referred_to="The chief executive")
    assert check.looked().state == "decided" and not check.looked().is_decided
    check.decide(outcome="refuse")
    assert check.looked().is_decided


def test_what_is_found_after_a_decision_asks_for_another_and_the_first_stays(check, at):
    check.ask()
    check.find()
    check.decide()
    with at(2009, 4, 23):
        check.find(source="A newspaper", finding="She was misquoted", is_concern=True)
        assert check.looked().state == "decide again" and not check.looked().is_decided
        check.decide(outcome="with conditions", conditions="The chair sits beside her")
    assert [str(row.outcome) for row in check.looked().decisions] == ["go ahead", "with conditions"]


def test_what_was_written_down_is_neither_changed_nor_deleted(check):
    check.ask()
    check.find()
    check.decide()
    with pytest.raises(VettingIsAppendOnly), unit_of_work():
        db.session.query(VettingDecision).one().reason = "Another"
    with pytest.raises(VettingIsAppendOnly), unit_of_work():
        db.session.delete(db.session.query(VettingFinding).one())


def test_the_venue_and_bodies_are_looked_into_as_speakers_are(check):
    check.do(lambda event: vetting.add_body(event, name=" Tees Credit Union, a stall ", by=check.checker))
    names = [(str(row.subject), row.name) for row in vetting_queries.looked_into(check.event)]
    assert names == [("speaker", "Dr Nadia Khan"), ("venue", "Wynyard Rooms"), ("body", "Tees Credit Union, a stall")]
    with pytest.raises(vetting.BodyKnown):
        check.do(lambda event: vetting.add_body(event, name="TEES Credit Union, a stall", by=check.checker))
    with pytest.raises(vetting.Missing):
        check.do(lambda event: vetting.add_body(event, name=" ", by=check.checker))
    with pytest.raises(NotFound):
        check.looked("body", 99_999)
    check.do(lambda event: vetting.write_asked(event, check.looked("venue", 0), what="The whole evening",
                                               invited_by="The council", by=check.checker))
    assert check.looked("venue", 0).vetting.name == "Wynyard Rooms"


def test_an_event_that_uses_no_checks_is_not_told_of_any_and_keeps_what_was_written(check, make):
    assert vetting_queries.settled_count(check.event) == (0, 2) and len(vetting_queries.unsettled(check.event)) == 2
    check.ask()
    check.do(lambda event: vetting.use_checks(event, used=False, by=check.checker))
    assert vetting_queries.settled_count(check.event) == (0, 0) and vetting_queries.unsettled(check.event) == []
    assert vetting_queries.of_speaker(check.speaker).state == "asked"
    assert vetting_queries.of_speaker(make.speaker(make.event(slug="other"))) is None


def test_who_has_withdrawn_needs_no_decision(check):
    check.do(lambda event: setattr(check.looked().vetting or db.session.get(type(check.speaker), check.speaker.id),
                                   "withdrawn_at", event.created_at))
    assert [str(row.subject) for row in vetting_queries.unsettled(check.event)] == ["venue"]
