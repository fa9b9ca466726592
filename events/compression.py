"""Pages leave compressed, where nobody else can mix words of their own into what is compressed."""

import gzip

from flask import Flask, Response, request

SMALLEST = 1_400  # bytes: less than this is one packet either way
LEVEL = 5  # higher levels cost twice the time for a few bytes less


def _may_be_compressed(answer: Response) -> bool:
    """Whether an answer is a page of ours alone.

    The length of a compressed page betrays its secrets to somebody who can put guesses of their own beside them
    (BREACH, CVE-2013-3587). So a page that answers a query or a form leaves as it is, and so does what has an
    ETag: its tag names the bytes of the plain answer.
    """
    return (
        request.method == "GET"
        and not request.query_string
        and answer.status_code == 200
        and answer.mimetype == "text/html"
        and not answer.is_streamed
        and not answer.direct_passthrough
        and "ETag" not in answer.headers
        and "Content-Encoding" not in answer.headers
    )


def _compress(answer: Response) -> Response:
    if not _may_be_compressed(answer):
        return answer
    answer.vary.add("Accept-Encoding")
    if request.accept_encodings["gzip"] <= 0 or len(answer.data) < SMALLEST:
        return answer
    answer.data = gzip.compress(answer.data, LEVEL, mtime=0)
    answer.headers["Content-Encoding"] = "gzip"
    return answer


def begin(app: Flask) -> None:
    """Compress the application's pages from now on, for browsers that say they read gzip (RFC 9110 8.4, 12.5.3)."""
    app.after_request(_compress)
