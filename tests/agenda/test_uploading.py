"""Files are put together from pieces: side by side they never mix, and what is lost costs nobody else anything."""

import hashlib
import io
import threading

import pytest

from events import files
from events.agenda import queries, upload_queries, uploading
from events.agenda.upload_models import Upload
from events.database import db, unit_of_work
from events.refusals import Busy
from tests.agenda import slides
from tests.agenda.pieces import digest_of

CONTENT = slides.pdf(slides.stream(bytes(range(256)) * 8_000))  # two million bytes


@pytest.fixture
def speaker(make):
    """A speaker of an evening."""
    return make.speaker(make.event(), "Alison Garbutt")


@pytest.fixture
def upload(speaker) -> Upload:
    """A file that was announced."""
    with unit_of_work():
        found = uploading.begin(speaker, name="talk.pdf", size=len(CONTENT), digest=digest_of(CONTENT), by="speaker")
    return found


def finish(upload: Upload):
    """Hand in what has come whole."""
    told = {"file_key": upload.file_key, "size": upload.size, "digest": upload.digest}
    db.session.rollback()
    recognised, stored = uploading.look_at(**told)
    with unit_of_work():
        return uploading.finish(upload, recognised=recognised, stored=stored, by="speaker")


def test_two_senders_of_one_file_never_mix_their_pieces(app, upload):
    """A phone that came back sends again while the server still hears its old line."""
    key, told = upload.file_key, []
    db.session.rollback()

    class Slow(io.BytesIO):
        """Comes in bit by bit."""

        def read(self, size=-1):
            """A little less each time than was asked for."""
            threading.Event().wait(0.001)
            return super().read(size // 2)

    def send(at: int) -> None:
        with app.app_context():
            while at < len(CONTENT):
                try:
                    at = files.append(key, Slow(CONTENT[at:at + 300_000]), at=at, whole=len(CONTENT))
                except files.WrongPlace as refusal:
                    told.append(refusal.values["at"])
                    at = refusal.values["at"]

    threads = [threading.Thread(target=send, args=(0,)) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert files.path_of(key).read_bytes() == CONTENT and told, "they met, and were told the right place"
    assert finish(upload).sha256 == hashlib.sha256(CONTENT).hexdigest()


def test_a_line_that_breaks_in_a_piece_keeps_what_came(upload):
    class Broken(io.BytesIO):
        """Ends with a reset after the third block."""

        def read(self, size=-1):
            """A block, or the reset."""
            if self.tell() >= 3 * files.BLOCK:
                raise ConnectionResetError
            return super().read(size)

    with pytest.raises(ConnectionResetError):
        files.append(upload.file_key, Broken(CONTENT), at=0, whole=len(CONTENT))
    assert uploading.so_far(upload) == 3 * files.BLOCK


def test_a_disk_that_fills_up_in_a_piece_is_busy_and_keeps_what_came(upload, monkeypatch):
    files.append(upload.file_key, io.BytesIO(CONTENT[:1000]), at=0, whole=len(CONTENT))
    path = files.path_of(upload.file_key)

    def full(self, *args, **values):
        raise OSError(28, "no space left")

    with monkeypatch.context() as patch:
        patch.setattr(type(path), "open", full)
        with pytest.raises(Busy):
            files.append(upload.file_key, io.BytesIO(CONTENT[1000:]), at=1000, whole=len(CONTENT))
    assert uploading.so_far(upload) == 1000


def test_what_others_have_announced_counts_as_taken(speaker, upload, monkeypatch):
    free = type("Usage", (), {"free": files.SPARE + len(CONTENT) + 1_000_000})
    monkeypatch.setattr(files.shutil, "disk_usage", lambda folder: free)
    with unit_of_work():
        uploading.begin(speaker, name="small.pdf", size=900_000, digest="x" * 64, by="speaker")
    with pytest.raises(Busy), unit_of_work():
        uploading.begin(speaker, name="large.pdf", size=1_100_000, digest="y" * 64, by="speaker")


def test_an_act_that_fails_at_the_end_leaves_the_file_to_hand_in_again(upload):
    files.append(upload.file_key, io.BytesIO(CONTENT), at=0, whole=len(CONTENT))
    key = upload.file_key
    _, stored = uploading.look_at(file_key=key, size=upload.size, digest=upload.digest)
    files.put_back_part(stored, key)
    assert finish(upload).size == len(CONTENT)


def test_only_one_of_two_who_finish_takes_it_in(upload, speaker):
    files.append(upload.file_key, io.BytesIO(CONTENT), at=0, whole=len(CONTENT))
    told = {"file_key": upload.file_key, "size": upload.size, "digest": upload.digest}
    finish(upload)
    with pytest.raises(files.NotFound):
        uploading.look_at(**told)
    assert len(queries.decks_of_speaker(speaker)) == 1 and upload_queries.unfinished_of(speaker) == []


def test_an_event_that_goes_takes_its_unfinished_uploads_along(speaker, upload):
    with unit_of_work():
        db.session.delete(speaker.event)
    assert db.session.query(Upload).count() == 0
