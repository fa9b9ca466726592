"""A month that a plan writes as 2027-06 is read as June 2027, and other words stay as they are."""

import pytest

from events.plan.months import month


@pytest.mark.parametrize(("written", "read"), [
    ("2027-06", "June 2027"), (" 2009-12 ", "December 2009"), ("2027-13", "2027-13"), ("by Easter", "by Easter"),
    ("2027", "2027"), ("", ""),
])
def test_months_are_read_in_words(in_app, written, read):
    assert month(written) == read
