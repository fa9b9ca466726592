"""What an act raises when it will not do a thing: a translatable sentence and its values.

Acts know no Flask, so a refusal carries the English sentence as its message id; presentation
translates it where it is shown. Mark sentences with `N_` so that extraction finds them.
"""


def N_(sentence: str) -> str:
    """Mark a sentence for translation without translating it here."""
    return sentence


class Refusal(Exception):
    """An act was refused. Subclasses are named in the council's words and set `sentence`.

    `status` is the HTTP status a page answers with when the refusal cannot be shown at a field;
    `field` names the form field that the sentence belongs to, if there is one.
    """

    sentence = N_("This could not be done.")
    status = 422
    field: str | None = None

    def __init__(self, sentence: str | None = None, *, field: str | None = None, **values):
        if sentence is not None:
            self.sentence = sentence
        if field is not None:
            self.field = field
        self.values = values
        super().__init__(str(self))

    def __str__(self) -> str:
        return self.sentence % self.values if self.values else self.sentence


class NotFound(Refusal):
    """The thing is not there, or is not this event's: the page answers 404."""

    sentence = N_("There is nothing here by that name.")
    status = 404


class NotYours(Refusal):
    """The person is known and the thing is there, but the role does not reach it: 403."""

    sentence = N_("Your role on this event does not open this page.")
    status = 403


class Superseded(Refusal):
    """A personal link was replaced or has run out: 410, and how to get a new one."""

    sentence = N_("This link has been replaced by a newer one.")
    status = 410


class Stale(Refusal):
    """Somebody else changed the record meanwhile: 409, with both texts."""

    sentence = N_("Somebody else has changed this since you opened it.")
    status = 409


class Collided(Stale):
    """Two people stored the like at the same moment, and the other was first: 409, and the form to send again."""

    sentence = N_("Somebody else has just saved the same thing. Nothing is lost: please try again.")


class TooOften(Refusal):
    """A limit was reached: 429. `wait` is in seconds."""

    sentence = N_("Too many tries. Please wait %(wait)s seconds and try again.")
    status = 429


class Busy(Refusal):
    """The database, the disk or a scanner cannot take it just now: 503."""

    sentence = N_("The service is busy. Nothing has been lost: please try again in a moment.")
    status = 503
