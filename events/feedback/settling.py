"""What was answered at the microphone is settled once a moderator has read the question."""

from events.feedback.models import Remark
from events.feedback.states import Disposition
from events.refusals import N_

ANSWERED_IN_THE_ROOM = N_("Answered at the event.")


def settle(remark: Remark) -> None:
    """Give an approved question that was answered at the microphone its disposition.

    Until then the scribe's note of the answer is all there is. The note itself stays unpublished:
    approving the question is not approving the answer's words.
    """
    if remark.spoken_by and remark.disposition is None and remark.answers:
        remark.disposition, remark.disposition_reason = Disposition.ANSWERED, ANSWERED_IN_THE_ROOM
