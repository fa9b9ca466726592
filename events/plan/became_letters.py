"""The letter back: a person's own words, what became of each, the change in words, and where the whole way stands.

The row freezes the end of each remark; the words are read from the remark as the letter leaves, so that words that
were taken out meanwhile, and a remark that is shown no more, are in no letter.
"""

from datetime import date

from flask import current_app
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from events import council, letters
from events.access import links
from events.agenda.models import Arrangements
from events.database import db
from events.delegates import mailings
from events.delegates.letters import own_reply_address, reply_address
from events.delegates.models import Invitation
from events.feedback.models import Remark
from events.feedback.states import Disposition, RemarkState
from events.outbox import Letter
from events.plan.became_facts import LETTER
from events.presentation import RIGHT_TO_LEFT, address

BECAME = {
    "amends the plan": _l("It changed the plan."), "answered": _l("It was answered."),
    "noted": _l("It was noted, and changes nothing in the plan."),
    "for the next event": _l("It is kept for the next event."),
    "out of scope": _l("It lies outside what this event and its plan can do."),
    "referred": _l("It was passed on to those whom it concerns."), "withdrawn": _l("It was withdrawn."),
}
FIELDS = {
    "text": _l("what is to be done"), "lead": _l("who leads"), "partners": _l("the partners"),
    "due": _l("by when"), "measure": _l("how we will know"), "indicator": _l("the indicator"),
}


def about(change: dict) -> str:
    """What one amendment is about, in words: "Action 3.2, how we will know"."""
    if change["kind"] == "text" and change["field"] == "preamble":
        return _("The plan's introduction")
    if change["kind"] == "text":
        return _("The plan's text “%(title)s”", title=change["title"] or change["field"])
    if change["kind"] == "move":
        return _("Action %(ref)s stands in another place now", ref=change["action"])
    if change["kind"] == "column":
        title = change["title"] or FIELDS.get(change["field"], change["field"])
        return (_("Every action of the plan says more now: %(title)s", title=title) if change["added"]
                else _("The plan's actions no longer say: %(title)s", title=title))
    if change["kind"] == "new":
        return _("Action %(ref)s, which is new", ref=change["action"])
    if change["kind"] == "remove":
        return _("Action %(ref)s was taken out of the plan", ref=change["action"])
    return _("Action %(ref)s, %(field)s", ref=change["action"],
             field=FIELDS.get(change["field"], change["field"].replace("_", " ")))


def now_in(fact: dict) -> str:
    """The one sentence: which actions of the plan the words are now; an empty word where they changed none."""
    refs = list(dict.fromkeys(row["action"] for row in fact["amendments"] if row["stands"]))
    if not refs:
        return ""
    if not all(row["approval"] for row in fact["amendments"] if row["stands"]):
        return _("You said this; it is to go into action %(refs)s.", refs=_(" and ").join(refs))
    return _("You said this; it is now action %(refs)s.", refs=_(" and ").join(refs))


def in_words(parts: list) -> str:
    """A redline as it is read aloud: "Hold it [taken out: twice a year] [put in: every quarter]"."""
    said = {"insert": _("[put in: %(words)s]"), "delete": _("[taken out: %(words)s]")}
    told = ""
    for act, words in parts:
        if act not in said or not words.strip():
            told += words
            continue
        told += " " if told and not told[-1].isspace() else ""
        told += said[act] % {"words": words.strip()} + words[len(words.rstrip()):]
    return told.strip()


def _became(fact: dict):
    if fact["disposition"] == Disposition.AMENDS and not fact["amendments"]:
        return _("It is meant for the plan, and no change has been accepted yet.")
    return BECAME.get(fact["disposition"], fact["disposition"])


def _row(fact: dict, invitation: Invitation, slug: str) -> dict:
    remark = db.session.get(Remark, fact["id"])
    is_shown = (remark is not None and remark.state == RemarkState.APPROVED
                and remark.invitation_id == invitation.id)
    changes = [change | {"about": about(change), "words": in_words(change["parts"]),
                         "day": date.fromisoformat(change["approval"]["day"]) if change["approval"] else None}
               for change in fact["amendments"]]
    return fact | {
        "text": remark.text if remark is not None and is_shown else "", "language": remark.language if remark else "",
        "became": _became(fact), "now_in": now_in(fact), "changes": changes,
        "further": [row | {"became": BECAME.get(row["disposition"], row["disposition"])} for row in fact["further"]],
        "link": address("chains.show_remark_chain", slug=slug, ref=fact["ref"]) if is_shown else "",
    }


def rows_of(facts: dict, invitation: Invitation) -> list[dict]:
    """One person's remarks with their words and their end, for a letter, a page of paper or a sample."""
    return [_row(fact, invitation, facts["event"]["slug"]) for fact in facts["remarks"]]


def personal_link(invitation: Invitation) -> str:
    """The person's own link, derived at this moment: it stands nowhere."""
    key = current_app.config["SECRET_KEY"]
    return address("access.enter_by_invitation",
                   token=links.token(key, "invitation", invitation.ref, invitation.link_version))


def _rendered(template: str, values: dict) -> str:
    return current_app.jinja_env.get_template(f"plan/_letters/{template}").render(values)


def compose(facts: dict, invitation: Invitation, *, to_name: str, language: str, link: str) -> letters.Mail:
    """One person's letter; `link` is theirs, or words in its place."""
    arrangements = db.session.get_one(Arrangements, invitation.event_id)
    values = {
        "council": council.ours(), "event": facts["event"], "name": to_name, "remarks": rows_of(facts, invitation),
        "link": link, "lang": language, "dir": "rtl" if language.partition("-")[0] in RIGHT_TO_LEFT else "ltr",
        "why": _("You get this because you asked to be told what becomes of your words. You can change that on your "
                 "own page."),
        "privacy_url": current_app.config["BASE_URL"] + "/privacy",
    }
    return letters.Mail(
        subject=_rendered("became_subject.txt", values).strip(), text=_rendered("became.txt", values),
        html=_rendered("became.html", values),
        reply_to=own_reply_address(reply_address(arrangements.contact_email), invitation))


def prepare(letter: Letter) -> None:
    """Nothing is shared: every letter tells of other words."""


def gather(rows: list[Letter]) -> list:
    """The invitations and remarks of the letters that are filled next, in two queries."""
    ids = [fact["id"] for letter in rows for fact in letter.facts["remarks"]]
    return [mailings.invitations_of(rows), list(db.session.query(Remark).where(Remark.id.in_(ids)))]


def fill(_shared: None, letter: Letter) -> letters.Mail:
    """One person's letter."""
    invitation = db.session.get_one(Invitation, int(letter.record.split()[1]))
    return compose(letter.facts, invitation, to_name=letter.to_name, language=letter.language,
                   link=personal_link(invitation))


letters.register(LETTER, prepare=prepare, fill=fill, gather=gather)
