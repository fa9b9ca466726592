"""Made-up decks of slides, as the programs write them: enough of each to be opened."""

import io
import zipfile

MAIN = "application/vnd.openxmlformats-officedocument.presentationml.presentation.main+xml"
ODP = "application/vnd.oasis.opendocument.presentation"
CONTENT = ('<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
           'xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0"><office:body><office:presentation>'
           '<draw:page draw:name="page1" draw:style-name="dp1"/></office:presentation></office:body>'
           '</office:document-content>')


def pdf(*objects: bytes, catalogue: bytes = b"", pages: int = 1, page: bytes = b"", trailer: bytes = b"",
        size: bytes = b"0 0 720 540") -> bytes:
    """A PDF of so many pages; `objects` are further ones (numbered from 10 on), the others what the words add there."""
    kids = b" ".join(b"3 0 R" for _ in range(min(pages, 1)))
    bodies = {1: b"<</Type/Catalog/Pages 2 0 R" + catalogue + b">>",
              2: b"<</Type/Pages/Kids[" + kids + b"]/Count %d>>" % pages,
              3: b"<</Type/Page/Parent 2 0 R/MediaBox[" + size + b"]" + page + b">>"}
    bodies |= dict(enumerate(objects, 10))
    out, places = b"%PDF-1.4\n", {}
    for number, body in bodies.items():
        places[number] = len(out)
        out += b"%d 0 obj\n" % number + body + b"\nendobj\n"
    start, most = len(out), max(bodies) + 1
    out += b"xref\n0 %d\n" % most
    for number in range(most):
        out += b"%010d 00000 n \n" % places[number] if number in places else b"0000000000 65535 f \n"
    return out + b"trailer\n<</Size %d/Root 1 0 R%b>>\nstartxref\n%d\n%%%%EOF\n" % (most, trailer, start)


def stream(words: bytes, more: bytes = b"") -> bytes:
    """An object of a PDF that holds those words."""
    return b"<</Length %d%b>>\nstream\n" % (len(words), more) + words + b"\nendstream"


PDF = pdf()


def packed(parts: dict[str, str | bytes]) -> bytes:
    """A ZIP file of those parts."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, words in parts.items():
            archive.writestr(name, words)
    return out.getvalue()


def pptx(*, slides: int = 3, main: str = MAIN, **more: str | bytes) -> bytes:
    """A PowerPoint file; `more` adds parts by name."""
    parts = {"[Content_Types].xml": f'<Types><Override ContentType="{main}"/></Types>', "ppt/presentation.xml": "<p/>"}
    parts |= {f"ppt/slides/slide{number}.xml": "<s/>" for number in range(1, slides + 1)}
    return packed(parts | more)


def odp(mimetype: str = ODP, **more: str | bytes) -> bytes:
    """An OpenDocument presentation."""
    return packed({"mimetype": mimetype, "content.xml": CONTENT} | more)
