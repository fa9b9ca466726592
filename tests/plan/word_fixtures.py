"""Files as people's programs hand them back: ours with their XML told anew, the way Word writes it."""

import copy
import io
import zipfile

from lxml import etree

from events.plan.anchors import anchor_of
from events.plan.word_files import W

NAMES = {"w": W[1:-1]}
DOCUMENT, COMMENTS = "word/document.xml", "word/comments.xml"


def packed(parts: dict[str, bytes]) -> bytes:
    """A packed file of these parts."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as file:
        for name, data in parts.items():
            file.writestr(name, data)
    return made.getvalue()


def elements(xml: str) -> list:
    """Elements written as Word writes them."""
    return list(etree.fromstring(f'<w:x xmlns:w="{NAMES["w"]}">{xml}</w:x>'))


class Retold:
    """A Word file of ours, taken apart to be changed as a reviewer's program would."""

    def __init__(self, data: bytes):
        """Take the file apart."""
        with zipfile.ZipFile(io.BytesIO(data)) as file:
            self.parts = {name: file.read(name) for name in file.namelist()}
        self.tree = etree.fromstring(self.parts[DOCUMENT])

    def cell(self, key: str, field: str, *, by_ref: bool = False):
        """The cell of an action's field."""
        if by_ref:
            row = next(r for r in self.tree.iter(W + "tr") if "".join(r.find(W + "tc").itertext()) == key)
            return row.findall(W + "tc")[1]
        name = anchor_of(("action", key, field))
        return self.tree.xpath(f'//w:bookmarkStart[@w:name="{name}"]/ancestor::w:tc', namespaces=NAMES)[0]

    def write_in(self, key: str, field: str, xml: str, *, by_ref: bool = False) -> None:
        """Other runs in a cell, its anchor kept."""
        cell = self.cell(key, field, by_ref=by_ref)
        first, *rest = cell.findall(W + "p")
        for paragraph in rest:
            cell.remove(paragraph)
        for child in list(first):
            if child.tag not in (W + "pPr", W + "bookmarkStart", W + "bookmarkEnd"):
                first.remove(child)
        first.extend(elements(xml))

    def cut_in_runs(self) -> None:
        """Every run of more than one letter in two, with the marks of saving that Word leaves."""
        for run in list(self.tree.iter(W + "r")):
            words = run.find(W + "t")
            if words is None or len(words.text or "") < 2:
                continue
            second = copy.deepcopy(run)
            second.find(W + "t").text, words.text = words.text[1:], words.text[:1]
            second.set(W + "rsidR", "00C0FFEE")
            run.addnext(second)
            run.addnext(elements('<w:proofErr w:type="spellStart"/>')[0])

    def comment(self, key: str, field: str, words: str, *, author: str) -> None:
        """A comment on a whole cell."""
        comments = etree.fromstring(self.parts.get(COMMENTS) or b'<w:comments xmlns:w="%s"/>' % NAMES["w"].encode())
        number = str(900 + len(comments))
        comments.extend(elements(
            f'<w:comment w:id="{number}" w:author="{author}" w:date="2009-06-02T09:00:00Z" w:initials="J"><w:p><w:r>'
            f"<w:annotationRef/></w:r><w:r><w:t>{words}</w:t></w:r></w:p></w:comment>"))
        self.parts[COMMENTS] = etree.tostring(comments)
        paragraph = self.cell(key, field).find(W + "p")
        paragraph.insert(1, elements(f'<w:commentRangeStart w:id="{number}"/>')[0])
        paragraph.extend(elements(f'<w:commentRangeEnd w:id="{number}"/>'
                                  f'<w:r><w:commentReference w:id="{number}"/></w:r>'))

    def row_of(self, key: str):
        """The row of an action."""
        return self.cell(key, "ref").getparent()

    def drop_row(self, key: str) -> None:
        """A row gone without a trace."""
        row = self.row_of(key)
        row.getparent().remove(row)

    def add_row(self, after: str, cells: list[str]) -> None:
        """A new row under another."""
        inner = "".join(f"<w:tc><w:p><w:r><w:t>{words}</w:t></w:r></w:p></w:tc>" for words in cells)
        self.row_of(after).addnext(elements(f"<w:tr>{inner}</w:tr>")[0])

    def add_paragraph(self, words: str) -> None:
        """Words under the table."""
        self.tree.find(W + "body").find(W + "sectPr").addprevious(
            elements(f"<w:p><w:r><w:t>{words}</w:t></w:r></w:p>")[0])

    def lose_anchors(self, *, title: bool = False) -> None:
        """Every bookmark of the parts gone, and with `title` the one that says which file this is."""
        for mark in list(self.tree.iter(W + "bookmarkStart")):
            if title or not mark.get(W + "name").startswith("sd_"):
                mark.getparent().remove(mark)

    def packed(self) -> bytes:
        """The file again."""
        return packed(self.parts | {DOCUMENT: etree.tostring(self.tree)})
