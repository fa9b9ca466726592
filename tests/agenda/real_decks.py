"""Decks as real programs write them: python-pptx, PptxGenJS and LibreOffice."""

import io
import subprocess
from pathlib import Path

from tests.servers import ROOT
from tests.wanted import wanted

NOTE, AUTHOR, COMMENT = "Do not say this aloud", "Ann Lee of the Home Office", "Is this number right?"
COMMENTS = ('<p:cmLst xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main"><p:cm authorId="0" idx="1">'
            f'<p:pos x="1" y="1"/><p:text>{COMMENT}</p:text></p:cm></p:cmLst>')
AUTHORS = ('<p:cmAuthorLst xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main">'
           '<p:cmAuthor id="0" name="Bilal Shah" initials="BS" lastIdx="1" clrIdx="0"/></p:cmAuthorLst>')
OFFICE = "application/vnd.openxmlformats-officedocument.presentationml"
RELATED = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def photo() -> io.BytesIO:
    """A photograph that says where it was taken, and which side is up."""
    from PIL import Image
    exif, out = Image.Exif(), io.BytesIO()
    exif[0x8825], exif[0x0112] = {1: "N", 2: (54.0, 34.0, 0.0), 3: "W", 4: (1.0, 19.0, 0.0)}, 6
    Image.effect_noise((160, 120), 60).convert("RGB").save(out, "jpeg", exif=exif)
    out.seek(0)
    return out


def _commented(deck, slide) -> None:
    """A comment, which python-pptx does not write by itself."""
    from pptx.opc.package import Part
    from pptx.opc.packuri import PackURI
    package = deck.part.package
    authors = Part(PackURI("/ppt/commentAuthors.xml"), f"{OFFICE}.commentAuthors+xml", package, AUTHORS.encode())
    comments = Part(PackURI("/ppt/comments/comment1.xml"), f"{OFFICE}.comments+xml", package, COMMENTS.encode())
    deck.part.relate_to(authors, f"{RELATED}/commentAuthors")
    slide.part.relate_to(comments, f"{RELATED}/comments")


def powerpoint() -> bytes:
    """By python-pptx: notes, a comment, a hidden slide, a chart with its table, a photograph, tiny letters, a link."""
    from pptx import Presentation
    from pptx.chart.data import CategoryChartData
    from pptx.enum.chart import XL_CHART_TYPE
    from pptx.util import Inches, Pt
    deck = Presentation()
    first = deck.slides.add_slide(deck.slide_layouts[0])
    first.shapes.title.text = "What we heard"
    first.notes_slide.notes_text_frame.text = NOTE
    _commented(deck, first)
    second = deck.slides.add_slide(deck.slide_layouts[6])
    run = second.shapes.add_textbox(0, 0, Inches(4), Inches(1)).text_frame.paragraphs[0].add_run()
    run.text, run.font.size, run.hyperlink.address = "small print", Pt(9), "https://example.org/more"
    second.shapes.add_picture(photo(), Inches(1), Inches(2))
    third = deck.slides.add_slide(deck.slide_layouts[5])
    third.shapes.title.text = "Numbers"
    data = CategoryChartData()
    data.categories = ["2008", "2009"]
    data.add_series("Referrals", (3, 5))
    third.shapes.add_chart(XL_CHART_TYPE.COLUMN_CLUSTERED, Inches(1), Inches(2), Inches(6), Inches(4), data)
    hidden = deck.slides.add_slide(deck.slide_layouts[5])
    hidden.shapes.title.text = "Only if somebody asks"
    hidden._element.set("show", "0")
    deck.core_properties.author, deck.core_properties.last_modified_by = AUTHOR, "Somebody else"
    out = io.BytesIO()
    deck.save(out)
    return out.getvalue()


SCRIPT = """
import PptxGenJS from "pptxgenjs";
const deck = new PptxGenJS();
deck.author = "Ann Lee of the Home Office"; deck.company = "Home Office"; deck.title = "What we heard";
const one = deck.addSlide();
one.addText("What we heard", {x: 1, y: 1, w: 8, h: 1, fontSize: 36}); one.addNotes("Do not say this aloud");
const two = deck.addSlide();
two.addTable([["a", "b"], ["1", "2"]], {x: 1, y: 1, w: 6});
two.addChart(deck.charts.BAR, [{name: "s", labels: ["a", "b"], values: [1, 2]}], {x: 1, y: 3, w: 6, h: 2});
await deck.writeFile({fileName: process.argv[2]});
"""


def generated(folder: Path) -> bytes:
    """By PptxGenJS."""
    made = folder / "generated.pptx"
    script = ROOT / "node_modules" / ".soundings-deck.mjs"  # beside what it imports
    script.write_text(SCRIPT)
    try:
        subprocess.run([wanted("node"), str(script), str(made)], check=True, cwd=folder, timeout=60)
    finally:
        script.unlink()
    return made.read_bytes()


def by_office(folder: Path, words: bytes, suffix: str, to: str) -> bytes:
    """A deck that LibreOffice Impress read and wrote anew: `to` is odp, pdf or pptx."""
    wanted("loimpress")
    source, out = folder / f"source{suffix}", folder / "out"
    source.write_bytes(words)
    wish = {"pptx": "pptx:Impress MS PowerPoint 2007 XML"}.get(to, to)
    subprocess.run([wanted("soffice"), f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless",
                    "--convert-to", wish, "--outdir", str(out), str(source)],
                   check=True, capture_output=True, timeout=120)
    return (out / f"source.{to}").read_bytes()
