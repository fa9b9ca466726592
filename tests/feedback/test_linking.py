"""Links for scribes and tables: one evening, one event, closed and replaced at will."""

from datetime import date

import pytest

from events.database import db, unit_of_work
from events.feedback import card_queries, linking
from events.feedback.doors import shut
from events.feedback.room_models import ScribeLink
from events.feedback.states import ScribeLinkKind

DAY = date(2009, 5, 20)


def tables(event, words, about="4 Young people") -> list[str]:
    """Make links for tables: the numbers of those that are new."""
    with unit_of_work():
        made = linking.make_table_links(event, tables=words, about=about, good_on=DAY, by="officer")
        return [link.table_number for link in made]


def test_tables_are_written_as_people_write_them_and_one_with_a_link_keeps_it(make):
    event = make.event()
    assert tables(event, "1-3, 11; Balcony") == ["1", "2", "3", "11", "Balcony"]
    refs = {link.table_number: link.ref for link in card_queries.links_of(event, ScribeLinkKind.FACILITATOR)}
    assert tables(event, "2-4", about="What should come first?") == ["4"]
    found = {link.table_number: link for link in card_queries.links_of(event, ScribeLinkKind.FACILITATOR)}
    assert found["2"].ref == refs["2"]
    assert (found["1"].name, found["2"].name) == ("4 Young people", "What should come first?")


@pytest.mark.parametrize("words", ["", " , ", "9-1", "1-999", "a table by the window on the left"])
def test_tables_that_cannot_be_read_are_refused_and_none_is_made(make, words):
    event = make.event()
    with pytest.raises(linking.WhichTables):
        tables(event, words)
    assert card_queries.links_of(event, ScribeLinkKind.FACILITATOR) == []


def test_a_link_is_made_only_for_a_day_of_the_event_and_while_it_stands(make, at):
    event = make.event()
    with pytest.raises(linking.NotThatDay), unit_of_work():
        linking.make_scribe_link(event, name="Ana", good_on=date(2009, 5, 22), by="officer")
    with at(2009, 5, 22, 9), pytest.raises(linking.NoEntryAnyMore), unit_of_work():
        linking.make_scribe_link(event, name="Ana", good_on=DAY, by="officer")


def test_a_link_opens_on_its_evening_alone_and_not_once_it_is_closed(make, at):
    link = make.scribe_link(make.event())
    words = {}
    for name, moment in (("early", (2009, 5, 20, 10)), ("open", (2009, 5, 20, 17)), ("over", (2009, 5, 21, 0))):
        with at(*moment):
            words[name] = shut(db.session.get(ScribeLink, link.id)) or ""
    assert "on the day" in words["early"] and words["open"] == "" and "one evening" in words["over"]
    with unit_of_work():
        linking.close_link(db.session.get(ScribeLink, link.id), by="officer")
    with at(2009, 5, 20, 17):
        assert "closed" in shut(db.session.get(ScribeLink, link.id))


def test_all_links_are_closed_at_once(make):
    event = make.event()
    tables(event, "1-4")
    make.scribe_link(event)
    with unit_of_work():
        assert linking.close_all(event, by="officer") == 5
    with unit_of_work():
        assert linking.close_all(event, by="officer") == 0
