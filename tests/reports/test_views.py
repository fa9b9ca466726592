"""The pages that gather several stages, as the people they are for read them."""

import pytest
from sqlalchemy import event as sql_event
from sqlalchemy import select

from events import pace
from events.access import queries as access_queries
from events.agenda import queries as agenda_queries
from events.agenda.models import Slot
from events.database import db, unit_of_work
from events.delegates import replying
from events.delegates.models import Contact, Invitation
from events.event import find
from events.feedback import capturing, moderating
from events.feedback.models import Remark
from events.outbox import Letter
from events.reports.queries import HELD_BACK
from tests.people import People
from tests.readers import Reader
from tests.reports.conftest import DAY_AFTER, SLUG


def officer(mail: str):
    """An officer of the example."""
    return access_queries.officer_by_email(mail)


def linked(page, words: str) -> bool:
    """Whether a page has a link with these words."""
    return any(" ".join(link.get_text(" ").split()) == words for link in page.find_all("a"))


def invitation_of(name: str) -> Invitation:
    """The invitation of somebody on the example's list."""
    return db.session.scalars(select(Invitation).join(Contact).where(Contact.name == name)).one()


def test_a_new_officer_is_told_how_to_begin(make, reader):
    page = reader.signed_in(make.officer("organiser", "administrator")).get("reports.show_desk")
    assert "this is how to begin" in page.words
    assert linked(page, "Make your first event") and linked(page, "Say who you are")


def test_somebody_without_an_event_is_told_to_wait_and_offered_nothing_to_press(make, reader):
    make.event(slug="not-theirs")
    page = reader.signed_in(make.officer("moderator", on=make.event())).get("reports.show_desk")
    assert "not-theirs" not in str(page) and not linked(page, "Make an event")


def test_the_desk_tells_each_officer_what_waits_for_them(held):
    _, readers = held
    organiser = readers.signed_in(officer("margaret.tulloch@council.example.org")).get("reports.show_desk")
    assert "59 remarks have no disposition" in organiser.words and "Members Policy Seminar" in organiser.words
    door = readers.signed_in(officer("ivan.petkov@council.example.org")).get("reports.show_desk")
    assert "remarks" not in door.words and "Members Policy Seminar" not in door.words


def test_letters_held_back_by_a_restore_are_said_on_the_administrators_desk(make, reader, in_app):
    event = make.event()
    with unit_of_work():
        letter = Letter(name="x", record="event 1", to_name="A", to_address="a@example.org", message_id="m",
                        state="held", server_words=HELD_BACK, due_at=DAY_AFTER, created_at=DAY_AFTER,
                        keep_until=DAY_AFTER)
        db.session.add(letter)
    said = "1 letter is held back after a restore"
    assert said in reader.signed_in(make.officer("administrator")).get("reports.show_desk").words
    assert said not in reader.signed_in(make.officer("organiser", on=event)).get("reports.show_desk").words


def test_the_overview_gives_the_organiser_the_numbers(held):
    _, readers = held
    page = readers.signed_in(officer("margaret.tulloch@council.example.org")).get("reports.show_overview", slug=SLUG)
    figures = {row.dt.get_text(strip=True): row.dd.get_text(strip=True) for row in page.select(".sd-figure")}
    assert figures["Invited"] == "120" and figures["Coming"] == "90" and figures["Arrived"] == "82"
    assert figures["Waiting"] == "7" and figures["Approved"] == "59" and figures["No answer"] == "10"
    assert "14 of 14 comments of the reviewing office are unanswered" in page.words
    assert page.find("li", attrs={"aria-current": "step"}).get_text(strip=True).startswith("Sorting")
    assert "1 is withheld" in page.words and "Denholm" not in page.words


@pytest.mark.parametrize(("mail", "sees_guests", "sees_words"), [
    ("jill.pallister@council.example.org", False, True),
    ("ivan.petkov@council.example.org", False, False),
    ("colin.hindmarsh@council.example.org", False, True),
    ("bernadette.quigley@safeguarding.example.org", False, False),
])
def test_numbers_about_guests_are_the_organisers_alone(held, mail, sees_guests, sees_words):
    _, readers = held
    page = readers.signed_in(officer(mail)).get("reports.show_overview", slug=SLUG)
    assert bool(page.find(id="guests")) == sees_guests and bool(page.find(id="what-was-said")) == sees_words


def test_the_safeguarding_lead_is_led_to_what_is_withheld_and_nobody_else_is(held):
    _, readers = held
    lead = readers.signed_in(officer("bernadette.quigley@safeguarding.example.org"))
    assert "1 remark is withheld for you to read" in lead.get("reports.show_overview", slug=SLUG).words
    other = readers.signed_in(officer("margaret.tulloch@council.example.org"))
    assert "withheld for you" not in other.get("reports.show_overview", slug=SLUG).words


def test_every_way_on_an_overview_opens_for_the_officer_who_is_shown_it(held):
    _, readers = held
    for mail in ("margaret.tulloch@council.example.org", "jill.pallister@council.example.org",
                 "colin.hindmarsh@council.example.org", "cllr.b.killingbeck@members.example.org",
                 "ivan.petkov@council.example.org", "kelly-anne.stobbs@council.example.org",
                 "bernadette.quigley@safeguarding.example.org"):
        browser = readers.signed_in(officer(mail))
        for page in (browser.get("reports.show_desk"), browser.get("reports.show_overview", slug=SLUG)):
            for link in page.select("main a[href^='/'], .sd-side a, nav a[href^='/desk']"):
                browser.get(link["href"].partition("#")[0])


def queries_of(app, reader) -> int:
    """How many statements an overview takes."""
    seen = []

    def note(connection, cursor, statement, *more):
        seen.append(statement)

    with app.app_context():
        sql_event.listen(db.engine, "before_cursor_execute", note)
        reader.get("reports.show_overview", slug="evening")
        sql_event.remove(db.engine, "before_cursor_execute", note)
    return len(seen)


def test_an_overview_takes_as_many_queries_for_many_guests_as_for_few(app, make, reader):
    event = make.event()
    browser = reader.signed_in(make.officer("organiser", on=event))
    browser.get("reports.show_overview", slug="evening")
    make.invitation(event)
    few = queries_of(app, browser)
    for _ in range(12):
        make.invitation(event)
    assert queries_of(app, browser) == few > 5


def test_an_overview_of_another_event_is_not_there(held):
    _, readers = held
    other = People().officer("organiser", on=People().event(slug="ours"))
    readers.signed_in(other).get("reports.show_overview", slug=SLUG, status=404)


def test_a_delegate_reads_their_own_answer_and_can_change_it(make, reader):
    event = make.event()
    invitation = make.invitation(event)
    browser = reader.by_link("invitation", invitation)
    page = browser.get("reports.show_my_page", ref=invitation.ref)
    assert "You have not answered yet. Please do so by Wednesday 13 May 2009." in page.words
    with unit_of_work():
        replying.reply(db.session.merge(invitation), said="ACCEPTED", channel="link", access="Ramp", consent=True)
    page = browser.get("reports.show_my_page", ref=invitation.ref)
    assert "You are coming, and a place is kept for you." in page.words and linked(page, "Show my badge")
    assert "Ramp" not in page.words, "needs are never shown again"


def test_a_delegate_of_a_full_event_reads_that_they_wait(make, reader):
    event = make.event(capacity=0)
    invitation = make.invitation(event)
    with unit_of_work():
        replying.reply(db.session.merge(invitation), said="ACCEPTED", channel="link")
    page = reader.by_link("invitation", invitation).get("reports.show_my_page", ref=invitation.ref)
    assert "you are on the waiting list" in page.words and not linked(page, "Show my badge")


def test_a_delegate_is_told_what_became_of_their_words(example_at, at):
    app = example_at("approved")
    with at(2009, 5, 21, 10), app.app_context():
        name = "Aisha O'Connor-Malik"
        invitation = invitation_of(name)
        page = Reader.maker(app).by_link("invitation", invitation).get("reports.show_my_page", ref=invitation.ref)
        assert "My brother sent two hundred forms off" in page.words
        assert "It changed the plan" in page.words and "In the plan now" in page.words
        assert linked(page, "What you said, what we did")


def test_until_the_outcomes_are_public_a_delegate_is_not_told_a_draft(example_at, at):
    app = example_at("amended")
    with at(2009, 5, 21, 10), app.app_context():
        invitation = invitation_of("Aisha O'Connor-Malik")
        page = Reader.maker(app).by_link("invitation", invitation).get("reports.show_my_page", ref=invitation.ref)
        assert "It changed the plan" not in page.words and "In the plan now" not in page.words


def test_withheld_words_do_not_come_back_on_a_page_that_others_may_see(held):
    _, readers = held
    with unit_of_work():
        db.session.scalars(select(Remark).where(Remark.ref == "C-02")).one().state = "withheld"
    invitation = invitation_of("Sheila Tweddle")
    page = readers.by_link("invitation", invitation).get("reports.show_my_page", ref=invitation.ref)
    assert "table eleven" not in page.words


def test_a_personal_page_opens_to_nobody_else(held):
    _, readers = held
    mine, other = invitation_of("Sheila Tweddle"), invitation_of("Denise Raper")
    browser = readers.by_link("invitation", mine)
    browser.get("reports.show_my_page", ref=other.ref, status=404)
    readers.anybody().get("reports.show_my_page", ref=mine.ref, status=404)
    organiser = readers.signed_in(officer("margaret.tulloch@council.example.org"))
    organiser.get("reports.show_my_page", ref=mine.ref, status=404)


def test_a_speaker_has_slot_slides_and_questions_on_one_page(held):
    _, readers = held
    speaker = next(one for one in agenda_queries.speakers_of(find(SLUG)) if one.key == "garbutt")
    page = readers.by_link("speaker", speaker).get("reports.show_speaker_page", ref=speaker.ref)
    assert "6:50pm – 7:10pm Prevent in practice on our streets" in page.words
    assert "Your questions to the speakers (on the platform)" in page.words
    assert linked(page, "Hand in your slides") and "How many like him" in page.words
    assert "Sheila" not in page.words and "Naseem Bano" not in page.words, "questions to others are not here"
    with unit_of_work():
        db.session.scalars(select(Remark).where(Remark.ref == "C-11")).one().state = "waiting"
    assert "How many like him" not in readers.by_link("speaker", speaker).get(
        "reports.show_speaker_page", ref=speaker.ref).words


@pytest.mark.parametrize(("endpoint", "words"), [
    ("reports.show_privacy", "Information Commissioner"), ("reports.show_accessibility", "level AA"),
])
def test_privacy_and_accessibility_are_told_to_anybody_in_the_councils_name(held, endpoint, words):
    _, readers = held
    page = readers.anybody().get(endpoint)
    assert words in page.words and "Municipal Buildings" in page.words and "01632 960100" in page.words


def test_the_process_says_that_it_lives_and_is_ready_without_a_cookie(app, reader):
    for path in ("/healthz", "/readyz"):
        answer = reader.anybody().client.get(path)
        assert answer.status_code == 200 and "Set-Cookie" not in answer.headers and "Cookie" not in answer.vary


def test_a_database_behind_the_program_is_not_ready(app, reader):
    with app.app_context(), unit_of_work():
        db.session.connection().exec_driver_sql("UPDATE alembic_version SET version_num = 'older'")
    answer = reader.anybody().client.get("/readyz")
    assert answer.status_code == 503 and "schema" in answer.get_data(as_text=True)
    assert reader.anybody().client.get("/healthz").status_code == 200


def test_an_administrator_changes_who_we_are_and_every_page_says_it(make, reader):
    browser = reader.signed_in(make.officer("administrator"))
    page = browser.get("reports.change_council")
    browser.send(page, {"name": "Elsewhere Council", "short_name": "Elsewhere", "colour": "#005ea5"}, place=1)
    assert "Elsewhere Council" in reader.anybody().get("reports.show_privacy").words
    assert "#005ea5" in reader.anybody().client.get("/council.css").get_data(as_text=True)


def test_a_refused_colour_comes_back_with_all_that_was_typed(make, reader):
    browser = reader.signed_in(make.officer("administrator"))
    typed = {"name": "Elsewhere Council", "short_name": "Elsewhere", "colour": "#ffee00", "privacy_words": "Our words"}
    page = browser.send(browser.get("reports.change_council"), typed, status=422, place=1)
    assert "contrast" in page.errors[0] and page.form(place=1)["privacy_words"].strip() == "Our words"
    assert page.title.get_text().startswith("Error:")
    browser = reader.signed_in(make.officer("organiser", on=make.event()))
    browser.get("reports.change_council", status=403)


def on_panel(item, speaker) -> None:
    """Let somebody sit on the panel of a part."""
    with unit_of_work():
        db.session.add(Slot(agenda_item_id=item.id, speaker_id=speaker.id, part="panel"))
    People.released(item.event)


def test_a_question_to_the_panel_stands_on_the_page_of_everybody_it_is_for_and_the_moderators(make, reader):
    event = make.event()
    ann, bea, cy = (make.speaker(event, name) for name in ("Ann", "Bea", "Cy"))
    talk, round_up = make.agenda_item(event, "A talk", speaker=cy), make.agenda_item(event, "Round-up")
    words = {"Whole event?": None, "About the talk?": talk, "About the round-up?": round_up}
    with unit_of_work():
        for text, item in words.items():
            remark, _ = capturing.capture(event, kind="question", text=text, channel="web", attribution="anonymous",
                                          agenda_item=item)
            moderating.approve(remark, by="test")

    def read_by(speaker) -> set[str]:
        page = reader.by_link("speaker", speaker).get("reports.show_speaker_page", ref=speaker.ref)
        return {text for text in words if text in page.words}

    assert read_by(ann) == read_by(bea) == set(words) - {"About the talk?"}, "nobody sits on a panel: it is for all"
    on_panel(round_up, ann)
    assert read_by(ann) == set(words)
    assert (read_by(bea), read_by(cy)) == (set(), {"About the talk?"})
    moderator = reader.signed_in(make.officer("moderator", on=event))
    page = moderator.get("moderation.show_queue", slug=event.slug, show="panel")
    assert page.select_one("[data-count=panel]").get_text() == "3" and all(text in page.words for text in words)


def test_the_pace_of_letters_is_set_on_the_councils_page_and_holds(make, reader, in_app):
    browser = reader.signed_in(make.officer("administrator"))
    page = browser.get("reports.change_council")
    assert (page.form(place=1)["mail_per_minute"], page.form(place=1)["mail_connections"]) == ("0", "1")
    assert "Exchange Online, for one, takes 30 a minute over 3 connections" in page.words
    wrong = browser.send(page, {"mail_per_minute": "-3", "mail_connections": "many"}, status=422, place=1)
    assert wrong.form(place=1)["mail_connections"] == "many" and len(wrong.errors) == 2
    browser.send(page, {"mail_per_minute": "30", "mail_connections": "3"}, place=1)
    db.session.rollback()
    assert pace.present() == pace.Pace(3, 30)
