"""What an event's overview says: where it stands in its life, and what wants doing next, from bare numbers."""

from dataclasses import dataclass, field

from flask_babel import gettext as _
from flask_babel import ngettext

WRITERS = ("reviewer", "organiser")  # of the plan: approvers read it and decide about versions alone
PLANNING, INVITING, THE_DAY, SORTING, AMENDING, APPROVAL, DONE = range(7)


@dataclass
class Standing:
    """The numbers of one event, counted by `queries.standing_of`."""

    starts_in_days: int = 0  # negative: so many days ago
    has_begun: bool = False
    is_over: bool = False
    is_cancelled: bool = False
    is_placeless: bool = False  # people cannot be told where to come
    is_leadless: bool = False  # a worry about somebody would reach nobody
    capacity: int = 0
    items: int = 0
    items_without_speaker: int = 0
    speakers: int = 0
    decks_to_publish: int = 0
    drafted: int = 0
    by_post: int = 0  # drafted, for people without an e-mail address
    invited: int = 0
    asked: int = 0  # those of them who do not come because they speak
    coming: int = 0
    waiting: int = 0
    perhaps: int = 0
    not_coming: int = 0
    no_answer: int = 0
    arrived: int = 0
    to_ring: int = 0  # a place is on offer to them, and no letter reaches them
    parts_gone: int = 0  # choices of parts that were removed from the programme since
    substitutes: int = 0  # proposed, and not confirmed
    requests: int = 0  # for a place, and not decided
    mails: int = 0  # that came back, and somebody has to look at
    letters_failed: int = 0
    letters_waiting: int = 0
    remarks: dict[str, int] = field(default_factory=dict)  # by state
    undisposed: int = 0
    unanswered: int = 0  # approved questions with no published answer
    plan_key: str = ""
    plan_title: str = ""
    amendments: dict[str, int] = field(default_factory=dict)  # by state
    accepted_open: int = 0  # accepted, and in no version yet
    office_comments: int = 0
    office_open: int = 0
    version_number: int = 0
    version_is_frozen: bool = False
    gates: int = 0
    gates_open: int = 0
    is_approved: bool = False
    outcomes_published: bool = False
    to_tell: int = 0  # asked to hear what became of their words, and have no letter back yet
    quiet_actions: int = 0  # of the approved version, without news for a quarter
    lessons: int = 0  # that earlier events left for this one, while it is being planned

    @property
    def remarks_read(self) -> int:
        """Remarks that may be talked about: approved ones."""
        return self.remarks.get("approved", 0)

    @property
    def remarks_waiting(self) -> int:
        """Remarks that nobody but a moderator may see yet."""
        return self.remarks.get("waiting", 0)


@dataclass(frozen=True)
class Task:
    """One thing that wants doing: a sentence, the page that does it, and who may."""

    words: str
    endpoint: str
    values: dict[str, object]
    urgent: bool = False
    roles: tuple[str, ...] = ()  # whose work it is, where others may open the page too


def place_in_life(now: Standing) -> int:
    """Which of the six steps the event stands in, from 0; beyond the last when all is done."""
    if now.is_approved:
        return DONE if now.outcomes_published else APPROVAL
    if not now.has_begun:
        return INVITING if now.asked else PLANNING
    if not now.is_over:
        return THE_DAY
    if now.remarks_waiting or now.undisposed or not now.remarks_read:
        return SORTING
    return APPROVAL if now.version_number > 1 and not now.accepted_open else AMENDING


def steps_of(now: Standing) -> list[tuple[str, str, str]]:
    """The six steps, each with a note in numbers: (label, "", note)."""
    coming = ngettext("%(num)s coming", "%(num)s coming", now.coming) if now.invited else ""
    arrived = ngettext("%(num)s arrived", "%(num)s arrived", now.arrived) if now.arrived else ""
    sorted_so_far = ""
    if now.remarks_read:
        sorted_so_far = _("%(done)s of %(all)s have a disposition", done=now.remarks_read - now.undisposed,
                          all=now.remarks_read)
    accepted = now.amendments.get("accepted", 0)
    amended = ngettext("%(num)s amendment", "%(num)s amendments", accepted) if accepted else ""
    published = _("outcomes are public") if now.outcomes_published else ""
    return [
        (_("Planning"), "", ngettext(
            "%(num)s part of the programme", "%(num)s parts of the programme", now.items) if now.items else ""),
        (_("Invitations"), "", coming),
        (_("The day"), "", arrived),
        (_("Sorting"), "", sorted_so_far),
        (_("The plan"), "", amended),
        (_("Approval"), "", published),
    ]


def step_in_words(now: Standing) -> str:
    """The step that the event stands in."""
    place = place_in_life(now)
    return _("Done") if place == DONE else steps_of(now)[place][0]


def _before(now: Standing, slug: str) -> list[Task]:
    found = []
    if now.is_placeless:
        found.append(Task(_("The place is missing: enter it, so that letters can say where to come"),
                          "planning.change_event", {"slug": slug, "_anchor": "where"}))
    if now.lessons:
        found.append(Task(ngettext(
            "%(num)s lesson of earlier events is for this one: read it while you plan",
            "%(num)s lessons of earlier events are for this one: read them while you plan", now.lessons,
        ), "dispositions.list_lessons", {"slug": slug}))
    if not now.items:
        found.append(Task(_("The programme is empty: put in its first item"), "planning.add_item", {"slug": slug}))
    if now.items_without_speaker:
        found.append(Task(ngettext(
            "%(num)s part of the programme has no speaker", "%(num)s parts of the programme have no speaker",
            now.items_without_speaker,
        ), "planning.show_agenda", {"slug": slug}))
    if not now.drafted and not now.asked:
        found.append(Task(
            _("Nobody is on the list yet: choose whom to invite"), "guests.draft_invitations", {"slug": slug}))
    if now.drafted:
        found.append(Task(ngettext(
            "%(num)s invitation is drafted: preview and send", "%(num)s invitations are drafted: preview and send",
            now.drafted,
        ), "guests.preview_sending", {"slug": slug}))
    if now.is_leadless:
        found.append(Task(_("No safeguarding lead yet: choose one"),
                          "room_settings.change_room", {"slug": slug, "_anchor": "worried"}))
    if now.no_answer and now.starts_in_days <= 14:
        found.append(Task(ngettext(
            "%(num)s person has not answered: remind or ring them",
            "%(num)s people have not answered: remind or ring them", now.no_answer,
        ), "guests.list_guests", {"slug": slug}))
    return found


def _on_the_day(now: Standing, slug: str) -> list[Task]:
    if now.starts_in_days != 0 or now.is_over:
        return []
    return [
        Task(_("It is today: welcome people at the door"), "door.show_door", {"slug": slug}, urgent=True),
        Task(_("Type in the paper cards as they come"), "scribe.enter_card", {"slug": slug}),
    ]


def _letters(now: Standing, slug: str) -> list[Task]:
    if not now.letters_failed:
        return []
    return [Task(ngettext(
        "%(num)s letter could not be delivered: see why", "%(num)s letters could not be delivered: see why",
        now.letters_failed,
    ), "guests.list_letters", {"slug": slug}, urgent=True)]


def _people(now: Standing, slug: str) -> list[Task]:
    """Those who wait for the organiser's word."""
    where: dict[str, object] = {"slug": slug}
    found = []
    if now.to_ring:
        found.append(Task(ngettext(
            "%(num)s person has to be rung: a place is on offer, and no letter reaches them",
            "%(num)s people have to be rung: places are on offer, and no letter reaches them", now.to_ring,
        ), "ring.list_people_to_ring", where, urgent=True))
    if now.parts_gone:
        found.append(Task(ngettext(
            "%(num)s guest had chosen a part that is off the programme: tell them",
            "%(num)s guests had chosen a part that is off the programme: tell them", now.parts_gone,
        ), "parts.list_parts", where, urgent=True))
    if now.mails:
        found.append(Task(ngettext(
            "%(num)s email came back and wants to be looked at", "%(num)s emails came back and want to be looked at",
            now.mails), "mail.list_mail", where))
    if not now.has_begun and now.substitutes:
        found.append(Task(ngettext(
            "%(num)s guest sends somebody else: confirm or decline",
            "%(num)s guests send somebody else: confirm or decline", now.substitutes,
        ), "giving.list_substitutes", where))
    if not now.has_begun and now.requests:
        found.append(Task(ngettext(
            "%(num)s person asks for a place: decide", "%(num)s people ask for a place: decide", now.requests,
        ), "asking.list_requests", where))
    return found


def _slides(now: Standing, slug: str) -> list[Task]:
    if not now.decks_to_publish:
        return []
    return [Task(ngettext(
        "%(num)s set of slides has come in and is not published",
        "%(num)s sets of slides have come in and are not published", now.decks_to_publish), "speakers.list_decks",
        {"slug": slug})]


def _remarks(now: Standing, slug: str) -> list[Task]:
    found = []
    if now.remarks_waiting:
        found.append(Task(ngettext(
            "%(num)s remark waits for a moderator", "%(num)s remarks wait for a moderator", now.remarks_waiting,
        ), "moderation.show_queue", {"slug": slug}, urgent=True))
    if now.remarks.get("withheld"):
        found.append(Task(ngettext(
            "%(num)s remark is withheld for you to read", "%(num)s remarks are withheld for you to read",
            now.remarks["withheld"],
        ), "moderation.show_withheld", {"slug": slug}, urgent=True))
    if now.is_over and now.undisposed:
        found.append(Task(ngettext(
            "%(num)s remark has no disposition: say what became of it",
            "%(num)s remarks have no disposition: say what became of them", now.undisposed,
        ), "sorting.show_sorting", {"slug": slug, "state": "approved", "disposition": "none"}))
    if now.is_over and now.unanswered:
        found.append(Task(ngettext(
            "%(num)s question has no published answer", "%(num)s questions have no published answer", now.unanswered,
        ), "sorting.show_sorting", {"slug": slug, "state": "approved", "kind": "question"}))
    return found


def _plan(now: Standing) -> list[Task]:
    key: dict[str, object] = {"key": now.plan_key}
    found = []
    if proposed := now.amendments.get("proposed"):
        found.append(Task(ngettext("%(num)s amendment waits to be decided", "%(num)s amendments wait to be decided",
                                   proposed), "drafting.list_amendments", key, roles=WRITERS))
    if now.accepted_open:
        found.append(Task(ngettext(
            "%(num)s accepted amendment is in no version yet: make one",
            "%(num)s accepted amendments are in no version yet: make one", now.accepted_open,
        ), "drafting.list_amendments", key, roles=WRITERS))
    if now.office_open:
        found.append(Task(_(
            "%(open)s of %(all)s comments of the reviewing office are unanswered",
            open=now.office_open, all=now.office_comments,
        ), "comments.list_comments", key))
    if now.gates_open and now.version_number > 1:
        found.append(Task(ngettext(
            "%(num)s gate before approval is not signed", "%(num)s gates before approval are not signed",
            now.gates_open,
        ), "approval.list_gates", key | {"number": now.version_number}))
    elif now.version_number > 1 and not now.is_approved:
        found.append(Task(_("Version %(number)s is ready for the board", number=now.version_number),
                          "approval.decide_version", key | {"number": now.version_number}))
    return found


def _afterwards(now: Standing, slug: str) -> list[Task]:
    """What is left once the plan is approved: telling people, and going on telling."""
    found = []
    if now.outcomes_published and now.to_tell:
        found.append(Task(ngettext(
            "%(num)s person asked to hear what became of their words: write back",
            "%(num)s people asked to hear what became of their words: write back", now.to_tell,
        ), "telling.tell_back", {"slug": slug}))
    if now.quiet_actions:
        found.append(Task(ngettext(
            "%(num)s action of the plan has had no news for three months: ask its lead",
            "%(num)s actions of the plan have had no news for three months: ask their leads", now.quiet_actions,
        ), "progress.note_progress", {"key": now.plan_key}))
    return found


def tasks_of(now: Standing, slug: str) -> list[Task]:
    """What wants doing, the urgent first; the page leaves out what the reader may not open."""
    if now.is_cancelled:
        return []
    found = _letters(now, slug) + _on_the_day(now, slug) + _people(now, slug)
    if not now.has_begun:
        found += _before(now, slug)
    found += _slides(now, slug) + _remarks(now, slug)
    if now.is_over and now.plan_key:
        found += _plan(now)
        if now.is_approved and not now.outcomes_published:
            found.append(Task(
                _("The outcomes are not public yet: publish them"), "approval.publish_outcomes", {"slug": slug}))
    found += _afterwards(now, slug)
    return sorted(found, key=lambda task: not task.urgent)
