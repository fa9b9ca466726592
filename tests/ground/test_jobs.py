"""Jobs are done once, by whoever holds them, and a worker that dies leaves nothing undone."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from events import clock, clockwork, jobs
from events.database import db, unit_of_work
from events.jobs import Job, JobState
from events.refusals import N_, Refusal

PERSON = "Ann Lee"


class NoPaper(Refusal):
    """A refusal of these tests."""

    sentence = N_("There is no paper for %(count)s sheets.")


def order(kind="tests/count", **values) -> str:
    """Order a job; its ref."""
    with unit_of_work():
        job = jobs.put(kind, by="command", **values)
    return job.ref


def stands(ref) -> Job:
    """The job as it stands now."""
    db.session.rollback()
    db.session.expire_all()
    return jobs.find(ref)


def counting(to, *, stop_at=None, seen=None):
    """An act that counts up to `to` in steps of ten, and dies once at `stop_at`."""
    dies = [stop_at]

    def act(work):
        for number in range(work.done, to, 10):
            with unit_of_work():
                if seen is not None:
                    seen.append(number)
                jobs.progress(work, done=number + 10, most=to, result={"sum": number + 10})
            words = f"the disk is full of {PERSON}"
            if dies[0] is not None and number + 10 >= dies[0]:
                dies[0] = None
                raise RuntimeError(words)

    return act


def test_a_job_is_done_once_and_says_what_came_of_it(in_app):
    ref = order(facts={"of": 3})
    assert stands(ref).state == JobState.WAITING
    assert jobs.work_off({"tests/count": counting(30)}) == 1
    job = stands(ref)
    assert (job.state, job.done, job.most, job.result, job.finished) == ("done", 30, 30, {"sum": 30}, True)
    assert jobs.work_off({"tests/count": counting(30)}) == 0


def test_a_fault_puts_it_back_and_it_goes_on_where_it_stood(in_app, caplog):
    ref, seen = order(), []
    acts = {"tests/count": counting(40, stop_at=20, seen=seen)}
    jobs.work_off(acts)
    assert stands(ref).state == JobState.WAITING and stands(ref).done == 20
    assert jobs.work_off(acts) == 0, "not at once"
    with clock.moved_to(clock.now() + timedelta(minutes=1)):
        jobs.work_off(acts)
    assert (stands(ref).state, seen) == ("done", [0, 10, 20, 30])
    assert "RuntimeError" in caplog.text and PERSON not in caplog.text


def test_after_three_tries_it_is_given_up_with_a_sentence(in_app):
    ref = order()

    def broken(work):
        raise OSError("gone")

    for minutes in (0, 1, 2, 3, 4):
        with clock.moved_to(clock.now() + timedelta(minutes=minutes)):
            jobs.work_off({"tests/count": broken})
    job = stands(ref)
    assert (job.state, job.tries, job.words) == ("failed", 3, jobs.NOT_FINISHED)


def test_a_refusal_is_its_end_in_the_refusals_words(in_app):
    ref = order()

    def refuses(work):
        raise NoPaper(count=9)

    jobs.work_off({"tests/count": refuses})
    job = stands(ref)
    assert (job.state, job.words % job.values) == ("failed", "There is no paper for 9 sheets.")


def test_a_worker_that_died_is_followed_by_another_and_wakes_up_to_nothing(in_app):
    ref, taken = order(), []

    def dies(work):
        taken.append(work)
        with unit_of_work():
            jobs.progress(work, done=10, most=20)
        raise KeyboardInterrupt  # as when the process is ended: nothing more is written

    with pytest.raises(KeyboardInterrupt):
        jobs.work_off({"tests/count": dies})
    assert stands(ref).state == JobState.WORKING
    assert jobs.work_off({"tests/count": counting(20)}) == 0, "its claim is fresh"
    with clock.moved_to(clock.now() + jobs.STALE + timedelta(seconds=5)):
        assert jobs.work_off({"tests/count": counting(20)}) == 1
    assert (stands(ref).state, stands(ref).done, stands(ref).tries) == ("done", 20, 2)
    with pytest.raises(jobs.ClaimLost), unit_of_work():
        jobs.progress(taken[0], done=15, most=20)
    assert stands(ref).done == 20


def test_progress_counts_only_with_what_it_tells_of(in_app):
    ref = order()

    def half(work):
        with unit_of_work():
            jobs.progress(work, done=10, most=20)
            raise OSError("the disk is full")

    jobs.work_off({"tests/count": half})
    assert stands(ref).done == 0


def test_the_worker_is_told_after_the_commit_and_not_of_what_was_undone(in_app, monkeypatch):
    told = []
    monkeypatch.setitem(in_app.extensions, "queue", {"work_off": lambda: told.append("work_off"), "deliver": None})
    order()
    assert told == ["work_off"]
    with pytest.raises(ZeroDivisionError), unit_of_work():
        jobs.put("tests/count", by="command")
        raise ZeroDivisionError
    db.session.rollback()
    with unit_of_work():
        db.session.scalar(select(Job.id).limit(1))
    assert told == ["work_off"]


def test_the_clock_takes_up_what_nobody_was_told_of_and_forgets_what_is_old(in_app, monkeypatch):
    monkeypatch.setitem(clockwork.JOBS, "tests/count", counting(10))
    ref = order()
    assert "work off jobs" in clockwork.tick()
    assert stands(ref).state == JobState.DONE
    with clock.moved_to(clock.now() + timedelta(days=3)), unit_of_work():
        assert jobs.forget() == 1


def test_a_job_is_found_only_as_the_kind_and_the_events_it_is(make):
    ref, event = order(), make.event()
    assert jobs.find(ref, kind="tests/count") is not None
    assert jobs.find(ref, kind="tests/other") is None
    assert jobs.find(ref, event=event) is None
    assert jobs.find("nothing") is None
