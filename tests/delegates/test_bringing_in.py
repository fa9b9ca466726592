"""A list that is brought in: looked at, then taken or dropped; a long one by the worker."""

import io
from datetime import timedelta

import pytest
from sqlalchemy import func, select

from events import clock, clockwork, files, jobs
from events.database import db, unit_of_work
from events.delegates import bringing_in, importing
from events.delegates.models import Contact
from events.delegates.tables import ListUnreadable


def people(count: int, *, bad: int = 0) -> bytes:
    """A list of so many people, the last of them with addresses that cannot be used."""
    rows = [f"P{n} Lee,p{n}@{'example' if n >= count - bad else 'example.org'}" for n in range(count)]
    return "\n".join(["name,email", *rows, ""]).encode()


@pytest.fixture
def officer(make):
    """Who brings lists in."""
    return make.officer("organiser")


def looked_at(data: bytes, by) -> jobs.Job:
    stored = files.store(io.BytesIO(data), most_megabytes=5, kind=files.LISTS)
    with unit_of_work():
        return bringing_in.read_list(stored.key, file_name="members.csv", by=by)


def take(job, by, **values) -> jobs.Job:
    with unit_of_work():
        found = jobs.find(job.ref)
        return bringing_in.take_list(found, **({"source": "the members list", "partnership": "", "by": by} | values))


def stands(job) -> jobs.Job:
    db.session.expire_all()
    return jobs.find(job.ref)


def stored_people() -> int:
    db.session.rollback()
    return db.session.scalar(select(func.count(Contact.id)))


def test_a_short_list_is_read_and_taken_at_once(officer):
    job = looked_at(people(3, bad=1), officer)
    assert (job.state, job.result["counts"]["new"], job.result["counts"]["refused"]) == ("done", 2, 1)
    assert stored_people() == 0
    taking = take(job, officer, partnership="Renaissance")
    assert (taking.state, taking.result["counts"]["new"], stored_people()) == ("done", 2, 2)
    assert take(job, officer).ref == taking.ref, "a list is taken once"
    assert [row.state.value for row in bringing_in.rows_of(stands(taking))] == ["new", "new", "refused"]
    assert not files.path_of(job.facts["key"]).exists()


def test_a_long_list_is_read_and_taken_by_the_worker(officer):
    job = looked_at(people(1200, bad=5), officer)
    assert job.state == "waiting"
    assert clockwork.work_off_jobs() == 1
    job = stands(job)
    assert (job.state, job.done, job.most, job.result["counts"]["refused"]) == ("done", 1200, 1200, 5)
    taking = take(job, officer)
    assert (taking.state, stored_people()) == ("waiting", 0)
    assert clockwork.work_off_jobs() == 1
    assert (stands(taking).result["counts"]["new"], stored_people()) == (1195, 1195)
    again = looked_at(people(1200, bad=5), officer)
    clockwork.work_off_jobs()
    assert stands(again).result["counts"]["new"] == 0


def test_a_worker_that_dies_while_it_takes_a_list_leaves_nobody_out_and_nobody_twice(officer, monkeypatch):
    job = looked_at(people(1000) + b"Again Lee,p0@example.org\n", officer)
    clockwork.work_off_jobs()
    taking, taken = take(stands(job), officer), importing.Intake.take

    def dies(self, records):
        if records[0].line > 500:
            raise KeyboardInterrupt
        return taken(self, records)

    monkeypatch.setattr(importing.Intake, "take", dies)
    with pytest.raises(KeyboardInterrupt):
        clockwork.work_off_jobs()
    monkeypatch.setattr(importing.Intake, "take", taken)
    assert 0 < stands(taking).done < 1000 and stored_people() == stands(taking).done
    with clock.moved_to(clock.now() + jobs.STALE + timedelta(seconds=9)):
        clockwork.work_off_jobs()
    assert stands(taking).result["counts"] == {"new": 1000, "known": 0, "changed": 0, "duplicate": 1, "refused": 0}
    assert stored_people() == 1000


def test_a_file_that_is_no_list_is_refused_at_once_or_in_the_job(officer):
    with pytest.raises(ListUnreadable):
        looked_at(b"colour\nred\n", officer)
    job = looked_at(b"colour\n" * 900, officer)
    clockwork.work_off_jobs()
    job = stands(job)
    assert (job.state, "name the columns" in job.words) == ("failed", True)
    assert not files.path_of(job.facts["key"]).exists()


def test_none_of_a_list_is_taken_and_the_file_is_gone(officer):
    job = looked_at(people(2), officer)
    assert [row.ref for row in bringing_in.waiting_lists(officer)] == [job.ref]
    key = job.facts["key"]
    with unit_of_work():
        bringing_in.drop_list(jobs.find(job.ref))
    assert (stored_people(), files.path_of(key).exists(), jobs.find(job.ref)) == (0, False, None)


def test_nothing_new_is_nothing_to_take_and_what_is_gone_is_said(officer):
    taken = looked_at(people(2), officer)
    take(taken, officer)
    again = looked_at(people(2), officer)
    with pytest.raises(bringing_in.NothingGood):
        take(again, officer)
    other = looked_at(b"name\nBob\n", officer)
    files.remove(other.facts["key"])
    with pytest.raises(bringing_in.ListGone):
        take(other, officer)
