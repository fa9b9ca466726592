"""The example as the walks of answers find it: everybody has answered, and the real server stands on it."""

from datetime import timedelta

from events import clock
from events import event as event_record
from events.access import links
from events.database import db, unit_of_work
from events.delegates import contact_queries, inviting, queries
from events.delegates.models import Contact
from events.reports import example
from events.reports.example_files import table, timing_of
from events.reports.example_planned import officers, plan_event
from tests.readers import Reader
from tests.servers import WebServer
from tests.whole_life.post import letter_to

EVENING, SEMINAR = "prevent-evening-2009", "members-seminar-2009"


class Town:
    """The example with everybody's answers in: a full evening with people waiting, and a seminar with room."""

    def __init__(self, app, settings: dict, server: WebServer, cookies: dict):
        """`cookies` are those of the organiser who is signed in."""
        self.app, self.settings, self.server, self.cookies = app, settings, server, cookies

    def mail(self, address: str, *, later: timedelta = timedelta(0)):
        """The newest letter to an address, with what is due by now (or `later`) sent first."""
        with clock.moved_to(clock.now() + later):
            return letter_to(self.settings, self.app, address)

    def link(self, slug: str, address: str) -> str:
        """The personal link that a guest's letters carry."""
        with self.app.app_context():
            guest = queries.invitation_to(event_record.find(slug), contact_queries.contact_by_email(address))
            key = self.app.config["SECRET_KEY"]
            return f"{self.server.url}/i/{links.token(key, 'invitation', guest.ref, guest.link_version)}"

    def guests(self, place: str) -> list[tuple[str, str]]:
        """(name, address) of the evening's guests with that place: those who wait in the order of the list."""
        with self.app.app_context():
            evening = event_record.find(EVENING)
            rows = queries.waiting(evening) if place == "waiting" else queries.coming(evening)
            return [(row.contact.name, row.contact.email) for row in rows if row.contact.email]


def loaded(app) -> dict:
    """Load the example, plan its seminar, and send an invitation to it by post. Returns the organiser's cookies."""
    with app.app_context():
        example.load("invited")
        data = table("seminar.toml")
        timing = timing_of(table("event.toml"), on=None, gone_by=False, now=clock.now())
        with unit_of_work():
            seminar = plan_event(data, timing)
            peggy = db.session.query(Contact).filter_by(name="Peggy Skelton").one()
            peggy.address = "4 Roseworth Crescent\nStockton-on-Tees\nTS19 9AB"
            drafts = inviting.draft_invitations(seminar, [peggy], by="command")
            inviting.send_invitations(seminar, drafts, by="command", hold=timedelta(0))
            organiser = officers(event_record.find(EVENING))["organiser"]
        reader = Reader.maker(app).signed_in(organiser)
        return {cookie.key: cookie.value for cookie in reader.client._cookies.values()}
