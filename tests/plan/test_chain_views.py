"""From any remark to its end and from any action to its words, for everybody and on the desk; and who may not."""

from sqlalchemy import event as listening

from events.database import db, unit_of_work
from events.event import Visibility
from events.feedback import capturing, moderating, sorting
from events.plan import deciding, drafting, publishing_outcomes, queries
from tests.plan.test_approving import ready
from tests.plan.test_drafting import propose
from tests.plan.test_public_views import approve, publish
from tests.plan.test_telling_back import spoke, tell
from tests.plan.test_versioning import accept

HERE = {"slug": "evening", "key": "plan"}


def follow(reader, page, words: str):
    """One click: the link with these words."""
    return reader.get(next(a["href"] for a in page.find("main").find_all("a") if words in a.get_text(" ")))


def approved_with_words(held, **values):
    """An amendment that rests on C-1 stands in the approved version, and the outcomes are public."""
    with unit_of_work():
        sorting.dispose(held.remark("C-1"), disposition="noted", reason="Read.", by=held.reviewer)
    accept(held, propose(held, **({"field": "measure", "after": "Four forums held",
                                   "evidence": [held.remark("C-1"), held.comment("GO-1")]} | values)))
    ready(held)
    approve(held)
    publish(held)


def test_from_an_approved_sentence_to_the_words_and_from_there_to_their_end_in_two_clicks(held, reader):
    approved_with_words(held)
    person = reader.anybody()
    plan = person.get("plan.show_plan", slug="evening")
    said = " ".join(plan.find(id="1.1").get_text().split())
    assert "Changed since the draft: how we will know, wording." in said
    action = follow(person, plan, "The words behind it (1 remark)")
    assert "Nobody printed what was answered last time" in action.words and "Ray Ibbotson" in action.words
    assert "How will the answers reach those" in action.words, "and the reviewing body's, where those caused it"
    end = follow(person, action, "What became of C-1")
    assert "Approved by Renaissance on Tuesday 16 June 2009, minute 47/09" in end.words and "version 2" in end.words


def test_from_a_remark_to_its_end_by_theme_and_by_action(held, reader):
    approved_with_words(held)
    person = reader.anybody()
    by_theme = person.get("plan.show_outcomes", slug="evening")
    end = follow(person, by_theme, "The whole way, from these words to the end , C-1")
    assert end.find(class_="sd-redline").ins.get_text() == "inserted: Four end of insertion"
    assert "minute 47/09" in end.words
    by_action = follow(person, by_theme, "By action of the plan")
    assert "nobody spoke of them: 1.2, 2.1" in by_action.words
    assert "Approved by Renaissance" in follow(person, by_action, "C-1").words


def test_an_action_that_was_taken_out_still_shows_whose_words_led_to_it(held, reader):
    approved_with_words(held, kind="remove", action_key="1.2", field="", after="")
    page = reader.anybody().get("chains.show_action_chain", action_key="1.2", **HERE)
    assert "taken out of the plan" in page.words and "Nobody printed what" in page.words and page.find("del")


def test_the_introduction_has_its_words_too(held, reader):
    approved_with_words(held, kind="text", action_key="", field="preamble", after="What comes first if money is short.")
    person = reader.anybody()
    plan = person.get("plan.show_plan", slug="evening")
    assert "Nobody printed what" in follow(person, plan, "The words behind it (1 remark) , The introduction").words


def test_before_the_outcomes_are_public_there_is_no_chain(held, reader):
    person = reader.anybody()
    person.get("chains.show_remark_chain", slug="evening", ref="C-1", status=404)
    person.get("chains.show_action_chain", action_key="1.1", status=404, **HERE)
    person.get("chains.show_outcomes_by_action", slug="evening", status=404)
    assert "The words behind it" not in person.get("plan.show_plan", slug="evening").words


def test_what_is_not_approved_or_is_another_events_has_no_chain(held, make, reader):
    accept(held, propose(held, evidence=[held.remark("C-2"), held.remark("C-3")]))
    other = make.event(slug="other")
    with unit_of_work():
        moderating.withhold(held.remark("C-2"), by=held.organiser)
        capturing.capture(held.event, kind="comment", text="Not read yet", channel="paper", attribution="anonymous",
                          ref="C-9")
        theirs, _receipt = capturing.capture(other, kind="comment", text="Said elsewhere", channel="paper",
                                             attribution="anonymous", ref="O-1")
        moderating.approve(theirs, by=held.organiser)
        sorting.dispose(theirs, disposition="noted", reason="Read.", by=held.organiser)
        publishing_outcomes.publish_outcomes(other, by=held.organiser)
    publish(held)
    person = reader.anybody()
    person.get("chains.show_remark_chain", slug="other", ref="O-1")
    for ref in ("C-2", "C-9", "C-404", "O-1"):
        person.get("chains.show_remark_chain", slug="evening", ref=ref, status=404)
    page = person.get("chains.show_action_chain", action_key="1.1", **HERE)
    assert "C-2" not in page.words and "hate crime again" not in page.words and "samosas" in page.words
    for path in ("/events/other/outcomes/remarks/C-1", "/events/other/outcomes/plans/plan/actions/1.1",
                 "/events/evening/outcomes/plans/nothing/actions/1.1",
                 "/events/evening/outcomes/plans/plan/actions/9.9"):
        person.get(path, status=404)


def test_a_closed_or_unpublished_events_words_stand_on_no_other_events_page(held, make, reader):
    secret = make.event(slug="closed", visibility=Visibility.CLOSED)
    with unit_of_work():
        held.plan.events.append(db.session.merge(secret))
        remark, _receipt = capturing.capture(secret, kind="comment", text="Said behind closed doors", channel="paper",
                                             attribution="anonymous", ref="X-1")
        moderating.approve(remark, by=held.organiser)
        sorting.dispose(remark, disposition="noted", reason="Read.", by=held.organiser)
    accept(held, propose(held, evidence=[held.remark("C-1"), remark]))
    publish(held)
    with unit_of_work():
        publishing_outcomes.publish_outcomes(db.session.merge(secret), by=held.organiser)
    words = reader.anybody().get("chains.show_action_chain", action_key="1.1", **HERE).words
    assert "closed doors" not in words and "Nobody printed what" in words
    reader.anybody().get("chains.show_remark_chain", slug="closed", ref="X-1", status=404)


def test_on_the_desk_a_remark_leads_to_its_end_and_an_action_to_its_words(held, reader):
    accept(held, propose(held, evidence=[held.remark("C-1")]))
    declined = propose(held, field="lead", after="Nobody", evidence=[held.remark("C-1")])
    with unit_of_work():
        deciding.decline(queries.amendment_by_ref(held.plan, declined), reason="Somebody has to.", by=held.second)
    officer = reader.signed_in(held.reviewer)
    remark = officer.get("sorting.show_remark", slug="evening", ref="C-1")
    end = follow(officer, remark, "From these words to their end")
    assert "A-1" in end.words and "A-2" in end.words and "Somebody has to." in end.words, "what fell, too"
    assert "Letter back" not in end.words, "whether its writer is known is the organiser's to know"
    action = follow(officer, officer.get("drafting.show_desk_plan", key="plan"), "The words behind it , action 1.1")
    assert "Nobody printed what was answered last time" in action.words
    assert "A-1" in follow(officer, action, "C-1 to its end").words


def test_the_organiser_reads_how_it_stands_with_the_letter(held, make, reader):
    officer = reader.signed_in(held.organiser)
    assert "no letter can go" in officer.get("chains.show_remark_end", slug="evening", ref="C-1").words
    reader.signed_in(held.approver).get("chains.show_remark_end", slug="evening", ref="C-1", status=403)


def test_a_thousand_remarks_cost_as_many_queries_as_ten(held, reader):
    accept(held, propose(held, evidence=[held.remark("C-1"), held.remark("C-2")]))
    publish(held)
    pages = [("plan.show_outcomes", {"slug": "evening"}), ("chains.show_outcomes_by_action", {"slug": "evening"}),
             ("plan.show_plan", {"slug": "evening"}), ("chains.show_remark_chain", {"slug": "evening", "ref": "C-1"}),
             ("chains.show_action_chain", HERE | {"action_key": "1.1"})]

    def costs() -> list[int]:
        found, person = [], reader.anybody()
        for endpoint, values in pages:
            asked: list = []
            listening.listen(db.engine, "before_cursor_execute", listener := lambda *args, a=asked: a.append(args[2]))
            person.get(endpoint, **values)
            listening.remove(db.engine, "before_cursor_execute", listener)
            found.append(len(asked))
        return found

    few = costs()
    with unit_of_work():
        for number in range(120):
            remark, _receipt = capturing.capture(held.event, kind="comment", text=f"Comment {number}", channel="paper",
                                                 attribution="anonymous", ref=f"N-{number}")
            moderating.approve(remark, by=held.organiser)
            sorting.dispose(remark, disposition="noted", reason="Read.", by=held.organiser)
            if number % 3 == 0:
                ref = drafting.propose(held.plan, kind="change", action_key="1.1", field="lead", after=f"Lead {number}",
                                       reason="Asked for", evidence=[remark], by=held.reviewer).ref
                deciding.decline(queries.amendment_by_ref(held.plan, ref), reason="No", by=held.second)
    assert costs() == few


def test_a_receipt_leads_on_to_the_whole_way_once_that_is_public(held, reader):
    with unit_of_work():
        remark, receipt = capturing.capture(held.event, kind="comment", text="Print them large", channel="paper",
                                            attribution="anonymous")
        moderating.approve(remark, by=held.organiser)
    person, ref = reader.anybody(), remark.ref
    before = person.get("room.show_receipt", slug="evening", receipt=receipt)
    assert "The whole way" not in before.words
    accept(held, propose(held, evidence=[db.session.merge(remark)]))
    publish(held)
    page = person.get("room.show_receipt", slug="evening", receipt=receipt)
    end = follow(person, page, "The whole way, from your words to the decision")
    assert "Print them large" in end.words and "A-1" in end.words and ref in end.heading


def test_a_change_rests_on_nothing_said_where_nothing_was_named_behind_it(held, reader):
    approved_with_words(held, evidence=[])
    page = reader.anybody().get("chains.show_action_chain", action_key="1.1", **HERE)
    assert "It rests on nothing that was said" in page.words and "may not be shown" not in page.words


def test_what_is_public_and_told_already_is_said_before_it_is_changed(held, make, reader):
    _invitation, remark = spoke(held, make)
    organiser, reviewer = reader.signed_in(held.organiser), reader.signed_in(held.reviewer)
    where = {"slug": "evening", "ref": remark.ref}
    assert "already" not in organiser.get("answers.dispose_remark", **where).find("main").get_text()
    publish(held)
    tell(held)
    page = organiser.get("answers.dispose_remark", **where)
    assert "is public already" in page.words and "A letter back to its writer was made on" in page.words
    page = reviewer.get("answers.dispose_remark", **where)
    assert "is public already" in page.words and "letter" not in page.find("main").get_text()
