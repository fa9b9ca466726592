"""The sample proxy configuration writes down nobody who was in the room, and no personal link."""

import re

import pytest
from flask import url_for

from tests.rules.reading import ROOT

SAMPLE = ROOT / "docs" / "proxy" / "nginx.conf"
OF_PEOPLE = ["$remote_addr", "$remote_user", "$request ", "$request_uri", "$args", "$query_string", "$http_",
             "$proxy_add_x_forwarded_for", "$cookie_", "$request_body", "$realip"]


@pytest.fixture
def sample() -> str:
    """The file without its comments."""
    return re.sub(r"#.*", "", SAMPLE.read_text("utf-8"))


def locations(words: str) -> dict[str, str]:
    """Each location that is a pattern, with what stands in it."""
    return dict(re.findall(r"location\s+~\s+(\S+)\s*\{(.*?)\n    \}", words, re.S))


def pages_of_the_room(app) -> list[str]:
    """The path of every page that takes or shows a remark by its receipt, for everybody."""
    found = []
    with app.test_request_context():
        for rule in app.url_map.iter_rules():
            if rule.endpoint.startswith(("room.", "voting.")) or rule.endpoint == "plan.comment_on_action":
                found.append(url_for(rule.endpoint, **dict.fromkeys(rule.arguments, "anything")))
    return found


def test_every_page_of_the_room_stands_in_a_location_that_writes_nothing(app, sample):
    paths = pages_of_the_room(app)
    assert len(paths) >= 6
    for path in paths:
        inside = [body for pattern, body in locations(sample).items() if re.search(pattern, path)]
        assert inside, path
        assert re.search(r"access_log\s+off;", inside[0]) and re.search(r"error_log\s+/dev/null", inside[0]), path
        assert re.search(r'X-Forwarded-For\s+"";', inside[0]), "not even Soundings is told the address"
        assert "client_body_buffer_size 1m" in inside[0] and "proxy_max_temp_file_size 0" in inside[0]


def test_no_line_of_any_log_holds_an_address_or_a_personal_link(sample):
    formats = re.findall(r"log_format\s+\w+\s+('[^;]*);", sample)
    assert formats and not [sign for sign in OF_PEOPLE for line in formats if sign in f"{line} "]
    logs = re.findall(r"access_log\s+([^;]+);", sample)
    assert logs and all(log == "off" or log.endswith(" without_people") for log in logs)
    assert all(log.endswith(" crit") for log in re.findall(r"error_log\s+([^;]+);", sample))


def test_the_way_that_is_logged_leaves_out_whoever_the_address_stands_for(app, sample):
    """As nginx reads the map: the first pattern that fits."""
    rows = [(pattern.replace("(?<", "(?P<"), to) for pattern, to in re.findall(r"~(\S+)\s+(/\S+);", sample)]
    personal = [rule for rule in app.url_map.iter_rules() if {"token", "ref", "code"} & rule.arguments
                and not rule.endpoint.startswith(("room.", "voting.", "plan."))]
    assert personal
    for rule in personal:
        path = re.sub(r"<[^>]+>", "a-secret", rule.rule)
        assert any(re.search(pattern, path) and "$uri" not in to for pattern, to in rows), path


def test_nothing_is_limited_by_address(sample):
    assert "limit_req" not in sample and "limit_conn" not in sample
