"""Erasing: an adviser's name and words, and what was found about a speaker; that it was done stays."""

import json
from datetime import date

from events import history
from events.agenda import advice_queries, asking_advice, forgetting_advice, vetting, vetting_queries
from events.agenda.forgetting_advice import BLANK
from events.database import db, unit_of_work
from events.outbox import Letter
from tests.agenda.advised import asked, back, done, said


def test_what_is_kept_about_an_adviser_is_told_by_their_address(make):
    event = make.event()
    said(asked(event, email="Jean@Example.org", body="", name="Jean Potts"))
    [row] = forgetting_advice.held_about("jean@example.org")
    assert row["name"] == "Jean Potts" and row["comments"][0]["text"] == "Please move the break to sunset."
    assert json.dumps(row) and forgetting_advice.held_about("other@example.org") == []


def test_a_person_is_erased_with_their_words_and_letters_and_their_link_is_shut(make, reader):
    event = make.event()
    adviser = asked(event, email="jean@example.org", body="", name="Jean Potts", may_be_named=True)
    comment, link = said(adviser), reader.link("adviser", adviser)
    done(asking_advice.send_asked, adviser, by="command")
    with unit_of_work():
        assert forgetting_advice.forget_at("JEAN@example.org", by="command") == 1
    gone = back(adviser)
    assert (gone.name, gone.email, gone.shown_as, back(comment).text) == (BLANK, "", "", BLANK)
    [letter] = db.session.query(Letter)
    assert (letter.to_address, letter.facts, str(letter.state)) == ("", {}, "withdrawn")
    reader.anybody().get(link, status=410)
    assert history.of(gone)[-1].act == "erased"


def test_a_bodys_words_stay_when_the_person_who_wrote_for_it_is_erased(make):
    event = make.event()
    adviser = asked(event)
    comment = said(adviser)
    done(forgetting_advice.forget_adviser, adviser, by="command")
    assert (back(adviser).called, back(adviser).name, back(comment).text) == (
        "Faith Network", "", "Please move the break to sunset.")


def test_of_an_erased_speaker_the_decision_stays_and_nothing_of_what_was_found(make):
    event = make.event()
    speaker = make.speaker(event, "Dr Nadia Khan")
    make.agenda_item(event, speaker=speaker)
    comment = said(asked(event))
    with unit_of_work():
        for act, values in (
            (vetting.write_asked, {"what": "Families", "invited_by": "Us"}),
            (vetting.note_finding, {"source": "A page", "looked_on": date(2009, 4, 20), "finding": "Nothing"}),
            (vetting.decide, {"outcome": "go ahead", "reason": "Nothing against it"}),
        ):
            act(db.session.merge(event), vetting_queries.looked(event, "speaker", speaker.id), by="command", **values)
    done(forgetting_advice.forget_speaker, speaker, by="command")
    looked = vetting_queries.looked(event, "speaker", speaker.id)
    assert (looked.asked[0].what, looked.findings[0].finding, looked.decision.reason) == (BLANK, BLANK, BLANK)
    assert looked.decision.outcome == "go ahead" and looked.decision.alone_because == ""
    assert "Khan" not in json.dumps(back(comment).draft.parts)
    assert advice_queries.advice_of(event)[0].text
