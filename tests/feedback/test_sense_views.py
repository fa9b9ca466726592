"""The numbers of what was said, and remarks that say nearly the same; the list a hundred on a page."""

import secrets
from datetime import date

from events.database import db, unit_of_work
from events.feedback import charts, moderating, queries, sorting
from events.feedback.models import Remark
from tests.feedback.test_capturing import captured
from tests.feedback.test_wall_views import approved


def many(event, count, **values):
    """So many approved remarks at once, as they would be stored."""
    with unit_of_work():
        made = [Remark(**({
            "id": secrets.token_hex(16), "event_id": event.id, "ref": f"M-{secrets.token_hex(4)}", "kind": "comment",
            "state": "approved", "channel": "web", "attribution": "anonymous", "received_on": date(2009, 5, 20),
            "text": f"Words {number}", "keep_until": event.keep_until} | values)) for number in range(count)]
        db.session.add_all(made)
    return made


def numbers_of(page, key) -> dict[str, str]:
    """The table beside a chart."""
    rows = page.find(id=key).find_parent("section").select("tbody tr")
    return {row.th.get_text(" ", strip=True): row.td.get_text(" ", strip=True) for row in rows}


def test_the_charts_fold_small_groups_and_say_the_same_as_the_tables_beside_them(make, reader):
    event = make.event()
    item = make.agenda_item(event, title="Opening", after_minutes=30)
    many(event, 9, channel="paper", agenda_item_id=item.id)
    many(event, 6)
    many(event, 4, channel="spoken", attribution="partnership only", partnership="Small board")
    many(event, 3, state="waiting", channel="email")
    page = reader.signed_in(make.officer("reviewer", on=event)).get("sense.show_numbers", slug=event.slug)
    assert numbers_of(page, "channel") == {"On paper": "9", "All others": "10"}
    assert numbers_of(page, "part") == {"6:30pm Opening": "9", "The event as a whole": "10"}
    assert "Small board" not in page.words
    assert "too small to be shown" in page.find(id="partnership").find_parent("section").get_text()
    drawn = page.find(id="channel").find_parent("section").svg
    assert [text.get_text() for text in drawn.select("text")] == ["On paper", "9", "All others", "10"]
    assert drawn.title.get_text() == "By the way they came"


def test_a_long_label_stands_whole_on_two_lines_of_its_chart():
    title = "7:10pm Keeping one another safe: a view from places of worship"
    drawn = charts.chart([(title, 6), ("Short", 3), ("Long " * 40, 1)])
    assert " ".join(drawn.bars[0].lines) == title and len(drawn.bars[0].lines) == 2
    assert drawn.bars[2].lines[-1].endswith("…") and len(drawn.bars[2].lines) == 2
    assert all(above.top + 16 < below.y for above, below in zip(drawn.bars, drawn.bars[1:], strict=False))
    assert drawn.bars[-1].top + 16 < drawn.height


def test_who_is_anonymous_to_the_room_is_in_no_partnerships_number(make, reader):
    event = make.event()
    many(event, 6, attribution="partnership only", partnership="The board")
    many(event, 7, attribution="anonymous to the room", partnership="The board", name="Joyce", organisation="Forum")
    organiser = reader.signed_in(make.officer("organiser", on=event))
    page = organiser.get("sense.show_numbers", slug=event.slug)
    assert numbers_of(page, "partnership") == {"The board": "6", "None shown": "7"}
    for asked in ({"partnership": "The board"}, {"q": "joyce"}, {"q": "Forum"}):
        found = organiser.get("sorting.show_sorting", slug=event.slug, **asked)
        assert ("6 remarks" in found.words) == ("partnership" in asked) and "7 remarks" not in found.words


def test_nothing_is_charted_before_something_is_let_through(make, reader):
    event = make.event()
    captured(event)
    page = reader.signed_in(make.officer("organiser", on=event)).get("sense.show_numbers", slug=event.slug)
    assert "The charts come with the first ones" in page.words and not page.find("svg", class_="sd-chart")


def test_the_list_keeps_its_filters_from_page_to_page(make, reader):
    event = make.event()
    many(event, 230, channel="paper")
    many(event, 5)
    organiser = reader.signed_in(make.officer("organiser", on=event))
    page = organiser.get("sorting.show_sorting", slug=event.slug, channel="paper")
    seen = {card["id"] for card in page.select("article.sd-remark")}
    assert "230 remarks" in page.words and len(seen) == 100
    while following := page.select_one(".govuk-pagination__next a"):
        page = organiser.get(following["href"])
        seen |= {card["id"] for card in page.select("article.sd-remark")}
        assert "230 remarks" in page.words
    assert len(seen) == 230
    assert "nothing here that fits" in organiser.get("sorting.show_sorting", slug=event.slug, page=9, q="zz").words
    organiser.get("sorting.show_sorting", slug=event.slug, page="-4", theme="٣")


def test_what_was_taken_back_is_listed_without_its_words_and_what_is_withheld_not_at_all(make, reader):
    event = make.event()
    many(event, 1, state="withdrawn", text="", ref="M-BACK")
    worry = approved(event, text="A worry about a child")
    with unit_of_work():
        moderating.withhold(queries.remark_by_ref(event, worry.ref), by="command")
    organiser = reader.signed_in(make.officer("organiser", on=event))
    page = organiser.get("sorting.show_sorting", slug=event.slug)
    assert "M-BACK" in page.words and "Taken back" in page.select_one("#M-BACK").get_text()
    assert worry.ref not in page.words and "worry" not in page.words
    for endpoint in ("sorting.show_sorting", "sense.list_alike"):
        assert "worry about" not in organiser.get(endpoint, slug=event.slug, state="withheld", q="child").words


def test_a_group_said_alike_is_put_under_a_theme_at_once(make, reader):
    event = make.event()
    alike = [approved(event, text=text).ref for text in (
        "Why was there no prayer room?", "Why is there no prayer room?", "WHY WAS THERE NO PRAYER ROOM")]
    approved(event, text="Is the hall open to all?")
    reviewer = reader.signed_in(make.officer("reviewer", on=event))
    page = reviewer.get("sense.list_alike", slug=event.slug)
    assert "1 group" in page.words and "Make the first theme" in page.words and "open to all" not in page.words
    with unit_of_work():
        theme = sorting.add_theme(event, name="Faith", by="command")
    page = reviewer.get("sense.list_alike", slug=event.slug)
    refused = reviewer.send(page, {}, place=1, status=422)
    assert len(refused.errors) == 2
    group = page.select_one("input[name=groups]")["value"]
    page = reviewer.send(refused, {"groups": group, "theme": str(theme.id)}, place=1, follow=True)
    assert "3 remarks stand under Faith now" in page.words
    assert {remark.ref for remark in queries.remarks_of(event, theme=theme.id)} == set(alike)
