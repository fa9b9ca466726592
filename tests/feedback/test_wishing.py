"""The wish to hear what became of one's words: changed on one's own page, and never chosen for anybody."""

from events import history
from events.database import db, unit_of_work
from events.feedback import capturing, wish_queries, wishing
from events.feedback.models import Remark


def spoke(event, invitation, *, wish=False, attribution="named", text="Who answers us?"):
    with unit_of_work():
        return capturing.capture(event, kind="comment", text=text, channel="web", attribution=attribution,
                                 name="Joyce", invitation=invitation, wants_to_hear=wish)[0]


def test_the_wish_holds_for_all_that_a_person_sent_and_for_nobody_elses(make):
    event = make.event()
    mine, other = make.invitation(event), make.invitation(event)
    remarks = [spoke(event, mine), spoke(event, mine, text="And when?"), spoke(event, other, text="Others ask too")]
    with unit_of_work():
        assert wishing.wish(mine, wanted=True, by="delegate") == 2
        assert wishing.wish(mine, wanted=True, by="delegate") == 0
    db.session.expire_all()
    assert [remark.wants_to_hear for remark in remarks] == [True, True, False]
    assert [entry.act for entry in history.of(mine)] == ["wants to hear"]


def test_an_anonymous_remark_leads_to_no_wish(make):
    event = make.event()
    invitation = make.invitation(event)
    spoke(event, invitation, wish=True, attribution="anonymous")
    assert wish_queries.wants_to_hear(invitation) is None
    with unit_of_work():
        assert wishing.wish(invitation, wanted=True, by="delegate") == 0


def test_it_is_changed_on_ones_own_page_by_a_choice_that_nobody_made_before(make, reader):
    event = make.event()
    invitation = make.invitation(event)
    key = spoke(event, invitation, wish=True).id
    guest = reader.by_link("invitation", invitation)
    own = guest.get("reports.show_my_page", ref=invitation.ref)
    assert "You asked to be told by letter what becomes of them." in own.words
    page = guest.get("wishes.change_wish", ref=invitation.ref)
    assert "As it stands, we will write to you." in page.words and not page.find("input", checked=True)
    refused = guest.send(page, {}, status=422)
    assert refused.errors == ["Choose whether we shall write"]
    guest.send(page, {"wanted": "no"})
    db.session.rollback()
    assert db.session.get_one(Remark, key).wants_to_hear is False
    assert "You have not asked for a letter" in guest.get("reports.show_my_page", ref=invitation.ref).words


def test_nobody_changes_another_persons_wish(make, reader):
    event = make.event()
    mine, other = make.invitation(event), make.invitation(event)
    reader.by_link("invitation", mine).get("wishes.change_wish", ref=other.ref, status=404)
    page = reader.by_link("invitation", mine).get("wishes.change_wish", ref=mine.ref)
    assert "Nothing was sent under your name" in page.words
