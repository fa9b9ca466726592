"""PDF files that were made to harm: how each is made, and the sentence it is refused with."""

import zlib

from events.agenda import deck_refusals as why
from tests.agenda.slides import PDF, pdf, stream


def bomb(times: int) -> bytes:
    """A page's words that unpack to 300 MB of nothing, packed so many times over."""
    machine = zlib.compressobj(1)
    words = b"".join([*(machine.compress(bytes(1_000_000)) for _ in range(300)), machine.flush()])
    for _ in range(times - 1):
        words = zlib.compress(words)
    return pdf(stream(words, b"/Filter[" + b"/FlateDecode" * times + b"]"), page=b"/Contents 10 0 R")


def action(kind: bytes, more: bytes) -> bytes:
    """A link on the page that does that."""
    return pdf(b"<</Type/Annot/Subtype/Link/Rect[0 0 9 9]/A<</S/" + kind + more + b">>>>", page=b"/Annots[10 0 R]")


ALL = {
    "half of a PDF": (PDF[:-8], why.CUT_PDF),
    "a web page before the PDF": (b"<html><script>alert(1)</script>" + PDF, why.TWO_IN_ONE),
    "a PDF of rubbish": (b"%PDF-1.7\n" + b"\x00\xff rubbish" * 900 + b"%%EOF", why.DAMAGED),
    "a script": (pdf(catalogue=b"/Names<</JavaScript<</Names[(a)10 0 R]>>>>"), why.PDF_SCRIPT),
    "a script as it is opened": (pdf(catalogue=b"/OpenAction<</S/JavaScript/JS(app.alert(1))>>"), why.PDF_SCRIPT),
    "a script on a link": (action(b"JavaScript", b"/JS(app.alert(1))"), why.PDF_SCRIPT),
    "a program that is started": (pdf(catalogue=b"/OpenAction<</S/Launch/F(cmd.exe)>>"), why.PDF_LAUNCH),
    "something done on a page": (pdf(page=b"/AA<</O<</S/Named/N/Print>>>>"), why.PDF_OPENING),
    "attached files": (pdf(catalogue=b"/Names<</EmbeddedFiles<</Names[(a)10 0 R]>>>>"), why.PDF_FILES),
    "a link into another file": (action(b"GoToR", b"/F(other.pdf)/D[0/Fit]"), why.PDF_ELSEWHERE),
    "a form that sends": (action(b"SubmitForm", b"/F(http://example.org/)"), why.PDF_ELSEWHERE),
    "an XFA form": (pdf(catalogue=b"/AcroForm<</XFA 10 0 R>>"), why.PDF_FORM),
    "a film": (pdf(b"<</Type/Annot/Subtype/RichMedia/Rect[0 0 9 9]>>", page=b"/Annots[10 0 R]"), why.PDF_MEDIA),
    "a PDF's link to a file": (action(b"URI", b"/URI(file:///c:/budget.xlsx)"), why.OUTSIDE_FILE),
    "a PDF's password": (pdf(b"<</Filter/Standard/V 1/R 2/O(" + b"o" * 32 + b")/U(" + b"u" * 32 + b")/P -4>>",
                             trailer=b"/Encrypt 10 0 R/ID[(a)(a)]"), why.LOCKED_PDF),
    "a PDF's bomb": (bomb(1), why.PDF_BOMB),
    "a PDF's bomb within a bomb": (bomb(2), why.PDF_BOMB),
    "a PDF's bomb three deep": (bomb(3), why.PDF_BOMB),
    "a PDF without a page": (pdf(pages=0), why.NO_PAGES),
    "a PDF of a million pages": (pdf(pages=1_000_000), why.MANY_PAGES),
    "a page as large as a field": (pdf(size=b"0 0 90000 90000"), why.HUGE_PAGES),
    "a page without size": (pdf(size=b"0 0 0 0"), why.TINY_PAGES),
}
