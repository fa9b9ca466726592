"""Paper cards, one after another, and cards from a file."""

import io

from events.feedback import queries
from tests.feedback.test_capturing import captured
from tests.feedback.test_printing import printed


def test_a_card_goes_to_the_queue_and_the_next_form_keeps_what_the_pile_has(make, reader):
    event = make.event()
    item = make.agenda_item(event, "Round the tables")
    scribe = reader.signed_in(make.officer("scribe", on=event))
    page = scribe.get("scribe.enter_card", slug=event.slug)
    page = scribe.send(page, {"text": "More light", "kind": "comment", "item": item.key, "organisation": "Forum"},
                       follow=True, place=1)
    remark = queries.waiting(event)[0]
    assert f"Card {remark.ref} is in the queue." in page.words
    assert (remark.channel, remark.attribution, queries.shown_name(remark)) == ("paper", "organisation only", "Forum")
    form = page.form(place=1)
    assert (form["item"], form["kind"], form["channel"], form["text"].strip()) == (item.key, "comment", "paper", "")
    assert page.find("input", attrs={"name": "serial"}).has_attr("autofocus")


def test_the_same_card_pressed_twice_is_one(make, reader):
    event = make.event()
    scribe = reader.signed_in(make.officer("scribe", on=event))
    page = scribe.get("scribe.enter_card", slug=event.slug)
    for _ in range(2):
        scribe.send(page, {"text": "More light", "kind": "comment"}, place=1)
    assert len(queries.waiting(event)) == 1


def test_a_refused_card_keeps_what_was_typed(make, reader):
    event = make.event()
    scribe = reader.signed_in(make.officer("scribe", on=event))
    page = scribe.get("scribe.enter_card", slug=event.slug)
    refused = scribe.send(page, {"text": "a" * 2_001, "kind": "comment", "name": "Joyce"}, status=422, place=1)
    assert refused.form(place=1)["name"] == "Joyce" and "2,000" in refused.errors[0]


def test_a_scribe_sees_neither_the_queue_nor_what_others_wrote(make, reader):
    event = make.event()
    captured(event, text="Somebody else's words")
    scribe = reader.signed_in(make.officer("scribe", on=event))
    assert "Somebody else" not in scribe.get("scribe.enter_card", slug=event.slug).words
    scribe.get("sorting.show_sorting", slug=event.slug, status=403)
    scribe.get("scribe.import_cards", slug=event.slug, status=403)


def test_an_organiser_takes_a_file_and_a_bad_row_is_named(make, reader):
    event = make.event()
    organiser = reader.signed_in(make.officer("organiser", on=event))
    header = b"ref,kind,session,addressed_to,channel,name,organisation,partnership,text\n"

    def send(content: bytes, status: int):
        data = {"csrf_token": organiser.token(), "file": (io.BytesIO(content), "cards.csv")}
        answer = organiser.client.post(f"/desk/events/{event.slug}/cards/file", data=data)
        assert answer.status_code == status
        return answer.get_data(as_text=True)

    assert "Line 2, column channel" in send(header + b"C-1,comment,,,pigeon,,,,Words\n", 422)
    send(header + b"C-1,comment,,,paper,,,,Words\n", 302)
    assert [remark.ref for remark in queries.waiting(event)] == ["C-1"]


def test_a_card_that_is_here_already_is_shown_and_not_doubled(make, reader):
    event = make.event()
    serial = printed(event)[0].serial
    scribe = reader.signed_in(make.officer("scribe", on=event))
    page = scribe.get("scribe.enter_card", slug=event.slug)
    scribe.send(page, {"serial": serial, "text": "More light", "kind": "comment"}, place=1)
    page = scribe.get("scribe.enter_card", slug=event.slug)
    refused = scribe.send(page, {"serial": serial, "text": "Other words", "kind": "comment"}, status=422, place=1)
    assert f"Card {serial} is here already" in refused.errors[0] and "More light" in refused.words
    assert refused.form(place=1)["text"].strip() == "Other words" and len(queries.waiting(event)) == 1


def test_of_a_withheld_card_nothing_is_shown_to_whoever_types_its_serial(make, reader):
    event = make.event()
    serial = printed(event)[0].serial
    scribe = reader.signed_in(make.officer("scribe", on=event))
    page = scribe.get("scribe.enter_card", slug=event.slug)
    flagged = scribe.send(page, {"serial": f"s{serial}", "text": "About a child", "kind": "comment"}, follow=True,
                          place=1)
    assert "has no safeguarding lead" in flagged.words
    refused = scribe.send(flagged, {"serial": serial, "text": "Other", "kind": "comment"}, status=422, place=1)
    assert "About a child" not in refused.words


def test_who_spoke_and_what_was_answered_is_noted_without_javascript(make, reader, at):
    event = make.event()
    item = make.agenda_item(event, "Questions")
    scribe = reader.signed_in(make.officer("scribe", on=event))
    with at(2009, 5, 20, 17, 10):
        page = scribe.get("scribe.enter_spoken", slug=event.slug)
        form = {"spoken_by": "press", "text": "Why here?", "answered": "yes", "answer": "Because."}
        page = scribe.send(page, form, follow=True, place=1)
    remark = queries.waiting(event)[0]
    assert f"{remark.ref} is in the queue." in page.words
    assert (remark.spoken_by, remark.agenda_item.key, remark.answers[0].text) == ("press", item.key, "Because.")


def test_who_spoke_must_be_chosen_and_what_was_typed_comes_back(make, reader):
    event = make.event()
    scribe = reader.signed_in(make.officer("scribe", on=event))
    page = scribe.get("scribe.enter_spoken", slug=event.slug)
    refused = scribe.send(page, {"text": "Why here?", "answer": "Because."}, status=422, place=1)
    assert refused.errors[:1] == ["Choose who spoke"] and refused.form(place=1)["answer"].strip() == "Because."
