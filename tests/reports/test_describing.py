"""The council's own record: who we are, and a colour that white words can be read on."""

import pytest

from events import council, history
from events.database import unit_of_work
from events.reports import colours, describing


def test_the_council_says_who_it_is_and_history_notes_it(in_app, make):
    officer = make.officer("administrator")
    with unit_of_work():
        describing.describe_council(by=officer, name="Elsewhere Council", telephone="01632 960000", colour="#005ea5")
    ours = council.ours()
    assert (ours.name, ours.telephone, ours.colour) == ("Elsewhere Council", "01632 960000", "#005ea5")
    assert [entry.act for entry in history.of(ours)] == ["changed"]


@pytest.mark.parametrize("words", ["blue", "005ea5", "#05a", "#005ea5;", "#00zea5"])
def test_a_colour_is_written_in_one_way(in_app, words):
    with pytest.raises(describing.NotAColour), unit_of_work():
        describing.describe_council(by="command", colour=words)


def test_a_colour_too_pale_for_white_words_is_refused_with_its_contrast(in_app):
    with pytest.raises(describing.TooPale, match=r"contrast of 1\.5 to 1"), unit_of_work():
        describing.describe_council(by="command", colour="#ffcc00")


@pytest.mark.parametrize(("values", "field"), [
    ({"mail_per_minute": -1}, "mail_per_minute"), ({"mail_per_minute": 100_001}, "mail_per_minute"),
    ({"mail_connections": 0}, "mail_connections"), ({"mail_connections": 21}, "mail_connections"),
])
def test_a_pace_that_no_server_knows_is_refused_at_its_field(in_app, values, field):
    with pytest.raises(describing.NotAPace) as refused, unit_of_work():
        describing.describe_council(by="command", **values)
    assert refused.value.field == field


def test_contrast_is_reckoned_as_the_guidelines_do():
    assert colours.contrast_with_white("#000000") == pytest.approx(21)
    assert colours.contrast_with_white("#ffffff") == pytest.approx(1)
    assert colours.contrast_with_white("#767676") == pytest.approx(4.54, abs=0.01)
