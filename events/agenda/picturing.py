"""The pages of a deck are drawn as pictures, so that speaker and organiser see at once what has come in."""

import shutil
from pathlib import Path

from events import files, jobs, office_files
from events.agenda import deck_openings, slide_queries
from events.agenda.models import Deck
from events.agenda.slide_models import DeckCheck, DeckPicture
from events.agenda.states import DeckState, PictureState
from events.database import db, leave_unsaved, unit_of_work
from events.jobs import Work

DRAWING = "agenda/drawing slides"
MOST_PAGES = 80
# LibreOffice draws hidden slides only where it is told to.
WISH = 'pdf:impress_pdf_Export:{"ExportHiddenSlides":{"type":"boolean","value":"true"}}'
KEPT_DECKS = (DeckState.RECEIVED, DeckState.PUBLISHED)


def order(check: DeckCheck, *, by) -> None:
    """Order the pictures of a deck, in the transaction that took it in."""
    check.pictures = PictureState.WAITING
    db.session.flush()  # the job names the deck by its key
    jobs.put(DRAWING, event=check.deck.speaker.event, facts={"deck": check.deck_id}, by=by, most=1)


def work_on_pictures(work: Work) -> None:
    """Draw the pages of the deck that a job names; drawing them again replaces them."""
    deck = db.session.get(Deck, work.facts["deck"])
    if deck is None or deck.state not in KEPT_DECKS:
        return
    deck_id, key, suffix = deck.id, deck.file_key, deck.suffix
    leave_unsaved()  # drawing takes seconds: no transaction is open meanwhile
    with files.working_folder(files.EXPORTS) as folder:
        folder = folder.resolve()
        try:
            pages = _drawn(files.path_of(key), suffix, folder)
            state = PictureState.DRAWN
        except office_files.OfficeMissing:
            pages, state = [], PictureState.NO_OFFICE
        except (office_files.OfficeFailed, deck_openings.NotOpened, deck_openings.DeckRefused, OSError):
            pages, state = [], PictureState.FAILED
        keys = [_stored(page) for page in pages]
    _keep(deck_id, keys, state)


def _drawn(source: Path, suffix: str, folder: Path) -> list[Path]:
    """The pictures of a deck's pages, as files of the folder."""
    if suffix != ".pdf":
        copy = folder / f"slides{suffix}"
        shutil.copyfile(source, copy)
        source = office_files.to_pdf(copy, folder, wish=WISH)
    (folder / "pages").mkdir()
    with source.open("rb") as stream:
        told = deck_openings.run("picture", stream, deck_openings.PICTURING,
                                 {"to": str(folder / "pages"), "most": MOST_PAGES})
    return [folder / "pages" / f"{number}.jpg" for number in range(1, told["pages"] + 1)]


def _stored(page: Path) -> str:
    with files.writing("") as (key, path):
        shutil.copyfile(page, path)
    return key


def _keep(deck_id: int, keys: list[str], state: PictureState) -> None:
    """Note the pictures; if the deck has gone meanwhile, they go, too."""
    old = keys
    with unit_of_work():
        deck = db.session.get(Deck, deck_id)
        if deck is not None and deck.state in KEPT_DECKS:
            old = drop(deck)
            db.session.add_all(DeckPicture(deck_id=deck_id, number=number, file_key=key)
                               for number, key in enumerate(keys, 1))
            check = slide_queries.check_of(deck)
            if check is not None:
                check.pictures = state
    for key in old:
        files.remove(key)


def drop(deck: Deck) -> list[str]:
    """Forget the pictures of a deck, in the open unit of work. Returns the keys of their files."""
    pictures = slide_queries.pictures_of(deck)
    for picture in pictures:
        db.session.delete(picture)
    db.session.flush()  # new ones may have the same numbers
    return [picture.file_key for picture in pictures]
