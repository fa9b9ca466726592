"""What a speaker is asked to agree to, in the exact words that are kept with their answer."""

from flask_babel import lazy_gettext as _l

from events.agenda.states import ConsentKind

WORDS = {
    ConsentKind.PUBLISH: _l(
        "I agree that my slides are published with the programme, where everybody can download them, until I or the "
        "organiser take them down."),
    ConsentKind.RECORD: _l(
        "I agree that my talk is recorded in sound and pictures, and that the organiser may show the recording."),
    ConsentKind.PHOTOGRAPH: _l("I agree that my photograph stands beside my name on the public programme."),
}


def shown(kind: ConsentKind | str) -> str:
    """The words of a question, in the reader's language: what is shown is what is kept."""
    return str(WORDS[ConsentKind(kind)])
