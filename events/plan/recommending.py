"""A reviewer recommends what the drafting group should decide, with a reason; the decision is the group's."""

from events import clock, history
from events.database import db
from events.plan.amending_models import Recommendation
from events.plan.assemblies import longest
from events.plan.drafting import DecidedAlready, ReasonMissing, TooLong, WordsMissing, hold
from events.plan.models import Amendment
from events.plan.redlines import tidy
from events.plan.states import Advice, AmendmentKind, AmendmentState
from events.refusals import N_, Refusal

# Kinds of amendments that are words, so that they can be put in other words.
IN_WORDS = (AmendmentKind.CHANGE, AmendmentKind.NEW, AmendmentKind.TEXT)


class NotInWords(Refusal):
    """A removal, a move or a column cannot be accepted in other words."""

    sentence = N_("This amendment has no words to put in another way: recommend to accept or to decline it.")
    field = "advice"


def recommend(amendment: Amendment, *, advice: str, reason: str, by, words: str = "") -> Recommendation:
    """Recommend an Advice about a pending amendment, in other `words` where it says so; earlier ones are kept.

    Raises DecidedAlready, ReasonMissing, WordsMissing, TooLong or NotInWords.
    """
    hold(amendment)
    if amendment.state != AmendmentState.PROPOSED:
        raise DecidedAlready(ref=amendment.ref)
    if not reason.strip():
        raise ReasonMissing()
    advice = Advice(advice)
    words = tidy(words) if advice == Advice.OTHER_WORDS else ""
    if advice == Advice.OTHER_WORDS:
        if amendment.kind not in IN_WORDS:
            raise NotInWords()
        if not words or words == amendment.after:
            raise WordsMissing(N_("Write the other words that you recommend."), field="words")
        most = longest(amendment.kind, amendment.field)
        if len(words) > most:
            raise TooLong(field="words", most=most)
    made = Recommendation(amendment=amendment, advice=advice, words=words, reason=reason.strip(),
                          by_officer_id=getattr(by, "id", None), at=clock.now())
    db.session.add(made)
    history.record(amendment, "recommended", by=by)
    return made
