"""Every page, as everybody who may open it: no dead link, no axe violation, no script that fails."""

import io
from collections import defaultdict

import pytest
from sqlalchemy import select

from events import clock, files, jobs
from events import event as event_record
from events.access import links
from events.access.models import Officer
from events.agenda import releasing
from events.agenda.advice_models import Adviser
from events.agenda.models import AgendaItem, Speaker
from events.database import db, unit_of_work
from events.delegates import bringing_in, ordering, seat_queries, transporting
from events.delegates.door_models import DoorLink
from events.delegates.models import Invitation
from events.delegates.seat_models import PlaceRequest, Seats, Substitute
from events.delegates.states import Supplier
from events.feedback import capturing, disposing, linking, publishing
from events.feedback import queries as remark_queries
from events.feedback.filters import Filter
from events.feedback.models import Remark
from events.plan import (
    comment_tables,
    deciding,
    drafting,
    noting_comments,
    plan_files,
    settling,
    sitting,
    taking_back,
    taking_in,
    word_documents,
    word_queries,
    word_readings,
)
from events.plan import queries as plan_queries
from events.plan.board_models import BoardLink
from events.reports import converting, example, ordering_files, record_queries, reporting, styling
from tests.browsers import violations
from tests.readers import Reader
from tests.whole_life.crawling import NO_PAGES, crawl
from tests.whole_life.somebody_to_ask import a_room_and_a_pack, slides_to_look_at, somebody_to_ask

pytestmark = pytest.mark.browser

SLUG = "prevent-evening-2009"
WIDTHS = [1280, 320]


@pytest.fixture
def loaded(app):
    """The example as it stands the day after the board, and its people's cookies."""
    MORE_STARTS.clear()
    MORE_STARTS.update({who: list(starts) for who, starts in ALWAYS.items()})
    with app.app_context():
        example.load("approved")
        receipt, amendment = _one_of_each_open_thing()
        _a_list_to_decide_on()
        _what_was_said_for_all_to_read()
        _a_report_to_write()
        _what_the_drafting_group_has_before_it()
        _files_to_decide_on()
        _seats_and_request()
        somebody_to_ask("members-seminar-2009", MORE_STARTS)
        a_room_and_a_pack(SLUG, MORE_STARTS)
        slides_to_look_at("garbutt")
        seats = db.session.scalars(select(Seats).where(Seats.code == "ACDEFGHJ")).one()
        asked = db.session.scalars(select(PlaceRequest)).first()
        people = {officer.email: officer for officer in db.session.scalars(select(Officer))}
        spoke = select(Invitation).join(Remark, Remark.invitation_id == Invitation.id)
        invitation = db.session.scalars(spoke.where(Invitation.place == "held").limit(1)).one()
        waiting = db.session.scalars(select(Invitation).where(Invitation.place == "waiting").limit(1)).one()
        speaker = db.session.scalars(select(Speaker).where(Speaker.key == "garbutt").limit(1)).one()
        member = db.session.scalars(select(BoardLink).order_by(BoardLink.id).limit(1)).one()
        adviser = db.session.scalars(select(Adviser).limit(1)).one()
        MORE_STARTS["adviser 6"].append(f"/my/{adviser.ref}/advice/1")  # linked while nothing was answered
        db.session.expunge_all()
    by_link = [("i", "invitation", invitation), ("i", "invitation", waiting), ("s", "speaker", speaker),
               ("i", "seats", seats), ("i", "request", asked), ("i", "board", member),
               ("i", "adviser", adviser)]
    return people, by_link, receipt, amendment


def _seats_and_request() -> None:
    """A body's places with a name whose substitute waits, and a request that nobody has confirmed."""
    with unit_of_work():
        event, now = event_record.find(SLUG), clock.now()
        db.session.query(AgendaItem).filter_by(event_id=event.id, kind="discussion").update({"places": 40})
        releasing.freeze(event, by="command")
        guest = db.session.scalars(select(Invitation).where(Invitation.said == "DECLINED").limit(1)).one()
        seats = Seats(event=event, name="Renaissance", coordinator=guest.contact, count=4, ref="5ea75" * 3,
                      code="ACDEFGHJ", given_at=now, keep_until=event.keep_until)
        db.session.add(seats)
        guest.said, guest.place, guest.seats_id = "DELEGATED", "held", None
        db.session.flush()
        guest.seats_id = seats.id
        db.session.add(Substitute(invitation=guest, name="Omar Khan", email="omar@example.org", proposed_at=now,
                                  keep_until=event.keep_until))
        asked = PlaceRequest(event=event, ref="a5ced" * 3, name="Omar Khan", email="omar@example.org",
                             email_key="omar@example.org", asked_at=now, keep_until=event.keep_until)
        db.session.add(asked)
    more = [f"/my/{seats.ref}/seats/{guest.id}",
            f"/my/{seats.ref}/seats/substitutes/{seat_queries.proposed_on(seats)[0].id}"]
    MORE_STARTS["seats 3"] += more
    MORE_STARTS["margaret.tulloch@council.example.org"].append(f"/desk/events/{SLUG}/seats/{seats.id}/paper")


# What was open before the board approved version 2 is linked no more; the pages answer still.
VERSION = "/desk/plans/prevent-plan-2009/versions/2"
MORE_STARTS: dict[str, list[str]] = defaultdict(list)
ALWAYS = {
    "anybody": [f"/events/{SLUG}/place/asked"],
    "colin.hindmarsh@council.example.org": [f"{VERSION}/{page}" for page in (
        "gates/risk", "equality/summary", "equality/findings/new", "equality/findings/E-1",
        "equality/findings/E-1/amend", "risks/new", "risks/R-1", "implications/legal",
        "implications/legal/clearance")],
    "cllr.b.killingbeck@members.example.org": [f"{VERSION}/table", f"{VERSION}/table/3.1"],
}


def _what_was_said_for_all_to_read() -> None:
    """The page of what was said, a remark that concerns a second action, and a file that somebody ordered."""
    with unit_of_work():
        event = event_record.find(SLUG)
        margaret = db.session.scalars(select(Officer).where(Officer.name == "Margaret Tulloch")).one()
        publishing.publish_said(event, by=margaret)
        remark = remark_queries.remark_by_ref(event, "C-03")
        disposing.add_further(remark, about_action="4.3", disposition="noted", reason="It is known.", by=margaret)
        ordering_files.order(event, kind="remarks", form="csv", asked=Filter(), unread=True, by=margaret)
        plan = plan_queries.plans_of(event)[0]
        action = plan_queries.shown_version(plan, event).objectives[0].actions[0]
        MORE_STARTS["anybody"].append(f"/events/{SLUG}/plan/{plan.key}/actions/{action.key}/comment")


def _what_the_drafting_group_has_before_it() -> None:
    """A text of the plan's own, a proposal that lost its ground, two that meet, and a sitting that is open."""
    with unit_of_work():
        event = event_record.find(SLUG)
        plan = plan_queries.plans_of(event)[0]

        def propose(**values):
            return drafting.propose(plan, reason="It was asked for.", by="command", **values)

        text = propose(kind="text", after="We read each form.", others={"title": "How we read it"})
        deciding.accept(text, by="command")
        propose(kind="change", action_key="2.1", field="due", after="2031-01")
        deciding.accept(propose(kind="change", action_key="2.1", field="due", after="2032-02"), by="command")
        deciding.make_version(plan, by="command")
        for day in ("2031-03", "2033-03"):
            settling.accept_and_settle_later(
                propose(kind="change", action_key="2.1", field="due", after=day), reason="Both.", by="command")
        sitting.open_sitting(plan, held_on=event.local(event.starts_at).date(), present=[],
                             others_present="Yusuf Karim", by="command")


def _one_of_each_open_thing() -> tuple[str, str]:
    """What has a page only once it is there: remark, amendment, order, stop, door link. The first two's addresses."""
    with unit_of_work():
        event = event_record.find(SLUG)
        plan = plan_queries.plans_of(event)[0]
        amendment = drafting.propose(
            plan, kind="change", action_key="1.1", field="lead", after="Head of Communities", reason="It moved.",
            by="command",
        )  # fmt: skip
        _remark, receipt = capturing.capture(
            event, kind="comment", text="Thank you.", channel="web", attribution="anonymous", form_key="a key"
        )
        ordering.make_sheet(event, Supplier.CATERING, by="command")
        transporting.add_stop(event, name="Library", leaves=None, by="command")
        day = event.local(event.starts_at).date()
        with clock.moved_to(event.starts_at):  # links are made before an event is over
            linking.make_table_links(event, tables="1-3, Balcony", about="4 Young people", good_on=day, by="command")
            linking.make_scribe_link(event, name="Ana Okafor", good_on=day, by="command")
        db.session.add(DoorLink(event=event, ref="ab" * 8, name="Sam Okafor", created_at=clock.now(),
                                good_on=event.local(event.starts_at).date(), keep_until=event.keep_until))
        return f"/events/{SLUG}/room/receipt/{receipt}", f"/desk/plans/{plan.key}/amendments/{amendment.ref}"


def _a_report_to_write() -> None:
    """A new issue of the board's report, a body with headings of its own, and a PDF that somebody ordered."""
    with unit_of_work():
        margaret = db.session.scalars(select(Officer).where(Officer.name == "Margaret Tulloch")).one()
        final = record_queries.reports_about(event_record.find(SLUG))[0]
        reporting.issue_anew(final, by=margaret)
        styling.add_style("Cabinet", by=margaret)
        job = jobs.put(converting.MAKING_PDF, facts={"report": final.id, "part": "a"}, by=margaret)
        MORE_STARTS[margaret.email].append(f"/desk/plans/{final.plan.key}/reports/{final.number}/pdf/{job.ref}")


def _a_list_to_decide_on() -> None:
    """A contact list that somebody has looked at and not taken."""
    with unit_of_work():
        margaret = db.session.scalars(select(Officer).where(Officer.name == "Margaret Tulloch")).one()
        rows = b"name,email\nAnn Lee,ann@example.org\nBob,bob@example.org; cy@example.org\n"
        stored = files.store(io.BytesIO(rows), most_megabytes=1, kind=files.LISTS)
        bringing_in.read_list(stored.key, file_name="members.csv", by=margaret)


def _files_to_decide_on() -> None:
    """A plan, comments and a reviewed Word file that somebody has looked at and not taken."""
    with unit_of_work():
        plan = plan_queries.plans_of(event_record.find(SLUG))[0]
        by = db.session.scalars(select(Officer).where(Officer.email == "colin.hindmarsh@council.example.org")).one()
        margaret = db.session.scalars(select(Officer).where(Officer.name == "Margaret Tulloch")).one()
        sent = word_documents.write(word_queries.proposals(plan), at=clock.now())
        reviewed = taking_back.read_file(plan, word_readings.read(sent), file_name="reviewed.docx", by=by)
        comments = noting_comments.read_comments(plan, comment_tables.comments_in_words("1.1: who?\n9.9: hm"),
                                                 file_name="comments", by=by)
        rows = b"Ref,Objective,Action,Lead\n1.1,Be heard,Hold a forum,Silver Group\n"
        draft = taking_in.read_file(plan_files.read_plan(rows), file_name="draft.csv", by=margaret)
        MORE_STARTS[by.email] += [f"/desk/plans/{plan.key}/word/reviewed/{reviewed.ref}",
                                  f"/desk/plans/{plan.key}/more-comments/{comments.ref}"]
        MORE_STARTS[margaret.email].append(f"/desk/new-plan/{draft.ref}")


def everybody(app, reader, loaded) -> dict[str, tuple[Reader, list[str]]]:
    """Each kind of person with their browser, and where they start."""
    officers, by_link, receipt, amendment = loaded
    answered = f"/desk/events/{SLUG}/remarks/C-03"
    found = {
        "anybody": (
            reader.anybody(),
            ["/", f"/events/{SLUG}/", f"/events/{SLUG}/room", f"/events/{SLUG}/wall", receipt],
        )
    }
    for email, officer in officers.items():
        found[email] = (reader.signed_in(officer), ["/desk/"])
    found["margaret.tulloch@council.example.org"][1].extend([answered, amendment])
    found["colin.hindmarsh@council.example.org"][1].append(amendment)  # a reviewer recommends on it
    for number, (letter, kind, record) in enumerate(by_link):
        token = links.token(app.config["SECRET_KEY"], kind, record.ref, record.link_version)
        if kind == "invitation":
            stop = links.token(app.config["SECRET_KEY"], "no-reminders", record.ref, 1)
            found["anybody"][1].append(f"/no-reminders/{stop}")
        found[f"{kind} {number}"] = (reader.anybody(), [f"/{letter}/{token}"])
    for who, starts in MORE_STARTS.items():
        found[who][1].extend(starts)
    return found


@pytest.fixture
def seen(app, reader, loaded) -> dict[str, tuple[Reader, str]]:
    """Every page that somebody reaches: endpoint and address -> whose browser. A dead link fails here."""
    pages: dict[str, tuple[Reader, str]] = {}
    endpoints: set[str] = set()
    for _person, (browser, starts) in everybody(app, reader, loaded).items():
        for endpoint, addresses in crawl(app, browser, starts).items():
            if addresses and endpoint not in endpoints | NO_PAGES:
                endpoints.add(endpoint)
                pages[endpoint] = (browser, addresses[0])
    return pages


def unreached(app, seen) -> list[str]:
    """The pages that nobody finds by following links."""
    rules = [rule for rule in app.url_map.iter_rules() if "GET" in (rule.methods or ())]
    return sorted({rule.endpoint for rule in rules} - NO_PAGES - set(seen))


@pytest.mark.parametrize("half", [0, 1])  # two halves, so that two processes share the work
def test_every_page_is_found_and_has_no_axe_violation(app, seen, server, browsers, half):
    """On a desk's screen and on a narrow phone, nothing wider than the screen, no script that fails."""
    assert unreached(app, seen) == []
    wrong, open_pages = [], {}
    for endpoint, (reader, path) in sorted(seen.items())[half::2]:
        if reader not in open_pages:
            cookies = {c.key: c.value for c in reader.client._cookies.values()}
            open_pages[reader] = browsers.person(cookies=cookies)
        page = open_pages[reader]
        page.set_viewport_size({"width": WIDTHS[0], "height": 900})
        page.goto(path)
        for width in WIDTHS:  # a phone that is turned: the same page, narrower
            page.set_viewport_size({"width": width, "height": 900})
            wrong += [f"{endpoint} at {width}: {line}" for line in violations(page)]
            if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
                wrong.append(f"{endpoint} at {width}: wider than the screen")
    assert wrong == []


def test_axe_finds_what_is_wrong(chromium):
    """Shows that the test above can fail: a picture without words and a field without a label are found."""
    page = chromium.new_page()
    page.set_content("<html lang=en><title>t</title><main><h1>h</h1><img src='x.png'><input></main></html>")
    found = violations(page)
    page.close()
    assert [line.partition(":")[0] for line in found] == ["image-alt", "label"]
