"""What the tests of feedback share."""

import pytest

from events import clock


@pytest.fixture
def clock_now():
    """The clock that the product reads."""
    return clock.now
