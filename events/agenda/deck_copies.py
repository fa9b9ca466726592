"""Writing a clean copy of a deck: its slides as they are, without what nobody sees on them.

Runs in the process that opened it, on files that were found good before; the copy is opened again afterwards.
"""

import zipfile
from typing import Any, BinaryIO

from events.agenda import deck_photos

SINCE = (1980, 1, 1, 0, 0, 0)  # the earliest moment a ZIP file can tell: the copy says nothing of when
HIDDEN_SLIDES = "hidden_slides"


def write(stream: BinaryIO, out: BinaryIO, *, suffix: str, keep: set[str]) -> dict:
    """Write the clean copy of a deck to `out`; `keep` may name "hidden_slides". Returns nothing to tell."""
    if suffix == ".pdf":
        _pdf(stream, out)
        return {}
    with zipfile.ZipFile(stream) as source, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as copy:
        if suffix == ".pptx":
            from events.agenda import deck_powerpoint_copies as kind  # each kind loads what it wants itself
        else:
            from events.agenda import deck_open_document_copies as kind  # type: ignore[no-redef]  # as above
        for name, words in kind.parts(source, keeps_hidden=HIDDEN_SLIDES in keep):
            info = zipfile.ZipInfo(name, SINCE)
            info.compress_type = zipfile.ZIP_STORED if name == "mimetype" else zipfile.ZIP_DEFLATED
            if name.lower().endswith((".jpg", ".jpeg")) and words.startswith(deck_photos.JPEG):
                words = deck_photos.without_place(words)
            copy.writestr(info, words)
    return {}


def _pdf(stream: BinaryIO, out: BinaryIO) -> None:
    import pypdf  # as in `write`
    from pypdf.generic import ArrayObject  # as above

    from events.agenda.deck_pdfs import NOTES  # as above

    writer: Any = pypdf.PdfWriter(clone_from=pypdf.PdfReader(stream))  # its types know no object's own keys
    writer.metadata = None
    for key in ("/Metadata", "/PieceInfo"):
        writer.root_object.pop(key, None)
    for page in writer.pages:
        for key in ("/Metadata", "/PieceInfo", "/LastModified", "/Thumb"):
            page.pop(key, None)
        if "/Annots" in page:
            kept = [note for note in page["/Annots"].get_object() if note.get_object().get("/Subtype") not in NOTES]
            page[pypdf.generic.NameObject("/Annots")] = ArrayObject(kept)
    for thing in writer._objects:
        if isinstance(thing, pypdf.generic.StreamObject) and thing.get("/Type") == "/XObject":
            thing.pop("/Metadata", None)
            if thing.get("/Filter") == "/DCTDecode" and deck_photos.has_place(thing._data):
                thing._data = deck_photos.without_place(thing._data)
    writer.compress_identical_objects(remove_duplicates=False, remove_unreferenced=True)
    writer.write(out)
