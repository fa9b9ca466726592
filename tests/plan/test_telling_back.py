"""Who gets a letter back and who never does, what stands in it word for word, and calling it back in time."""

import re
from datetime import timedelta

import pytest
from sqlalchemy import event as listening
from sqlalchemy import select

from events import clock, delivery, letters
from events.database import db, unit_of_work
from events.feedback import capturing, merging, moderating, sorting
from events.outbox import Letter, LetterState
from events.plan import became_letters, deciding, publishing_outcomes, queries, telling_back, telling_queries
from events.plan.telling_models import Told
from tests.plan.test_approving import ready
from tests.plan.test_drafting import propose
from tests.plan.test_public_views import approve, publish
from tests.plan.test_versioning import accept

WISHED = "Nobody told us what became of the last forum"
URDU = "ہمیں کوئی نہیں بتاتا"


def spoke(held, make, name="Joyce Applegarth", text=WISHED, *, wish=True, attribution="named", approved=True,
          language="", **contact):
    """Somebody who wrote by their own link; a moderator has read it."""
    invitation = make.invitation(held.event, make.contact(name, **contact))
    with unit_of_work():
        remark, _receipt = capturing.capture(
            held.event, kind="comment", text=text, channel="web", attribution=attribution, name=name,
            invitation=invitation, wants_to_hear=wish, language=language)
        if approved:
            moderating.approve(remark, by=held.organiser)
    return invitation, remark


def tell(held, hold=timedelta(0)):
    """The organiser sends to everybody who waits."""
    with unit_of_work():
        return telling_back.tell_back(held.event, count=len(telling_queries.to_tell(held.event)), by=held.organiser,
                                      hold=hold)


def mail(letter: Letter) -> letters.Mail:
    """A letter as it would leave now."""
    return became_letters.fill(None, letter)


def the_letters() -> list[Letter]:
    return list(db.session.scalars(select(Letter).where(Letter.name == "plan/became").order_by(Letter.to_name)))


def test_only_those_who_wrote_by_their_own_link_and_asked_are_written_to(held, make):
    spoke(held, make)
    spoke(held, make, "No Wish", wish=False)
    spoke(held, make, "An Onymous", attribution="anonymous")
    spoke(held, make, "Left Out", do_not_invite=True)
    _invitation, withheld = spoke(held, make, "With Held")
    spoke(held, make, "Not Read", approved=False)
    gone, _remark = spoke(held, make, "Erased Person")
    with unit_of_work():
        moderating.withhold(withheld, by=held.organiser)
        db.session.delete(gone)
    publish(held)
    assert [person.invitation.contact.name for person in telling_queries.to_tell(held.event)] == ["Joyce Applegarth"]
    tell(held)
    assert [letter.to_name for letter in the_letters()] == ["Joyce Applegarth"]


def test_nothing_leaves_before_the_outcomes_are_public_nor_a_second_time(held, make):
    spoke(held, make)
    with pytest.raises(telling_back.NotPublicYet):
        tell(held)
    publish(held)
    tell(held)
    with pytest.raises(telling_back.OthersToTell):
        tell(held)
    assert len(the_letters()) == 1


def test_another_number_than_the_one_that_was_seen_is_not_sent_to(held, make):
    spoke(held, make)
    publish(held)
    with pytest.raises(telling_back.OthersToTell) as refused, unit_of_work():
        telling_back.tell_back(held.event, count=2, by=held.organiser)
    assert refused.value.values == {"count": 1} and not the_letters()


def test_the_letter_holds_their_words_the_change_and_the_action_it_is_now(held, make):
    invitation, remark = spoke(held, make)
    accept(held, propose(held, evidence=[remark]))
    with unit_of_work():
        deciding.make_version(held.plan, by=held.reviewer)
    publish(held)
    tell(held)
    (letter,) = the_letters()
    said = mail(letter)
    assert said.subject == "What became of what you said: Evening of 20 May"
    for part in (said.text, said.html):
        assert WISHED in part and "it is to go into action 1.1" in part  # no board has decided yet
        assert f"/events/evening/outcomes/remarks/{remark.ref}" in part
    assert f"\u2068{WISHED}\u2069" in said.text
    assert "[taken out: for residents twice a year]" in said.text and "[put in: every quarter]" in said.text
    assert "<del" in said.html and "No board has decided about it yet." in said.text
    assert invitation.ref in said.text, "the personal link is in the mail"
    assert invitation.ref not in repr(letter.facts) and "http" not in repr(letter.facts), "and no link in the row"
    assert WISHED not in repr(letter.facts), "the words stand in the remark alone"


def test_after_the_boards_decision_it_says_you_said_this_it_is_now_action(held, make):
    _invitation, remark = spoke(held, make)
    accept(held, propose(held, field="measure", after="Four forums held", evidence=[remark]))
    with unit_of_work():
        sorting.dispose(held.remark("C-1"), disposition="noted", reason="Read.", by=held.reviewer)
    ready(held)
    approve(held)
    publish(held)
    tell(held)
    said = mail(the_letters()[0]).text
    assert "You said this; it is now action 1.1." in said and "Action 1.1, how we will know (A-" in said
    assert "approved by Renaissance on Tuesday 16 June 2009, minute 47/09." in said


def test_words_in_another_script_keep_their_language_and_direction(held, make):
    spoke(held, make, text=URDU, language="ur")
    publish(held)
    tell(held)
    said = mail(the_letters()[0])
    assert re.search(rf'<blockquote[^>]*dir="auto" lang="ur">{URDU}', said.html) and f"\u2068{URDU}\u2069" in said.text


def test_words_taken_out_or_withheld_before_it_leaves_are_in_no_letter(held, make):
    _one, redacted = spoke(held, make, "Ann Bell", "The lady at 4 Elm Street knows")
    _two, withheld = spoke(held, make, "Bob Cole", "Something that worries me")
    publish(held)
    tell(held, hold=telling_back.HOLD)
    with unit_of_work():
        moderating.redact(redacted, text="The lady at [address taken out] knows", by=held.organiser)
        moderating.withhold(withheld, by=held.organiser)
    ann, bob = (mail(letter) for letter in the_letters())
    assert "4 Elm Street" not in ann.text + ann.html and "[address taken out]" in ann.text
    assert "worries me" not in bob.text + bob.html and "are not shown any more" in bob.text


def test_of_those_put_together_each_is_told_what_became_of_the_one_that_stands(held, make):
    _one, stands = spoke(held, make, "Ann Bell")
    _two, joins = spoke(held, make, "Bob Cole", "Nobody told us last time either")
    with unit_of_work():
        merging.merge(joins, into=stands, by=held.organiser)
        sorting.dispose(stands, disposition="referred", reason="The forum's chair has it.", by=held.reviewer)
    publish(held)
    tell(held)
    bob = mail(the_letters()[1]).text
    assert "Nobody told us last time either" in bob and "The forum's chair has it." in bob
    assert "Others said much the same" in bob


def test_whom_no_mail_reaches_is_noted_for_the_post_and_gets_no_letter_row(held, make):
    spoke(held, make, "Peggy Skelton", email=None)
    spoke(held, make, "Came Back", bounced_at=clock.now())
    publish(held)
    made = tell(held)
    assert (made.by_mail, made.by_post) == (0, 2) and not the_letters()
    people = telling_queries.told_by_post(held.event)
    assert [person.invitation.contact.name for person in people] == ["Came Back", "Peggy Skelton"]


def test_called_back_in_time_they_are_to_be_told_again_and_nothing_leaves(held, make):
    spoke(held, make)
    publish(held)
    made = tell(held, hold=telling_back.HOLD)
    with unit_of_work():
        assert telling_back.call_back(made, by=held.organiser) == 1
    assert [letter.state for letter in the_letters()] == [LetterState.WITHDRAWN]
    assert len(telling_queries.to_tell(held.event)) == 1


def test_what_has_left_is_not_called_back(held, make):
    spoke(held, make)
    publish(held)
    made = tell(held)
    db.session.rollback()
    delivery.deliver()
    with pytest.raises(telling_back.TooLateToCallBack), unit_of_work():
        telling_back.call_back(db.session.merge(made), by=held.organiser)
    assert [letter.state for letter in the_letters()] == [LetterState.SENT]


def test_taking_the_outcomes_down_calls_back_what_has_not_left(held, make):
    spoke(held, make)
    publish(held)
    tell(held, hold=telling_back.HOLD)
    with unit_of_work():
        publishing_outcomes.take_down_outcomes(held.event, by=held.organiser)
    assert [letter.state for letter in the_letters()] == [LetterState.WITHDRAWN]
    assert db.session.scalars(select(Told)).all() == [] and not queries.outcomes_are_public(held.event)


def test_fifty_letters_cost_as_many_queries_as_five(held, make):
    def cost(people: int) -> int:
        for number in range(people):
            spoke(held, make, f"Person {people} {number}")
        with unit_of_work():
            for remark in queries.remarks_of(held.plan):
                if remark.disposition is None:
                    sorting.dispose(remark, disposition="noted", reason="Read.", by=held.reviewer)
        asked: list = []
        db.session.expire_all()
        listening.listen(db.engine, "before_cursor_execute", listener := lambda *args: asked.append(args[2]))
        telling_queries.facts_of(held.event, telling_queries.to_tell(held.event))
        listening.remove(db.engine, "before_cursor_execute", listener)
        return len(asked)

    assert cost(25) == cost(2)
