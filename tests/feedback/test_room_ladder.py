"""How the asker is shown, when the room is open, what phones hear of it, and what a receipt can do later."""

from datetime import timedelta

from events import clock, history
from events.database import db, unit_of_work
from events.feedback import moderating, queries, room_queries, sorting, wall_queries
from events.feedback.room_models import FurtherDisposition
from tests.feedback.test_room_views import WORDS, remarks, sent


def test_five_ways_to_be_shown_each_say_who_reads_it(make, reader):
    event = make.event()
    both = make.officer("organiser", "moderator", on=event)
    make.officer("moderator", on=event)
    make.officer("moderator", on=make.event(slug="another"))
    gone = make.officer("organiser", on=event)
    with unit_of_work():
        db.session.merge(gone).disabled_at = clock.now()
    page = reader.anybody().get("room.ask", slug=event.slug)
    values = [box["value"] for box in page.select("input[name=shown]")]
    assert values == ["anonymous", "anonymous to the room", "partnership only", "organisation only", "named"]
    assert "organisers and moderators of this event (2 people), and by nobody else" in page.words
    assert "2 moderators, 1 organiser." in page.words
    assert both.name not in page.words, "roles and numbers, no officer's name"


def test_whoever_came_by_a_link_need_type_no_name_and_a_neighbour_may_type_theirs(make, reader):
    event = make.event()
    invitation = make.invitation(event, make.contact("Joyce Applegarth"))
    page = reader.by_link("invitation", invitation).get("room.ask", slug=event.slug)
    values = [box["value"] for box in page.select("input[name=shown]")]
    assert values == ["anonymous", f"room:{invitation.ref}", "partnership only", "organisation only",
                      f"me:{invitation.ref}", "named"]
    assert not page.select("input[name=shown][checked]")
    sent(reader.by_link("invitation", invitation), event.slug, shown="named", name="Neighbour Ned")
    assert (remarks()[0].name, remarks()[0].invitation_id) == ("Neighbour Ned", None)


def test_anonymous_to_the_room_keeps_the_name_for_organisers_and_shows_none(make, reader):
    event = make.event()
    page = sent(reader.anybody(), event.slug, shown="anonymous to the room", name="Joyce", organisation="Forum",
                partnership="Board")
    assert "Anonymous to the room" in page.words and "Joyce" not in page.words
    remark = remarks()[0]
    assert (remark.name, remark.organisation, remark.partnership) == ("Joyce", "Forum", "")
    assert queries.shown_name(remark) == ""
    anybody = reader.anybody()
    refused = anybody.send(anybody.get("room.ask", slug=event.slug), WORDS | {"shown": "anonymous to the room"},
                           status=422)
    assert refused.select_one(".govuk-error-summary a[href='#name']")


def test_a_link_lets_one_be_anonymous_to_the_room_and_still_hear(make, reader):
    event = make.event()
    invitation = make.invitation(event, make.contact("Joyce Applegarth"))
    guest = reader.by_link("invitation", invitation)
    sent(guest, event.slug, shown=f"room:{invitation.ref}", wants_to_hear="y")
    remark = remarks()[0]
    assert (remark.attribution, remark.name, remark.invitation_id, remark.wants_to_hear) == (
        "anonymous to the room", "Joyce Applegarth", invitation.id, True)


def test_who_is_one_of_few_is_told_to_them_alone_and_strangers_are_told_the_same_of_any_body(make, reader):
    event = make.event()
    few = make.invitation(event, make.contact("Joyce", organisation="Forum", partnership="Board"))
    many = [make.invitation(event, make.contact(f"P{n}", organisation="Police", partnership="Trust")) for n in range(5)]
    assert reader.by_link("invitation", few).get("room.ask", slug=event.slug).words.count("perhaps you alone") == 2
    assert "perhaps you alone" not in reader.by_link("invitation", many[0]).get("room.ask", slug=event.slug).words
    page = reader.anybody().get("room.ask", slug=event.slug)
    assert "perhaps you alone" not in page.words and page.words.count("If you are the only one here from it") == 2


def test_a_remark_in_any_script_keeps_its_language(make, reader):
    event = make.event()
    page = sent(reader.anybody(), event.slug, text="یہ کیوں؟", language="ur")
    assert page.select_one(".sd-quote[lang=ur][dir=auto]").get_text() == "یہ کیوں؟"
    sent(reader.anybody(), event.slug, language="no such language")
    assert {remark.language for remark in remarks()} == {"ur", ""}


def test_while_asking_is_paused_the_page_says_so_and_keeps_what_was_typed(make, reader):
    event = make.event()
    anybody = reader.anybody()
    page = anybody.get("room.ask", slug=event.slug)
    with unit_of_work():
        room_queries.for_change(event).is_paused = True
    refused = anybody.send(page, WORDS, status=422)
    assert "paused" in refused.errors[0] and refused.find("textarea").get_text().strip() == WORDS["text"]
    again = anybody.get("room.ask", slug=event.slug)
    assert again.find("textarea") and not again.select_one("[data-line=paused]").has_attr("hidden")
    assert remarks() == []


def test_the_room_opens_and_closes_when_the_organiser_says(make, reader, at):
    event = make.event()
    with unit_of_work():
        room = room_queries.for_change(event)
        room.opens_at, room.closes_at = event.starts_at, event.ends_at + timedelta(days=1)
    anybody = reader.anybody()
    assert "taken from Wednesday 20 May 2009 at 6pm" in anybody.get("room.ask", slug=event.slug).words
    with at(2009, 5, 20, 18):
        page = anybody.get("room.ask", slug=event.slug)
        anybody.send(page, WORDS)
    with at(2009, 5, 22, 18):
        assert "taken until Thursday 21 May 2009 at 9pm" in anybody.get("room.ask", slug=event.slug).words
        anybody.send(page, WORDS | {"text": "Too late"}, status=422)
    assert len(remarks()) == 1


def test_phones_hear_what_is_on_and_304_while_nothing_has_changed(make, reader, at):
    event = make.event()
    make.agenda_item(event, "Welcome", minutes=20)
    make.agenda_item(event, "Questions", after_minutes=20)
    client = reader.anybody().client
    state = f"/events/{event.slug}/room/state"
    with at(2009, 5, 20, 17, 5):
        first = client.get(state)
        told = first.json
        assert told.pop("questions") == wall_queries.mark_of_list([])
        assert told == {"now": "Welcome", "until": "6:20pm", "next": "Questions", "paused": False, "open": True}
        same = client.get(state, headers={"If-None-Match": first.headers["ETag"]})
        assert (same.status_code, same.data, "Set-Cookie" in same.headers) == (304, b"", False)
        with unit_of_work():
            room_queries.for_change(event).is_paused = True
    with at(2009, 5, 20, 17, 5, 2):  # a process keeps what it told for a second
        assert client.get(state, headers={"If-None-Match": first.headers["ETag"]}).json["paused"] is True
    with at(2009, 5, 20, 17, 25):
        assert client.get(state).json["now"] == "Questions"


def test_waiting_words_are_changed_by_receipt_and_read_ones_are_not(make, reader):
    event = make.event()
    officer = make.officer("moderator", on=event)
    anybody = reader.anybody()
    receipt = sent(anybody, event.slug).select_one(".sd-code").get_text().strip()
    page = anybody.get("room.change_words", slug=event.slug, receipt=receipt)
    assert page.find("textarea").get_text().strip() == WORDS["text"]
    assert "Why not here?" in anybody.send(page, {"text": "Why not here?"}, follow=True).words
    assert [remark.text for remark in remarks()] == ["Why not here?"]
    anybody.send(page, {"text": " "}, status=422)
    with unit_of_work():
        moderating.approve(queries.remark_by_receipt(event, receipt), by=officer)
    refused = anybody.send(page, {"text": "Something else"}, status=409)
    assert refused.find("textarea").get_text().strip() == "Something else"
    assert [remark.text for remark in remarks()] == ["Why not here?"]
    db.session.rollback()
    assert history.of(remarks()[0])[0].act == "approved", "changing it is in no history"


def test_a_receipt_tells_what_became_of_it_for_each_action(make, reader):
    event = make.event()
    officer = make.officer("moderator", on=event)
    anybody = reader.anybody()
    receipt = sent(anybody, event.slug).select_one(".sd-code").get_text().strip()
    with unit_of_work():
        remark = queries.remark_by_receipt(event, receipt)
        moderating.approve(remark, by=officer)
        sorting.dispose(remark, disposition="noted", reason="It is known", by=officer)
        db.session.add(FurtherDisposition(remark_id=remark.id, about_action="4.3", disposition="amends the plan",
                                          reason="Young people are asked"))
    words = anybody.get("room.show_receipt", slug=event.slug, receipt=receipt).words
    assert "It is known" in words
    assert "For action 4.3: A change to the plan is made of it. Young people are asked" in words


def test_what_was_put_together_with_another_is_told_what_became_of_that(make, reader):
    event = make.event()
    officer = make.officer("moderator", on=event)
    anybody = reader.anybody()
    first, second = (sent(anybody, event.slug, text=text).select_one(".sd-code").get_text().strip()
                     for text in ("Why here?", "Why in this town?"))
    with unit_of_work():
        one, other = (queries.remark_by_receipt(event, receipt) for receipt in (first, second))
        moderating.approve(one, by=officer)
        moderating.end_answer(one, by=officer)
        other.merged_into, other.state = one, "approved"
    words = anybody.get("room.show_receipt", slug=event.slug, receipt=second).words
    assert "Others have said the same" in words and "Answered at the event." in words


def test_our_own_script_is_told_the_receipt_and_a_repeat_is_the_same(make, reader):
    event = make.event()
    anybody = reader.anybody()
    form = anybody.get("room.ask", slug=event.slug).form("")
    told = [anybody.client.post(f"/events/{event.slug}/room", data=form | WORDS,
                                headers={"Accept": "application/json"}).json["to"] for _press in range(2)]
    assert told[0] == told[1] and len(remarks()) == 1
    assert "Why here" in anybody.get(told[0]).words
