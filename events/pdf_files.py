"""The PDF file that paper is printed into: fpdf's, with a foot on each page. Loaded with the first paper."""

import logging
from collections.abc import Callable

from flask_babel import gettext as _
from fpdf import FPDF
from fpdf.enums import MethodReturnValue

# Missing letters are told of by `papers.unwritten`, not in the log, where they would be pieces of names.
for chatty in ("fpdf", "fontTools"):
    logging.getLogger(chatty).setLevel(logging.ERROR)


class Document(FPDF):
    """The page's foot is the one thing that fpdf asks of a class."""

    foot = ""
    foot_size = 8.0
    needs_shaping: Callable[[str], bool] = staticmethod(lambda words: False)
    ALL = "\ue000"  # stands for the number of pages; cleaned words never hold it
    LINES = MethodReturnValue.LINES

    def footer(self) -> None:
        """The paper's name on the left, the page's number on the right."""
        if not self.foot:
            return
        self.set_y(-14)
        self.set_font("paper", "", self.foot_size)
        self.set_text_shaping(self.needs_shaping(self.foot))
        width = self.epw / 2
        self.cell(width, 5, self.foot, align="L")
        self.set_text_shaping(False)
        self.cell(width, 5, _("Page %(page)s of %(pages)s", page=self.page_no(), pages=self.ALL), align="R")
