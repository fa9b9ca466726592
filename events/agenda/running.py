"""The evening runs: parts are started and finished, and what to do about lateness is chosen.

Every press is a row that is added; one that was meant for another state of the sheet than it finds does nothing.
"""

from datetime import timedelta

from events import clock, event, history
from events.agenda import queries, run_queries
from events.agenda.local_times import clock_words
from events.agenda.run_choices import is_offered
from events.agenda.run_models import RunNote, RunPress
from events.agenda.run_orders import Order, effective
from events.agenda.states import RUN_CHOICES, RunAct
from events.database import db
from events.event import Event
from events.refusals import N_, Refusal

OPENS_BEFORE = timedelta(hours=2)
SHUTS_AFTER = timedelta(hours=6)
LONGEST_NOTE = 300
DONE_BY = {
    RunAct.START: N_("“%(title)s” was started by %(name)s at %(hour)s, before your press came. Nothing was done twice: "
                     "this is the run sheet as it is now."),
    RunAct.FINISH: N_("“%(title)s” was finished by %(name)s at %(hour)s, before your press came. Nothing was done "
                      "twice: this is the run sheet as it is now."),
    RunAct.UNDO: N_("%(name)s took something back at %(hour)s, before your press came. Yours did nothing: this is the "
                    "run sheet as it is now."),
}
CHOSEN_BY = N_("%(name)s chose something at %(hour)s, before your press came. Yours did nothing: this is the run sheet "
               "as it is now.")


class PressedMeanwhile(Refusal):
    """Somebody else's press came first, so that this one was meant for a sheet that is no longer so."""

    status = 409


class NotTheEvening(Refusal):
    """The run sheet is not live yet, or no more."""

    sentence = N_("The run sheet is pressed on the evening itself: from %(opens)s to %(shuts)s. Before that, change "
                  "the programme.")
    status = 409


class EventIsOff(Refusal):
    """A cancelled or postponed event does not run."""

    sentence = N_("This event is cancelled or put off, so nothing runs.")
    status = 409


class NothingToDo(Refusal):
    """The part is not in the state for that press: started already, finished, or left out."""

    sentence = N_("That can no longer be done: look at the run sheet as it is now.")
    status = 409


def _hours_of(held: Event):
    """From when to when presses count: two hours before the first part (or the event) to six after the last."""
    items = queries.public_items_of(held)
    begins = min([held.starts_at, *(item.starts_at for item in items)])
    return begins - OPENS_BEFORE, max([held.ends_at, *(item.ends_at for item in items)]) + SHUTS_AFTER


def check_open(held: Event) -> None:
    """Raise NotTheEvening or EventIsOff where nothing can be pressed."""
    if held.cancelled_at or held.postponed_at:
        raise EventIsOff()
    opens, shuts = _hours_of(held)
    if not opens <= clock.now() <= shuts:
        words = [f"{clock_words(local.time())}, {local.day} {local:%B %Y}" for local in map(held.local, (opens, shuts))]
        raise NotTheEvening(opens=words[0], shuts=words[1])


def _hold(held: Event, seen: int) -> None:
    """Hold the event for this press. Raises PressedMeanwhile where the sheet is no longer the one that was seen."""
    event.lock(held)
    check_open(held)
    if run_queries.newest_number(held) == seen:
        return
    newest = run_queries.presses_of(held)[-1]
    title = next((item.title for item in queries.public_items_of(held) if item.key == newest.item_key), "")
    raise PressedMeanwhile(
        DONE_BY.get(RunAct(newest.act), CHOSEN_BY), title=title or newest.item_key,
        name=newest.officer.name if newest.officer else "–", hour=clock_words(held.local(newest.at).time()),
    )


def _press(held: Event, act: RunAct, *, seen: int, by, **values) -> RunPress:
    press = RunPress(event_id=held.id, number=seen + 1, act=act, at=clock.now(),
                     officer=None if isinstance(by, str) else by, **values)
    db.session.add(press)
    history.record(held, f"run: {act}", by=by, event=held, field=values.get("item_key", ""))
    return press


def _order(held: Event) -> Order:
    return run_queries.order_at(held, clock.now())


def start(held: Event, key: str, *, seen: int, by) -> RunPress:
    """Start a part; what is on in the same room ends with it.

    Raises PressedMeanwhile, NotTheEvening, EventIsOff, or NothingToDo for a part that is not to come.
    """
    _hold(held, seen)
    line = _order(held).line(key)
    if line is None or not line.is_to_come:
        raise NothingToDo()
    return _press(held, RunAct.START, seen=seen, by=by, item_key=key)


def finish(held: Event, key: str, *, seen: int, by) -> RunPress:
    """Finish the part that is on, without starting another. Raises as `start`."""
    _hold(held, seen)
    line = _order(held).line(key)
    if line is None or not line.is_on:
        raise NothingToDo()
    return _press(held, RunAct.FINISH, seen=seen, by=by, item_key=key)


def choose(held: Event, act: RunAct, *, key: str = "", other: str = "", minutes: int = 0, seen: int, by) -> RunPress:
    """Shorten a part, swap two, leave one out or end later: for this evening alone; the programme stays.

    Raises as `start`.
    """
    _hold(held, seen)
    items = queries.public_items_of(held)
    order, limits = run_queries.order_at(held, clock.now(), items), run_queries.limits_of(held, items)
    if act not in RUN_CHOICES or not is_offered((act, key, other, minutes), run_queries.parts_of(items), order, limits):
        raise NothingToDo()
    return _press(held, act, seen=seen, by=by, item_key=key, other_key=other, minutes=minutes)


def last_press(order: Order):
    """The newest start or finish that counts; None where there is none to undo."""
    return next((press for press in reversed(order.effective) if press.act in (RunAct.START, RunAct.FINISH)), None)


def undo(held: Event, *, seen: int, by) -> RunPress:
    """Take back the newest start or finish. Raises as `start`."""
    _hold(held, seen)
    last = last_press(_order(held))
    if last is None:
        raise NothingToDo()
    return _press(held, RunAct.UNDO, seen=seen, by=by, item_key=last.key, undoes=last.number)


def take_back(held: Event, number: int, *, seen: int, by) -> RunPress:
    """Take back something that was chosen. Raises as `start`, and for what was taken back already."""
    _hold(held, seen)
    chosen = [press for press in effective(run_queries.pressed(run_queries.presses_of(held)))
              if press.act in RUN_CHOICES and press.number == number]
    if not chosen:
        raise NothingToDo()
    return _press(held, RunAct.UNDO, seen=seen, by=by, item_key=chosen[0].key, undoes=number)


def note(held: Event, key: str, words: str, *, by) -> None:
    """Write the organiser's line for a part of the run sheet; an empty one takes it away."""
    row = db.session.get(RunNote, (held.id, key))
    words = " ".join(words.split())[:LONGEST_NOTE]
    if words and row is None:
        db.session.add(RunNote(event_id=held.id, item_key=key, words=words))
    elif row is not None and words:
        row.words = words
    elif row is not None:
        db.session.delete(row)
    history.record(held, "run sheet noted", by=by, event=held, field=key)
