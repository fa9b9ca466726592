"""Turning a report's Word document into a tagged PDF by LibreOffice, where this machine has it."""

import json
import shutil
from datetime import timedelta
from pathlib import Path

from events import clock, database, files, jobs
from events.database import db, unit_of_work
from events.jobs import Job, Work
from events.office_files import OfficeMissing, office, to_pdf
from events.reports import printing
from events.reports.report_models import BoardReport

MAKING_PDF = "reports/making a pdf"
HOLDS = timedelta(hours=22)  # as other files that somebody ordered
# Tagged for screen readers, with the headings as bookmarks and the title in the window's bar.
WISHES = {"UseTaggedPDF": True, "ExportBookmarks": True, "DisplayPDFDocumentTitle": True, "SelectPdfVersion": 17}


def _to_pdf(source: Path, folder: Path) -> Path:
    """Turn a Word document into a tagged PDF. Raises OfficeMissing or OfficeFailed."""
    wishes = json.dumps({name: {"type": "boolean" if isinstance(value, bool) else "long", "value": str(value).lower()}
                         for name, value in WISHES.items()})
    return to_pdf(source, folder, wish=f"pdf:writer_pdf_Export:{wishes}")


def order(report: BoardReport, *, part: str, by) -> Job:
    """Order the PDF of one part of a report. Raises OfficeMissing or NoSuchPart."""
    if not office():
        raise OfficeMissing()
    printing.check_part(report, part)
    return jobs.put(MAKING_PDF, facts={"report": report.id, "part": str(part)}, by=by, most=1)


def work_on_pdf(work: Work) -> None:
    """Make the PDF of a job; from its beginning whenever it is taken up."""
    report = db.session.get(BoardReport, work.facts["report"])
    if report is None:
        raise printing.NoReport()
    document = printing.document_of(report, work.facts["part"])
    database.leave_unsaved()  # LibreOffice takes seconds: no transaction is open meanwhile
    with files.working_folder(files.EXPORTS) as folder:
        folder = folder.resolve()
        source = folder / "report.docx"
        source.write_bytes(document)
        made = _to_pdf(source, folder)
        with files.writing(files.EXPORTS) as (key, path):
            shutil.copyfile(made, path)
            with unit_of_work():
                jobs.progress(work, done=1, most=1, result={"key": key, "bytes": path.stat().st_size})


def is_there(job: Job) -> bool:
    """Whether the file of a finished job may still be taken."""
    key = job.result.get("key", "")
    return bool(key) and clock.now() < job.created_at + HOLDS and files.path_of(key).exists()
