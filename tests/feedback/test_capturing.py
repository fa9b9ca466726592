"""Capturing remarks: what is kept, what is not, and that nothing is kept twice."""

import threading
from datetime import date

import pytest
from sqlalchemy import func, select

from events import history
from events.database import Base, db, unit_of_work
from events.feedback import capturing, queries, receipts
from events.feedback.models import Remark
from events.feedback.states import (
    Attribution,
    Disposition,
    RemarkChannel,
    RemarkKind,
    RemarkState,
    SpeakerSays,
    SpokenBy,
)

KEY = "a random key of the form"


def captured(event, **values):
    """A remark captured in a unit of work of its own."""
    with unit_of_work():
        return capturing.capture(event, **({"kind": "question", "text": "Why here?", "channel": "web",
                                            "attribution": "anonymous"} | values))


def rows_of_each_table() -> dict[str, int]:
    """How many rows stand in each table."""
    tables = Base.metadata.sorted_tables
    return {table.name: db.session.scalar(select(func.count()).select_from(table)) for table in tables}


def test_an_anonymous_remark_is_one_row_in_one_table(make):
    event = make.event()
    invitation = make.invitation(event)
    before = rows_of_each_table()
    captured(event, invitation=invitation, name="Joyce Applegarth", organisation="The forum", wants_to_hear=True)
    after = rows_of_each_table()
    assert {name: after[name] - before[name] for name in after if after[name] != before[name]} == {"remark": 1}


def test_an_anonymous_remark_has_no_name_no_link_and_no_moment(make):
    event = make.event()
    remark, receipt = captured(event, invitation=make.invitation(event), name="Joyce", organisation="Forum",
                               wants_to_hear=True)
    assert (remark.name, remark.organisation, remark.invitation_id, remark.received_at) == ("", "", None, None)
    assert remark.wants_to_hear is False
    assert history.of(remark) == []
    assert receipt not in {str(getattr(remark, column.key)) for column in Remark.__table__.columns}


def test_the_day_is_the_event_s_own_not_utc(make, at):
    event = make.event()
    with at(2009, 5, 20, 23, 30):  # half past midnight in London
        remark, _ = captured(event)
    assert remark.received_on == date(2009, 5, 21)


def test_the_same_form_twice_is_one_remark_with_the_same_receipt(make):
    event = make.event()
    first, receipt = captured(event, form_key=KEY)
    second, again = captured(event, form_key=KEY)
    assert (first.id, receipt) == (second.id, again)
    assert db.session.scalar(select(func.count()).select_from(Remark)) == 1


def test_the_same_form_sent_side_by_side_is_one_remark(app, make):
    event_id = make.event().id
    together, got, failed = threading.Barrier(6), [], []

    def press():
        with app.app_context():
            together.wait()
            try:
                with unit_of_work():
                    remark, receipt = capturing.capture(
                        db.session.get(type(event), event_id), kind="comment", text="Pressed at once", channel="web",
                        attribution="anonymous", form_key=KEY)
                    db.session.flush()
                    got.append((remark.id, receipt))
            except Exception as error:
                failed.append(error)

    event = make.event(slug="another")
    threads = [threading.Thread(target=press) for _ in range(6)]
    [thread.start() for thread in threads]
    [thread.join() for thread in threads]
    assert not failed
    assert len(set(got)) == 1 and len(got) == 6
    db.session.rollback()
    assert db.session.scalar(select(func.count()).select_from(Remark)) == 1


def test_a_form_that_comes_back_with_other_words_loses_none_of_them(make):
    event = make.event()
    captured(event, form_key=KEY, text="The first question")
    second, receipt = captured(event, form_key=KEY, text="The second question")
    again, same = captured(event, form_key=KEY, text="The second question")
    assert second.text == "The second question"
    assert (again.id, same) == (second.id, receipt)


def test_the_same_key_at_another_event_is_another_receipt(make):
    _, here = captured(make.event(slug="one"), form_key=KEY)
    _, there = captured(make.event(slug="two"), form_key=KEY)
    assert here != there


def test_a_named_remark_keeps_its_moment_and_its_link(make):
    event = make.event()
    invitation = make.invitation(event)
    remark, _ = captured(event, attribution="named", name="Joyce Applegarth", organisation="The forum",
                         invitation=invitation, wants_to_hear=True)
    assert remark.invitation_id == invitation.id and remark.received_at is not None and remark.wants_to_hear
    assert queries.shown_name(remark) == "Joyce Applegarth, The forum"


@pytest.mark.parametrize("attribution, shown", [
    ("named", "Joyce, Forum"), ("organisation only", "Forum"), ("partnership only", "Renaissance"), ("anonymous", ""),
])
def test_a_remark_keeps_no_more_of_its_writer_than_it_shows(make, attribution, shown):
    remark, _ = captured(make.event(), attribution=attribution, name="Joyce", organisation="Forum",
                         partnership="Renaissance")
    assert queries.shown_name(remark) == shown
    assert (remark.name == "") == (attribution != "named")
    assert (remark.organisation == "") == (attribution not in ("named", "organisation only"))


@pytest.mark.parametrize("attribution, refusal", [
    ("named", capturing.NameWanted), ("organisation only", capturing.OrganisationWanted),
    ("partnership only", capturing.PartnershipWanted),
])
def test_what_is_to_be_shown_has_to_be_given(make, attribution, refusal):
    with pytest.raises(refusal):
        captured(make.event(), attribution=attribution, name=" \u202e ", organisation="", partnership="")


def test_a_remark_has_words_and_at_most_two_thousand_characters(make):
    event = make.event()
    with pytest.raises(capturing.NothingWritten):
        captured(event, text=" \n\u0000 ")
    with pytest.raises(capturing.TooLong) as refused:
        captured(event, text="a" * 2_001)
    assert "2,000" in str(refused.value) and "2,001" in str(refused.value)
    assert captured(event, text="a\r\n" * 999 + "bc")[0].text.count("\n") == 999


def test_control_characters_and_turned_lines_go_and_joiners_stay(make):
    remark, _ = captured(make.event(), text="one\u0000\u202e two\u2066\tthree\nfour", attribution="named",
                         name="می\u200cخواهم\u202e\u200b")
    assert remark.text == "one two three\nfour"
    assert remark.name == "می\u200cخواهم"


def test_phones_are_shut_out_two_weeks_after_the_event_and_cards_are_not(make, at):
    event = make.event()
    with at(2009, 6, 4, 12):
        with pytest.raises(capturing.RoomClosed):
            captured(event)
        assert captured(event, channel="paper")[0].state == "waiting"
    with at(2009, 6, 3, 12):
        assert captured(event)[0].state == "waiting"


def test_refs_are_random_and_given_refs_stay(make):
    event = make.event()
    refs = {captured(event)[0].ref for _ in range(8)}
    assert len(refs) == 8 and all(len(ref) == 7 and ref.startswith("R-") for ref in refs)
    assert captured(event, ref="C-37")[0].ref == "C-37"


def test_a_waiting_remark_is_taken_back_with_its_words_and_without_history(make):
    event = make.event()
    remark, receipt = captured(event, attribution="named", name="Joyce")
    with unit_of_work():
        remark = queries.remark_by_receipt(event, receipt)
        capturing.take_back(remark)
    assert (remark.state, remark.text, remark.name) == ("withdrawn", "", "")
    assert history.of(remark) == []
    with pytest.raises(capturing.AlreadyRead), unit_of_work():
        capturing.take_back(remark)


def test_a_receipt_is_found_however_it_is_typed():
    receipt = receipts.receipt_of("evening", KEY)
    assert receipts.tidy(receipt.lower().replace("-", " ")) == receipt
    assert receipts.tidy("not one") == ""


def test_an_anonymous_remark_keeps_no_partnership_either(make):
    remark, _ = captured(make.event(), attribution="anonymous", partnership="A board of three people")
    assert remark.partnership == ""


def test_every_word_of_a_state_fits_its_column():
    for column in Remark.__table__.columns:
        words = {"attribution": Attribution, "kind": RemarkKind, "state": RemarkState, "channel": RemarkChannel,
                 "disposition": Disposition, "spoken_by": SpokenBy, "speaker_says": SpeakerSays}.get(column.name, ())
        assert all(len(word) <= column.type.length for word in words), column.name
