"""Made-up decks of slides, as the programs write them: enough of each to be recognised."""

import io
import zipfile

PDF = b"%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\nstartxref\n9\n%%EOF\n"
MAIN = "application/vnd.openxmlformats-officedocument.presentationml.presentation.main+xml"
ODP = "application/vnd.oasis.opendocument.presentation"


def packed(parts: dict[str, str]) -> bytes:
    """A ZIP file of those parts."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, words in parts.items():
            archive.writestr(name, words)
    return out.getvalue()


def pptx(*, slides: int = 3, main: str = MAIN, **more: str) -> bytes:
    """A PowerPoint file; `more` adds parts by name."""
    parts = {"[Content_Types].xml": f'<Types><Override ContentType="{main}"/></Types>', "ppt/presentation.xml": "<p/>"}
    parts |= {f"ppt/slides/slide{number}.xml": "<s/>" for number in range(1, slides + 1)}
    return packed(parts | more)


def odp(mimetype: str = ODP, **more: str) -> bytes:
    """An OpenDocument presentation."""
    return packed({"mimetype": mimetype, "content.xml": "<c/>"} | more)
