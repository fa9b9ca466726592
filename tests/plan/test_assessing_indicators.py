"""How the partners rate themselves against an indicator: by acts, on officers' pages, and where everybody reads it."""

from datetime import date

import pytest
from sqlalchemy import event as sql_event

from events import history
from events.database import db, unit_of_work
from events.plan import assessing_indicators, importing, indicator_queries
from tests.plan.conftest import SMALL, fill

PLAN = {"key": "plan"}
SPRING = date(2009, 4, 15)  # the tests' clock stands at 22 April 2009


def rate(held, **values):
    values = {"indicator": "NI35", "criterion": "Engagement", "level": "2", "assessed_on": SPRING,
              "by": held.reviewer} | values
    with unit_of_work():
        return assessing_indicators.add_criterion(held.plan, **values)


def rated(held) -> list[tuple[str, str, date]]:
    db.session.expire_all()
    return [(row.criterion, row.level, row.assessed_on) for row in indicator_queries.criteria_of(held.plan)]


def test_criteria_stand_as_they_were_written_down_and_a_new_one_takes_the_last_ones_day(held):
    rate(held, criterion="Oversight", level=" fair ", evidence="A group meets.", next_target="good")
    rate(held, assessed_on=None)
    assert rated(held) == [("Oversight", "fair", SPRING), ("Engagement", "2", SPRING)]
    rate(held, level="3", assessed_on=date(2009, 4, 20))
    assert rated(held)[0] == ("Engagement", "3", date(2009, 4, 20)), "the newest day stands first"
    assert [row.position for row in indicator_queries.criteria_of(held.plan)] == [3, 1, 2]


@pytest.mark.parametrize(("values", "refusal", "field"), [
    ({"indicator": "NI99"}, assessing_indicators.NoSuchIndicator, "indicator"),
    ({"criterion": " "}, assessing_indicators.CriterionMissing, "criterion"),
    ({"level": ""}, assessing_indicators.LevelMissing, "level"),
    ({"level": "x" * 41}, assessing_indicators.TooLong, "level"),
    ({"assessed_on": None}, assessing_indicators.DayMissing, "assessed_on"),
    ({"assessed_on": date(2009, 4, 23)}, assessing_indicators.NotYetAssessed, "assessed_on"),
])
def test_what_is_no_rating_is_refused_at_its_field_and_nothing_is_kept(held, values, refusal, field):
    with pytest.raises(refusal) as refused:
        rate(held, **values)
    assert refused.value.field == field and rated(held) == []


def test_a_criterion_has_one_level_on_a_day_also_after_a_change(held):
    row = rate(held)
    with pytest.raises(assessing_indicators.RatedAlready):
        rate(held, criterion="ENGAGEMENT", level="4")
    other = rate(held, criterion="Oversight")
    with pytest.raises(assessing_indicators.RatedAlready), unit_of_work():
        assessing_indicators.change_criterion(other, criterion="engagement", level="1", assessed_on=SPRING,
                                              by=held.reviewer)
    with unit_of_work():
        assessing_indicators.change_criterion(row, criterion="Engagement", level="3", assessed_on=SPRING,
                                              by=held.reviewer)
    assert rated(held) == [("Engagement", "3", SPRING), ("Oversight", "2", SPRING)]


def test_who_rated_changed_and_removed_stands_in_the_history(held):
    row = rate(held)
    with unit_of_work():
        assessing_indicators.change_criterion(row, criterion="Reach", level="3", assessed_on=SPRING, by=held.organiser)
        assessing_indicators.remove_criterion(row, by=held.organiser)
    told = [(entry.act, entry.who) for entry in history.of(row)]
    assert [act for act, _who in told] == ["criterion rated", "criterion changed", "criterion removed"]
    assert told[0][1] == history.name_of(held.reviewer) and told[2][1] == history.name_of(held.organiser)
    assert rated(held) == []


def test_an_action_may_name_several_indicators_and_each_can_be_rated(held, make):
    with unit_of_work():
        text = [line.replace("NI35", "NI35; NI1") if line.startswith("1.2") else line for line in SMALL]
        plan = importing.import_plan(text, key="other", title="Another", events=[held.event], by=held.organiser)
    assert indicator_queries.choices_of(plan) == ["NI35", "NI1"]


def test_a_criterion_is_added_changed_and_removed_and_a_refused_form_keeps_what_was_typed(held, reader):
    desk = reader.signed_in(held.organiser)
    shown = desk.get("indicators.list_indicators", **PLAN)
    assert "No indicator has a self-assessment yet" in shown.words and "Indicators without one" in shown.words
    page = desk.get("indicators.add_criterion", **PLAN)
    typed = {"criterion": "Engagement", "level": "", "evidence": "Meetings", "next_target": "3 by April",
             "assessed_on": "23 April 2009"}
    refused = fill(desk, page, typed, status=422)
    assert refused.errors == ["Write the level, such as 3 or good"]
    refused = fill(desk, refused, {"level": "2"}, status=422)
    assert refused.errors == ["The day of the self-assessment cannot be still to come."]
    kept = {name: (box.get("value") or box.get_text()).strip() for name in typed
            for box in [refused.find("main").find(attrs={"name": name})]}
    assert kept == typed | {"level": "2"}
    fill(desk, refused, {"assessed_on": "15 April 2009"})
    table = desk.get("indicators.list_indicators", **PLAN).find("table")
    assert "NI35" in table.caption.get_text() and "Wednesday 15 April 2009" in table.get_text()
    page = desk.get("indicators.add_criterion", **PLAN)
    assert page.find("input", attrs={"name": "assessed_on"})["value"] == "Wednesday 15 April 2009"
    fill(desk, page, {"criterion": "Oversight", "level": "fair"})
    number = indicator_queries.criteria_of(held.plan)[0].id
    main = desk.get("indicators.list_indicators", **PLAN).find("main")
    assert f"/desk/plans/plan/indicators/{number}" in [a["href"] for a in main.find("table").find_all("a")]
    assert "/desk/plans/plan/indicators/new?indicator=NI35" in [a["href"] for a in main.find_all("a")]
    page = desk.get("indicators.change_criterion", **PLAN, number=number)
    refused = fill(desk, page, {"level": "", "evidence": "A forum"}, status=422)
    assert refused.find("textarea", attrs={"name": "evidence"}).get_text().strip() == "A forum"
    fill(desk, page, {"level": "3"})
    assert rated(held) == [("Engagement", "3", SPRING), ("Oversight", "fair", SPRING)]
    desk.send(page, {}, to="/remove")
    assert rated(held) == [("Oversight", "fair", SPRING)]
    desk.get("indicators.change_criterion", **PLAN, number=number, status=404)


def test_who_approves_reads_it_and_finds_nothing_to_write(held, reader):
    row = rate(held)
    desk = reader.signed_in(held.approver)
    page = desk.get("indicators.list_indicators", **PLAN)
    assert "Engagement" in page.words
    assert not [a for a in page.find_all("a") if "/indicators/new" in a["href"] or f"/indicators/{row.id}" in a["href"]]
    desk.get("indicators.add_criterion", **PLAN, status=403)
    desk.get("indicators.change_criterion", **PLAN, number=row.id, status=403)


def test_another_plans_criterion_is_not_there(held, reader):
    row = rate(held)
    with unit_of_work():
        importing.import_plan(SMALL, key="other", title="Another", events=[held.event], by=held.organiser)
    reader.signed_in(held.organiser).get("indicators.change_criterion", key="other", number=row.id, status=404)


def asked_of_the_database(reader) -> tuple[int, str]:
    """How many statements the public page of the plan takes, and its words."""
    count: list[str] = []

    def note(_connection, _cursor, statement, *_rest):
        count.append(statement)

    sql_event.listen(db.engine, "before_cursor_execute", note)
    try:
        words = reader.anybody().get("plan.show_plan", slug="evening").words
    finally:
        sql_event.remove(db.engine, "before_cursor_execute", note)
    return len(count), words


def test_everybody_reads_it_under_the_plan_and_many_criteria_ask_the_database_no_more_often(held, reader):
    _first, words = asked_of_the_database(reader)
    assert "rate themselves" not in words
    rate(held, evidence="Two <b>meetings</b>", next_target="3 by April")
    one, words = asked_of_the_database(reader)
    assert "How the partners rate themselves: NI35" in words and "Two <b>meetings</b>" in words
    for number in range(6):
        rate(held, criterion=f"Criterion {number}")
    many, words = asked_of_the_database(reader)
    assert "Criterion 5" in words and many == one
