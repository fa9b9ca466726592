"""Following every link of the product, as each kind of person, with the example in it."""

import re
from collections import defaultdict
from urllib.parse import urljoin, urlsplit

from flask import Flask
from werkzeug.exceptions import HTTPException

from tests.readers import Page, Reader, check

NOT_FOLLOWED = re.compile(r"^(mailto:|tel:|https?://(?!localhost|127\.0\.0\.1)|#)")
ENOUGH = 2  # so many pages of one endpoint for one person: the hundredth guest's page is like the first

# Answered with something else than a page, or reached by no link but by a mail, a camera or a form.
NO_PAGES = {
    "wordings.show_letter", "wordings.choose_language",
    "static", "page.council_css", "access.enter_by_invitation", "access.enter_as_speaker", "access.enter_for_evening",
    "access.confirm_sign_in", "access.enter_code", "agenda.download_deck", "agenda.event_calendar",
    "schedules.item_calendar", "schedules.programme_calendar", "schedules.speaker_calendar", "schedules.schedule_xml",
    "schedules.schedule_json", "schedules.programme_paper", "schedules.large_print", "robots.show_robots",
    "agenda.room_code", "wall.show_join_code", "wall.wall_state", "delegates.badge_picture",
    "delegates.badge_drawing", "reports.show_health", "reports.show_readiness", "moderation.count_waiting",
    "exports.download_export", "badges.badge_file", "badges.guest_badge", "badges.badge_paper",
    "board.board_code", "pipeline.open_photograph", "profiles.own_photograph", "profiles.public_photograph",
    "reports.go_to_place",
    "report_files.take_report", "report_files.take_slides", "report_files.take_pdf",
    "register.register_paper", "orders.sheet_paper", "door_links.link_code", "scribe_links.scribe_link_code",
    "scribe_links.table_sheet", "scribe.sample_cards", "scribe_links.table_sheets", "speakers.open_deck",
    "post.print_letter", "post.print_letters", "exports.take_file", "letters.show_progress", "room.tell_state",
    "parts.parts_paper", "decks.open_my_deck", "decks.show_my_picture", "decks.show_picture", "packs.take_pack",
    "packs.take_run_sheet", "run.tell_run",
    "word.download_changes", "word.download_proposals", "telling.print_letters_back",
}  # fmt: skip


def endpoint_of(app: Flask, path: str) -> str | None:
    """The endpoint of a GET address, or None where nothing answers there."""
    try:
        return app.url_map.bind("localhost").match(path, method="GET")[0]
    except HTTPException:
        return None


def crawl(app: Flask, reader: Reader, starts: list[str]) -> dict[str, list[str]]:
    """Every page a person reaches by links from `starts`: endpoint -> addresses, each of them a page answered 200.

    A link of one's own pages that answers anything but a page, a file or a redirect fails.
    """
    seen: dict[str, list[str]] = defaultdict(list)
    files: set[str] = set()
    waiting, known = [(start, "the start") for start in starts], set(starts)
    while waiting:
        path, came_from = waiting.pop(0)
        endpoint = endpoint_of(app, urlsplit(path).path)
        assert endpoint, f"{path}, linked from {came_from}, leads nowhere"
        if len(seen[endpoint]) >= ENOUGH or endpoint in files:
            continue
        answer = reader.client.get(path)
        if answer.status_code in (301, 302, 303):
            target = urlsplit(urljoin(path, answer.location))
            if (target.path, path) not in known:
                known.add((target.path, path))
                waiting.append((target.path + (f"?{target.query}" if target.query else ""), path))
            continue
        assert answer.status_code in (200, 304), f"{path}, linked from {came_from}, answers {answer.status_code}"
        if answer.mimetype != "text/html":
            files.add(endpoint)
            continue
        seen[endpoint].append(path)
        page = Page(answer)
        check(page)
        for link in page.find_all("a", href=True):
            href = link["href"]
            if NOT_FOLLOWED.match(href):
                continue
            target = urlsplit(urljoin(path, href))
            address = target.path + (f"?{target.query}" if target.query else "")
            if address not in known:
                known.add(address)
                waiting.append((address, path))
    return seen
