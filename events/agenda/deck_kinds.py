"""Which of the three kinds a deck is; loads what that kind wants and no more."""

from typing import BinaryIO

from events.agenda import deck_refusals as why
from events.agenda.deck_findings import Findings
from events.agenda.deck_refusals import DeckRefused


def look(stream: BinaryIO) -> Findings:
    """Open a deck of any kind. Raises DeckRefused."""
    stream.seek(0)
    if b"%PDF-" in stream.read(1024):
        from events.agenda import deck_pdfs  # memory is short here: each kind loads what it wants itself

        return deck_pdfs.look(stream)
    return _packed(stream)


def _packed(stream: BinaryIO) -> Findings:
    from events.agenda import deck_open_documents, deck_powerpoints, deck_zips  # as above

    try:
        packed = deck_zips.Zip(stream)
        if "[Content_Types].xml" in packed.parts:
            return deck_powerpoints.look(packed)
        if "mimetype" in packed.parts:
            return deck_open_documents.look(packed)
    except deck_zips.BROKEN as error:
        raise DeckRefused(why.DAMAGED) from error
    raise DeckRefused(why.OTHER_ZIP)
