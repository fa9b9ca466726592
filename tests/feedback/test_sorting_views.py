"""The list of remarks, one remark's page, and the themes."""

from events.database import unit_of_work
from events.feedback import moderating, queries
from tests.feedback.test_capturing import captured
from tests.feedback.test_wall_views import approved


def test_a_reviewer_reads_only_what_was_approved(make, reader):
    event = make.event()
    approved(event, text="Approved words")
    waiting, _ = captured(event, text="Waiting words")
    reviewer = reader.signed_in(make.officer("reviewer", on=event))
    page = reviewer.get("sorting.show_sorting", slug=event.slug)
    assert "Approved words" in page.words and "Waiting words" not in page.words
    assert "Waiting words" not in reviewer.get("sorting.show_sorting", slug=event.slug, state="waiting").words
    reviewer.get("sorting.show_remark", slug=event.slug, ref=waiting.ref, status=404)
    reviewer.get("answers.translate_remark", slug=event.slug, ref=waiting.ref, status=404)


def test_the_list_is_filtered_by_its_address(make, reader):
    event = make.event()
    approved(event, text="About parking")
    approved(event, text="About buses", kind="comment", channel="paper")
    organiser = reader.signed_in(make.officer("organiser", on=event))
    page = organiser.get("sorting.show_sorting", slug=event.slug, channel="paper", q="bus")
    assert "About buses" in page.words and "About parking" not in page.words
    assert "nothing here that fits" in organiser.get("sorting.show_sorting", slug=event.slug, q="%").words
    organiser.get("sorting.show_sorting", slug=event.slug, theme="99999999999", state="withheld")


def test_themes_are_made_given_renamed_and_taken_away(make, reader):
    event = make.event()
    remark = approved(event)
    reviewer = reader.signed_in(make.officer("reviewer", on=event))
    page = reviewer.get("sorting.list_themes", slug=event.slug)
    page = reviewer.send(page, {"name": "Hearing back"}, follow=True, place=1)
    assert "Hearing back" in page.words and "1 approved remark has no theme yet" in page.words
    refused = reviewer.send(page, {"name": "hearing back"}, status=422, place=1)
    assert "already" in refused.errors[0]
    theme = queries.themes_of(event)[0][0]
    page = reviewer.get("sorting.sort_remark", slug=event.slug, ref=remark.ref)
    assert "Hearing back" in reviewer.send(page, {"themes": str(theme.id)}, follow=True, place=1).words
    page = reviewer.get("sorting.change_theme", slug=event.slug, theme_id=theme.id)
    reviewer.send(page, {"name": "Being told"}, follow=True, place=1)
    page = reviewer.get("sorting.change_theme", slug=event.slug, theme_id=theme.id)
    assert "There are no themes yet" in reviewer.send(page, {}, to="removal", follow=True).words
    elsewhere = make.event(slug="another")
    make.officer("reviewer", on=elsewhere)
    reviewer.get("sorting.change_theme", slug=event.slug, theme_id=999, status=404)


def test_what_became_of_a_remark_is_saved_and_read_by_its_writer(make, reader):
    event = make.event()
    remark, receipt = captured(event)
    with unit_of_work():
        moderating.approve(queries.remark_by_ref(event, remark.ref), by="command")
    reviewer = reader.signed_in(make.officer("reviewer", on=event))
    page = reviewer.get("answers.dispose_remark", slug=event.slug, ref=remark.ref)
    refused = reviewer.send(page, {"disposition": "noted"}, status=422, place=1)
    assert refused.errors
    reviewer.send(page, {"disposition": "noted", "reason": "The hall has been told."}, place=1)
    words = reader.anybody().get("room.show_receipt", slug=event.slug, receipt=receipt).words
    assert "The hall has been told." in words
    again = reviewer.send(page, {"disposition": "noted", "reason": "The hall has been told."}, place=1)
    assert again.headers["Location"].endswith(remark.ref), "the same form twice goes where it went"
    # The browser's Back and another answer is not taken for the same: both are shown, and nothing typed is lost.
    stale = reviewer.send(page, {"disposition": "referred", "reason": "Passed to the school."}, status=409, place=1)
    assert "Passed to the school." in stale.get_text() and "The hall has been told." in stale.words


def test_one_goes_from_remark_to_remark_of_a_filter_and_back_to_its_list(make, reader):
    event = make.event()
    for number in range(3):
        approved(event, text=f"Buses {number}")
    approved(event, text="Parking")
    reviewer = reader.signed_in(make.officer("reviewer", on=event))
    asked = {"state": "approved", "disposition": "none", "q": "buses"}
    listed = reviewer.get("sorting.show_sorting", slug=event.slug, **asked)
    shown = reviewer.get(next(a["href"] for a in listed.find("main").find_all("a") if a.get_text().startswith("Open ")))
    assert "q=buses" in shown.find("a", class_="govuk-back-link")["href"]
    page = reviewer.get(next(a["href"] for a in shown.find_all("a") if "/disposition?" in a["href"]))
    seen = []
    for number in range(3):
        seen.append(page.find("h1").get_text(" ", strip=True))
        said = {"disposition": "noted", "reason": "Read."} | ({"then": "next"} if number < 2 else {})
        assert ("Save and go to the next" in page.words) == (number < 2), "after the last there is none"
        page = reviewer.send(page, said, place=1, follow=True)
    assert len(set(seen)) == 3 and "q=buses" in page.find("a", class_="govuk-back-link")["href"]
    left = reviewer.get("sorting.show_sorting", slug=event.slug, state="approved", disposition="none")
    assert "Parking" in left.words and "Buses" not in left.find("main").get_text()


def test_a_stale_disposition_shows_both(make, reader):
    event = make.event()
    remark = approved(event)
    first, second = (reader.signed_in(make.officer("reviewer", on=event)) for _ in range(2))
    page = second.get("answers.dispose_remark", slug=event.slug, ref=remark.ref)
    first.send(first.get("answers.dispose_remark", slug=event.slug, ref=remark.ref),
               {"disposition": "noted", "reason": "The first reason."}, place=1)
    stale = second.send(page, {"disposition": "referred", "reason": "The second reason."}, status=409, place=1)
    assert "The first reason." in stale.words and "The second reason." in stale.words
    second.send(stale, {}, place=1)
    assert queries.remark_by_ref(event, remark.ref).disposition_reason == "The second reason."


def test_a_remark_is_answered_and_the_answer_changed_and_removed(make, reader):
    event = make.event()
    remark = approved(event)
    organiser = reader.signed_in(make.officer("organiser", on=event))
    page = organiser.get("answers.answer_remark", slug=event.slug, ref=remark.ref)
    organiser.send(page, {"text": "Because of the grant."}, status=422, place=1)
    page = organiser.send(page, {"text": "Because of the grant.", "published": "yes"}, follow=True, place=1)
    assert "Because of the grant." in page.words
    answer = queries.remark_by_ref(event, remark.ref).answers[0]
    page = organiser.get("answers.change_answer", slug=event.slug, ref=remark.ref, answer_id=answer.id)
    page = organiser.send(page, {"text": "Because of two grants.", "published": "no"}, follow=True, place=1)
    assert "Because of two grants." in page.words and "staff only" in page.words
    page = organiser.get("answers.change_answer", slug=event.slug, ref=remark.ref, answer_id=answer.id)
    assert "No answer in writing yet" in organiser.send(page, {}, to="removal", follow=True).words


def test_a_translation_stands_beside_the_words(make, reader):
    event = make.event()
    remark = approved(event, text="ہمارے محلے کی عورتیں")
    reviewer = reader.signed_in(make.officer("reviewer", on=event))
    page = reviewer.get("answers.translate_remark", slug=event.slug, ref=remark.ref)
    page = reviewer.send(page, {"language": "ur", "translation": "The women of our street"}, follow=True, place=1)
    assert "The women of our street" in page.words
    assert page.select_one(".sd-remark__text")["lang"] == "ur"


def test_the_pages_of_the_stage_never_show_the_guest_list(make, reader):
    event = make.event()
    make.invitation(event, make.contact("Joyce Applegarth"))
    approved(event)
    for role in ("moderator", "reviewer", "scribe"):
        officer = reader.signed_in(make.officer(role, on=event))
        for endpoint in ("moderation.show_queue", "sorting.show_sorting", "scribe.enter_card", "sorting.list_themes"):
            answer = officer.client.get(officer.address(endpoint, slug=event.slug))
            assert "Applegarth" not in answer.get_data(as_text=True)
