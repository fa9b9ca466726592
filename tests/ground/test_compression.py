"""Pages leave compressed, unless somebody else could mix words of their own into them."""

import gzip

import pytest

GZIP = {"Accept-Encoding": "gzip, deflate, br"}
LONG_PAGE = "/accessibility"


def test_a_page_leaves_compressed_and_says_the_same(client):
    plain, squeezed = client.get(LONG_PAGE), client.get(LONG_PAGE, headers=GZIP)
    assert squeezed.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(squeezed.data) == plain.data
    assert len(squeezed.data) < len(plain.data) / 2
    assert int(squeezed.headers["Content-Length"]) == len(squeezed.data)
    assert "Content-Encoding" not in plain.headers
    assert all("Accept-Encoding" in answer.headers["Vary"] for answer in (plain, squeezed))


@pytest.mark.parametrize("encodings", ["identity", "br", "gzip;q=0", ""])
def test_a_browser_that_does_not_read_gzip_gets_the_page_as_it_is(client, encodings):
    answer = client.get(LONG_PAGE, headers={"Accept-Encoding": encodings})
    assert "Content-Encoding" not in answer.headers
    assert b"</html>" in answer.data


@pytest.mark.parametrize("method", ["POST", "GET"])
def test_what_answers_words_of_somebody_else_is_not_compressed(client, method):
    """The length of a compressed page betrays what stands beside an attacker's guess (BREACH)."""
    address = LONG_PAGE if method == "POST" else LONG_PAGE + "?guess=1"
    answer = client.open(address, method=method, headers=GZIP)
    assert "Content-Encoding" not in answer.headers


def test_an_answer_with_a_tag_is_left_as_its_tag_says(client, make):
    make.event()
    answer = client.get("/events/evening/wall/state", headers=GZIP)
    assert answer.headers.get("ETag"), answer.status
    assert "Content-Encoding" not in answer.headers


@pytest.fixture
def client(app):
    """A bare client, without cookies."""
    return app.test_client()
