"""Paper cards, one after another, and cards from a file."""

import io

from events.feedback import queries
from tests.feedback.test_capturing import captured


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
    assert page.find("textarea").has_attr("autofocus")


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
