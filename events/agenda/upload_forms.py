"""What a browser that sends a file in pieces says and is told: tus 1.0 with its creation extension (tus.io).

A refusal is answered in one plain sentence, which the script shows. The last piece does nothing by itself: an ordinary
form follows it, so that what becomes of the file is said on a page like that of the plain way.
"""

import binascii
from base64 import b64decode
from collections.abc import Callable

from flask import Response, flash, redirect, request, url_for
from flask_babel import gettext as _
from flask_wtf.csrf import validate_csrf
from wtforms.validators import ValidationError

from events import bodies, fields, files
from events.agenda import deck_words, queries, slide_queries, slide_wishes, upload_queries, uploading
from events.agenda.decks import DeckRefused
from events.agenda.models import Speaker
from events.agenda.upload_models import Upload
from events.database import receiving
from events.files import WrongPlace
from events.presentation import say
from events.refusals import N_, NotFound, Refusal

VERSION = "1.0.0"
PIECE = "application/offset+octet-stream"
PIECE_MEGABYTES = 4  # static/upload.js sends half of it: a slow line is told sooner how far it is


class NotUnderstood(Refusal):
    """The sender does not say what a piece needs said."""

    sentence = N_("This page is of an older version. Load it anew and choose the same file again.")
    status = 412


def _answer(status: int, headers: dict[str, str] | None = None, words: str = "") -> Response:
    answer = Response(words, status, mimetype="text/plain")
    answer.headers.update({"Tus-Resumable": VERSION} | (headers or {}))
    return answer


def _said(act: Callable[[], Response]) -> Response:
    """What an act answers, or its refusal as a sentence alone. What is not theirs is the page of what is not there."""
    try:
        return act()
    except NotFound:
        raise
    except WrongPlace as refusal:
        return _answer(refusal.status, {"Upload-Offset": str(refusal.values["at"])}, _(refusal.sentence))
    except Refusal as refusal:
        return _answer(refusal.status, {"Retry-After": "5"} if refusal.status == 503 else None, say(refusal))


def _check_sender() -> None:
    """The token of the page, as every form carries it, and the version of the protocol."""
    try:
        validate_csrf(request.headers.get("X-CSRFToken"))
    except ValidationError:
        raise Refusal(fields.TOO_LONG_OPEN) from None
    if request.headers.get("Tus-Resumable") != VERSION:
        raise NotUnderstood()


def _number(header: str) -> int:
    words = request.headers.get(header, "")
    if not (words.isascii() and words.isdigit() and len(words) < 16):
        raise NotUnderstood()
    return int(words)


def _metadata() -> dict[str, str]:
    """Upload-Metadata: pairs of a name and base64, with commas between."""
    found = {}
    for pair in request.headers.get("Upload-Metadata", "").split(","):
        name, _space, value = pair.strip().partition(" ")
        try:
            found[name] = b64decode(value, validate=True).decode("utf-8", "replace").replace("\0", "")
        except binascii.Error:
            raise NotUnderstood() from None
    if len(found.get("digest", "")) != 64:
        raise NotUnderstood()
    return found


def begin(speaker: Speaker, *, by, address: Callable[[str], str]) -> Response:
    """Announce a file; `address` makes the address that its pieces go to. One begun before is gone on with."""

    def act() -> Response:
        _check_sender()
        told = _metadata()
        upload = uploading.begin(speaker, name=told.get("filename", ""), size=_number("Upload-Length"),
                                 digest=told["digest"], by=by)
        return _answer(201, {"Location": address(upload.key), "Upload-Offset": str(uploading.so_far(upload))})

    return _said(act)


def _unfinished(speaker: Speaker, key: str) -> Upload:
    found = upload_queries.unfinished(speaker, key)
    if found is None:
        raise NotFound()
    return found


def take_piece(speaker: Speaker, key: str) -> Response:
    """Say how far a file has come (HEAD), or take the piece that follows."""
    upload = _unfinished(speaker, key)
    file_key, size = upload.file_key, upload.size
    if request.method == "HEAD":
        return _answer(200, {"Upload-Offset": str(files.length_of(file_key)), "Upload-Length": str(size)})

    def act() -> Response:
        _check_sender()
        if request.mimetype != PIECE:
            return _answer(415, None, _(NotUnderstood.sentence))
        at = _number("Upload-Offset")
        with bodies.in_turn(request.content_length), receiving():  # a slow line holds nothing of the database
            at = files.append(file_key, request.stream, at=at, whole=size)
        return _answer(204, {"Upload-Offset": str(at)})

    return _said(act)


def finish(speaker: Speaker, key: str, *, by, back: str, done: str) -> Response:
    """Take in a file that has come whole, and go back with what became of it. A refused one is forgotten."""
    upload = _unfinished(speaker, key)
    if fields.Press().validate_on_submit():
        file_key, refused, found = upload.file_key, None, None
        size, digest = upload.size, upload.digest
        with receiving():
            try:
                found = uploading.look_at(file_key=file_key, size=size, digest=digest)
            except (DeckRefused, uploading.NotAllThere) as refusal:
                refused = refusal
        if found is not None:
            _take_in(upload, found, by=by)
            flash(done)
        elif refused is not None:
            if isinstance(refused, DeckRefused):
                uploading.drop(upload)
            flash(say(refused), "important")
    return redirect(back)  # type: ignore[return-value]


def _take_in(upload: Upload, found, *, by) -> None:
    recognised, stored = found
    file_key = upload.file_key
    try:
        uploading.finish(upload, recognised=recognised, stored=stored, by=by)
    except Exception:
        files.put_back_part(stored, file_key)
        raise


def drop(speaker: Speaker, key: str, *, back: str) -> Response:
    """Forget a file that was begun."""
    upload = _unfinished(speaker, key)
    if fields.Press().validate_on_submit():
        uploading.drop(upload)
        flash(_("Cancelled. Nothing of that file is kept."))
    return redirect(back)  # type: ignore[return-value]


def _became(speaker: Speaker) -> dict:
    """What the checking has to say of the newest version, and what the speaker has said of publishing it."""
    decks = queries.decks_of_speaker(speaker)
    newest = next(iter(decks), None)
    check = slide_queries.check_of(newest) if newest is not None else None
    refused = say(Refusal(check.words, **check.values)) if check is not None and check.words else ""
    terms = slide_queries.terms_of(speaker)
    return {"newest": newest, "check": check, "refused": refused, "shows_only": terms is not None and terms.shows_only,
            "unseen": deck_words.unseen_words(check), "cleaned": slide_queries.cleaned_among(decks),
            "held": slide_queries.held_until(speaker), "wish": slide_wishes.wish_of(speaker)}


def shown(speaker: Speaker, pages: str, where: dict) -> dict:
    """What the page of an uploader is given; `pages` names the blueprint, `where` fills its addresses."""
    rows = []
    for upload in upload_queries.unfinished_of(speaker):
        here = where | {"key": upload.key}
        rows.append({
            "name": upload.name, "size": upload.size, "so_far": uploading.so_far(upload), "begun_at": upload.begun_at,
            "finish": url_for(f"{pages}.finish_upload", **here), "drop": url_for(f"{pages}.drop_upload", **here),
        })
    begins = url_for(f"{pages}.begin_upload", **where)
    return {"uploads": rows, "begin": begins, "press": fields.Press()} | _became(speaker)
