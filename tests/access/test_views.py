"""The pages of signing in, as a person in a browser meets them."""

import pytest

from events.access import letters, signing_in
from events.access.models import SignedIn, SignInRequest
from events.access.views import own_path
from events.database import db, unit_of_work
from events.delivery import deliver
from events.outbox import Letter


def ask(browser, email, **values):
    """Ask for a sign-in mail in that browser."""
    return browser.post("access.sign_in", {"email": email}, **values)


def link_and_code(officer):
    """What the newest sign-in mail says."""
    request = db.session.query(SignInRequest).filter_by(officer_id=officer.id).order_by(SignInRequest.id.desc()).first()
    return letters.link_of(request).removeprefix("http://localhost"), letters.code_of(request)


def is_in(browser) -> bool:
    """Whether that browser is signed in."""
    return browser.client.get("/desk/officers").status_code != 302


def test_in_the_asking_browser_one_button_signs_in(make, reader):
    officer, browser = make.officer("administrator"), reader.anybody()
    ask(browser, officer.email.upper())
    link, code = link_and_code(officer)
    page = browser.get(link)
    assert not page.find("input", attrs={"name": "code"})
    assert code not in page.words
    answer = browser.send(page, {}, to="")
    assert answer.headers["Location"] == "/desk/"
    assert is_in(browser)


def test_in_another_browser_the_link_wants_the_code(make, reader):
    officer = make.officer("administrator")
    ask(reader.anybody(), officer.email)
    link, code = link_and_code(officer)
    other = reader.anybody()
    page = other.get(link)
    assert other.send(page, {}, status=422).errors == ["Enter the six digits that came with the link"]
    assert not is_in(other)
    other.send(other.get(link), {"code": code})
    assert is_in(other)


def test_opening_the_link_signs_nobody_in_and_uses_nothing_up(make, reader):
    officer, browser = make.officer("administrator"), reader.anybody()
    ask(browser, officer.email)
    link, code = link_and_code(officer)
    for scanner in (reader.anybody(), browser):
        scanner.client.get(link)
        scanner.client.head(link)
        assert not is_in(scanner)
    assert db.session.query(SignedIn).count() == 0
    assert db.session.query(SignInRequest).one().used_at is None


def test_a_scanner_that_submits_every_form_is_not_signed_in(make, reader):
    officer = make.officer("administrator")
    ask(reader.anybody(), officer.email)
    scanner = reader.anybody()
    page = scanner.get(link_and_code(officer)[0])
    scanner.send(page, {}, status=422)
    assert not is_in(scanner)


def test_the_code_typed_where_it_was_asked_for_signs_in_and_goes_where_one_was_going(make, reader):
    officer, browser = make.officer("administrator"), reader.anybody()
    sent = browser.get("/desk/officers", status=302).headers["Location"]
    browser.send(browser.get(sent), {"email": officer.email})
    page = browser.get("access.enter_code")
    assert browser.send(page, {"code": link_and_code(officer)[1]}).headers["Location"] == "/desk/officers"
    assert is_in(browser)


def test_five_tries_then_no_more_even_with_the_right_code(make, reader):
    officer, browser = make.officer("administrator"), reader.anybody()
    ask(browser, officer.email)
    code = link_and_code(officer)[1]
    wrong = "000000" if code != "000000" else "111111"
    for _ in range(5):
        page = browser.post("access.enter_code", {"code": wrong}, status=422)
        assert "That code does not open" in page.errors[0]
    stopped = browser.post("access.enter_code", {"code": code}, status=429)
    assert int(stopped.headers["Retry-After"]) > 0
    assert not is_in(browser)


def test_the_five_tries_are_counted_over_all_browsers(make, reader):
    officer, mine = make.officer("administrator"), reader.anybody()
    ask(mine, officer.email)
    link, code = link_and_code(officer)
    for _ in range(5):
        reader.anybody().post(link, {"code": "999999" if code != "999999" else "888888"}, status=422)
    reader.anybody().post(link, {"code": code}, status=429)


def test_a_used_link_does_not_open_again(make, reader):
    officer, browser = make.officer("administrator"), reader.anybody()
    ask(browser, officer.email)
    link, code = link_and_code(officer)
    page = browser.get(link)
    browser.send(page, {})
    other = reader.anybody()
    assert "ask for a new one" in other.post(link, {"code": code}, status=422).errors[0]


def test_an_old_link_says_so_and_offers_a_new_one(make, reader, at):
    officer, browser = make.officer("administrator"), reader.anybody()
    ask(browser, officer.email)
    link, _ = link_and_code(officer)
    with at(2009, 4, 22, 9, 30):
        page = browser.send(browser.get(link), {}, status=422)
        assert "ask for a new one" in page.errors[0]
        assert page.find("a", href="/sign-in")


@pytest.mark.parametrize("token", ["x", "a-b", "0" * 24 + "-" + "A" * 22])
def test_a_made_up_link_opens_nothing(reader, token):
    browser = reader.anybody()
    browser.post(f"/sign-in/{token}", {"code": "123456"}, status=422)
    assert not is_in(browser)


def test_known_unknown_and_disabled_addresses_get_the_same_answer(make, reader):
    known, disabled = make.officer("administrator"), make.officer("organiser", name="Gone")
    with unit_of_work():
        signing_in.disable(disabled, by="command")
    seen = []
    for email in (known.email, disabled.email, "nobody@council.example.org"):
        browser = reader.anybody()
        answer = ask(browser, email)
        page = browser.get("access.enter_code")
        seen.append((answer.status, answer.headers["Location"], page.words))
        assert browser.post("access.enter_code", {"code": "000000"}, status=422).errors
    assert len(set(seen)) == 1
    assert db.session.query(Letter).count() == 1


def test_one_address_is_mailed_six_times_in_a_quarter_of_an_hour_at_the_most(make, reader):
    officer = make.officer("administrator")
    for _ in range(6):
        ask(reader.anybody(), officer.email)
    ask(reader.anybody(), officer.email, status=429)
    assert db.session.query(Letter).count() == 6


@pytest.mark.parametrize("away", [
    "//evil.example", "https://evil.example", "/\\evil.example", "\\\\evil.example", "/\t/evil.example",
    "javascript:alert(1)", "/%0d%0aSet-Cookie:x\r\n", "", None, "evil",
])
def test_where_one_goes_after_signing_in_is_always_ours(app, away):
    with app.test_request_context():
        assert own_path(away) == "/desk/"
        assert own_path("/desk/events/new?a=b") == "/desk/events/new?a=b"


def test_next_to_another_site_goes_to_the_desk(make, reader):
    officer, browser = make.officer("administrator"), reader.anybody()
    browser.send(browser.get("/sign-in?next=//evil.example/x"), {"email": officer.email})
    answer = browser.post("access.enter_code", {"code": link_and_code(officer)[1]})
    assert answer.headers["Location"] == "/desk/"


def test_signing_out_ends_it_also_for_a_copied_cookie(make, reader):
    officer = make.officer("administrator")
    browser, thief = reader.signed_in(officer), reader.anybody()
    thief.client.set_cookie("officer", browser.client.get_cookie("officer").decoded_value)
    assert is_in(thief)
    browser.send(browser.get("/desk/officers"), {}, to="/sign-out")
    assert not is_in(browser) and not is_in(thief)


def test_the_code_page_without_having_asked_begins_at_the_beginning(reader):
    assert reader.anybody().get("/sign-in/code", status=302).headers["Location"] == "/sign-in"


def test_an_expired_form_comes_back_with_what_was_typed(reader):
    page = reader.anybody().post("access.sign_in", {"email": "ada@council.example.org"}, token=False, status=422)
    assert page.find("input", attrs={"name": "email"})["value"] == "ada@council.example.org"
    assert "open for a long time" in page.errors[0]


def test_the_mail_says_link_and_code_in_both_parts_and_escapes_names(make, reader, app):
    officer = make.officer("administrator", name='Bobby <b>"Tables"</b>')
    ask(reader.anybody(), officer.email)
    link, code = link_and_code(officer)
    deliver()
    import email
    from pathlib import Path
    [path] = Path(app.config["INSTANCE"], "mail").glob("*.eml")
    mail = email.message_from_bytes(path.read_bytes())
    leaves = [part for part in mail.walk() if not part.is_multipart()]
    parts = {part.get_content_type(): part.get_payload(decode=True).decode() for part in leaves}
    assert code in mail["Subject"]
    for words in parts.values():
        assert link in words and code in words
    assert "<b>" not in parts["text/html"].replace("<bdi>", "")
    assert 'Bobby <b>"Tables"</b>' in parts["text/plain"]


def test_under_https_the_officers_cookie_is_secure_and_bound_to_the_host(settings):
    from events import create_app
    app = create_app(settings | {"BASE_URL": "https://events.council.example.org"})
    assert app.config["OFFICER_COOKIE_NAME"].startswith("__Host-")
    assert app.config["SESSION_COOKIE_NAME"].startswith("__Host-")
    answer = app.test_client().get("/sign-in", base_url="https://events.council.example.org")
    cookie = answer.headers["Set-Cookie"]
    assert "Secure" in cookie and "HttpOnly" in cookie and "SameSite=Lax" in cookie and "Domain" not in cookie


def test_under_https_signing_out_takes_the_cookie_away_as_it_was_set(settings):
    from events import create_app
    app = create_app(settings | {"BASE_URL": "https://events.council.example.org"})
    answer = app.test_client().post("/sign-out", base_url="https://events.council.example.org")
    [gone] = [words for words in answer.headers.getlist("Set-Cookie") if words.startswith("__Host-officer=;")]
    assert "Secure" in gone and "Path=/" in gone


def test_whoever_is_signed_in_is_shown_the_way_to_the_desk(make, reader):
    desk = reader.signed_in(make.officer("administrator", name="Pat Whitfield"))
    home = desk.get("/")
    assert home.find("a", href="/desk/") and not home.find("a", href="/sign-in")
    page = desk.get("/sign-in")
    assert "You are signed in as Pat Whitfield" in page.words and not page.find("input", attrs={"name": "email"})
    for path in ("/no-such-page", "/desk/events/no-such-event/"):
        assert "Go to your desk" in desk.get(path, status=404).words
    stranger = reader.anybody()
    assert "desk" not in stranger.get("/no-such-page", status=404).words
    assert not stranger.get("/").find("a", href="/desk/")


def test_signing_out_says_so(make, reader):
    desk = reader.signed_in(make.officer("administrator"))
    assert "You are signed out." in desk.post("/sign-out", follow=True).words


def test_a_link_without_its_code_speaks_of_no_mail_that_may_never_have_been(make, reader):
    email = make.officer("administrator").email
    with unit_of_work():
        request = signing_in.ask(email, by_mail=False)
        link = letters.link_of(request).removeprefix("http://localhost")
    page = reader.anybody().get(link)
    assert page.heading == "Type your six-digit code" and "the mail" not in page.find("main").find("p").get_text()
