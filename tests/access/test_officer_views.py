"""The administrator's pages."""

from sqlalchemy import event as sql_event

from events.access import queries
from events.access.models import Officer
from events.database import db


def test_the_administrator_adds_an_officer_and_gives_and_takes_a_role(make, reader):
    make.event()
    browser = reader.signed_in(make.officer("administrator"))
    page = browser.get("/desk/officers")
    shown = browser.send(page, {"name": "Ada Lovell", "email": "Ada@council.example.org"}, to="", place=1, follow=True)
    ada = queries.officer_by_email("ada@council.example.org")
    assert shown.heading == "Ada Lovell"
    browser.post(f"/desk/officers/{ada.id}", {"role": "moderator", "on": "evening"})
    assert queries.roles_anywhere(db.session.get(Officer, ada.id)) == {"moderator"}
    page = browser.get(f"/desk/officers/{ada.id}")
    assert "Role given." in page.words
    browser.send(page, {}, to="/take")
    assert db.session.get(Officer, ada.id).roles == []


def test_no_role_is_chosen_beforehand(make, reader):
    admin = make.officer("administrator")
    browser = reader.signed_in(admin)
    assert browser.post(f"/desk/officers/{admin.id}", {"on": ""}, status=422).errors == ["Choose a role"]


def test_odd_addresses_and_known_ones_are_refused_with_what_was_typed(make, reader):
    admin = make.officer("administrator")
    browser = reader.signed_in(admin)
    known = admin.email.upper()
    for email in ("not an address", "a@b@c.org", "one@council.example.org, two@council.example.org", known):
        page = browser.post("/desk/officers", {"name": "Ada", "email": email}, status=422)
        assert page.errors and page.find("input", attrs={"name": "email"})["value"] == email
    assert db.session.query(Officer).count() == 1


def test_shutting_out_and_letting_in_again(make, reader):
    admin, other = make.officer("administrator"), make.officer("organiser", name="Other")
    browser, theirs = reader.signed_in(admin), reader.signed_in(other)
    page = browser.get(f"/desk/officers/{other.id}")
    browser.send(page, {}, to="/account")
    theirs.get("/desk/contacts", status=302)
    assert "Account closed" in browser.get("/desk/officers").words
    browser.send(browser.get(f"/desk/officers/{other.id}"), {}, to="/account")
    theirs.get("/desk/contacts")
    browser.send(page, {"form_key": "another press"}, to="/account")


def test_an_old_page_undoes_nothing(make, reader):
    admin, other = make.officer("administrator"), make.officer("organiser", name="Other")
    browser = reader.signed_in(admin)
    old = [browser.get(f"/desk/officers/{other.id}") for _ in range(2)]
    for page in old:
        browser.send(page, {}, to="/account")
    assert db.session.get(Officer, other.id).disabled_at is not None


def test_the_last_administrator_is_kept_with_a_sentence(make, reader):
    admin = make.officer("administrator")
    browser = reader.signed_in(admin)
    page = browser.get(f"/desk/officers/{admin.id}")
    for to in ("/take", "/account"):
        refused = browser.send(page, {}, to=to, status=422)
        assert "last administrator" in refused.words
    browser.get("/desk/officers")


def test_an_officer_or_role_that_is_not_there_is_404(make, reader):
    admin, other = make.officer("administrator"), make.officer("organiser", name="Other")
    browser = reader.signed_in(admin)
    browser.get("/desk/officers/9999", status=404)
    browser.post(f"/desk/officers/{admin.id}/roles/{other.roles[0].id}/take", {}, status=404)


def test_a_name_in_markup_stays_words(make, reader):
    browser = reader.signed_in(make.officer("administrator", name="<script>alert(1)</script>"))
    page = browser.get("/desk/officers")
    assert not [s for s in page.find_all("script") if "alert" in s.get_text()]
    assert "<script>alert(1)</script>" in page.words


def test_the_list_costs_the_same_for_many(app, make, reader):
    browser = reader.signed_in(make.officer("administrator"))
    event = make.event()

    def cost() -> int:
        counted = []

        def count(*_):
            counted.append(1)

        with app.app_context():
            engine = db.engine
        sql_event.listen(engine, "before_cursor_execute", count)
        browser.get("/desk/officers")
        sql_event.remove(engine, "before_cursor_execute", count)
        return len(counted)

    make.officer("moderator", on=event, name="One")
    few = cost()
    for number in range(12):
        make.officer("moderator", "scribe", on=event, name=f"Officer {number}")
    assert cost() == few
