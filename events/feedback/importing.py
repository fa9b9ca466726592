"""Importing contributions that were gathered elsewhere: a CSV file of cards, messages and letters."""

import csv
import io
from dataclasses import dataclass

from sqlalchemy import select

from events import history
from events.agenda.models import AgendaItem, Speaker
from events.database import db
from events.event import Event
from events.feedback import capturing
from events.feedback.models import Remark
from events.feedback.states import Attribution, RemarkChannel, RemarkKind
from events.refusals import N_, Refusal

COLUMNS = ("ref", "kind", "session", "addressed_to", "channel", "name", "organisation", "partnership", "text")
CHANNELS = {channel.value: channel.value for channel in RemarkChannel} | {"phone": RemarkChannel.WEB.value}
LONGEST_REF = 20


class ContributionsRefused(Refusal):
    """The file cannot be taken; the sentence names the line and the column. Nothing of it was taken."""

    sentence = N_("Line %(line)s, column %(column)s: %(problem)s")
    field = "file"


@dataclass(frozen=True)
class Known:
    """What a file's words are looked up in."""

    items: dict[str, AgendaItem]
    speakers: dict[str, Speaker]
    remarks: dict[str, Remark]


def sample(event: Event) -> str:
    """A file to fill in: the columns and two rows as `import_contributions` takes them, with this event's own keys."""
    known = _known(event)
    item, speaker = next(iter(known.items), ""), next(iter(known.speakers), "")
    out = io.StringIO()
    rows = csv.writer(out)
    rows.writerow(COLUMNS)
    rows.writerow(["S-01", "question", item, speaker, "paper", "", "", "", "Will there be another evening?"])
    rows.writerow(["S-02", "comment", "", "", "email", "Jo Sample", "Sample Residents", "",
                   "Thank you. Please put the bus times on the letter."])
    return out.getvalue()


def keys_of(event: Event) -> tuple[list[tuple[str, str]], list[tuple[str, str]]]:
    """What a file may name: (key, title) of the parts of the programme, and (key, name) of the speakers."""
    known = _known(event)
    parts = sorted(known.items.values(), key=lambda item: (item.starts_at, item.id))
    return ([(item.key, item.title) for item in parts],
            sorted((key, speaker.name) for key, speaker in known.speakers.items()))


def import_contributions(event: Event, stream, *, by) -> list[Remark]:
    """Take the remarks of a CSV file into the queue: the event's remarks of that file, in its order.

    `stream` gives text or bytes (UTF-8). Columns: ref, kind, session, addressed_to, channel, name,
    organisation, partnership, text; others are left alone. A ref that is here already is left as it
    stands, so the same file twice adds nothing. Raises ContributionsRefused at the first bad row, and
    then nothing of the file is kept.
    """
    known = _known(event)
    found, added, refs = [], 0, set()
    for line, row in _rows(_text_of(stream)):
        ref = row["ref"]
        if ref in refs:
            raise _refused(line, "ref", N_("this ref stands in the file twice"))
        refs.add(ref)
        if ref not in known.remarks:
            added += 1
            known.remarks[ref] = _captured(event, line, row, known)
        found.append(known.remarks[ref])
    if added:
        history.record(event, f"contributions imported: {added}", by=by, event=event)
    return found


def _known(event: Event) -> Known:
    def all_of(model):
        return db.session.scalars(select(model).where(model.event_id == event.id))

    return Known(
        items={item.key: item for item in all_of(AgendaItem)},
        speakers={speaker.key: speaker for speaker in all_of(Speaker)},
        remarks={remark.ref: remark for remark in all_of(Remark)},
    )


def _refused(line: int, column: str, problem: str) -> ContributionsRefused:
    return ContributionsRefused(line=line, column=column, problem=problem)


def _text_of(stream) -> str:
    content = stream if isinstance(stream, bytes | str) else stream.read()
    if isinstance(content, str):
        return content.removeprefix("\ufeff")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content[:error.start].count(b"\n") + 1
        raise _refused(line, "all", N_("save the file as CSV UTF-8, its letters cannot be read")) from error


def _rows(text: str):
    """(line where the record begins, its values by column), without empty rows."""
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    header: list[str] = []
    begins = 1
    try:
        for cells in reader:
            line, begins = begins, reader.line_num + 1
            if not any(cell.strip() for cell in cells):
                continue
            if not header:
                header = [cell.strip().lower() for cell in cells]
                _check_header(header, line)
                continue
            if len(cells) > len(header):
                raise _refused(line, header[-1], N_("there are too many cells; put a text with commas in quotes"))
            cells += [""] * (len(header) - len(cells))
            yield line, {name: cell.strip() for name, cell in zip(header, cells, strict=True)}
    except csv.Error as error:
        raise _refused(begins, "all", N_("the quotes of this row do not close")) from error
    if not header:
        raise _refused(1, "ref", N_("the file is empty; its first line names the columns"))


def _check_header(header: list[str], line: int) -> None:
    missing = next((column for column in COLUMNS if column not in header), None)
    if missing:
        raise _refused(line, missing, N_("this column is missing from the first line"))


def _among(choices: dict, line: int, row: dict, column: str, problem: str):
    word = row[column]
    if word not in choices:
        raise _refused(line, column, problem)
    return choices[word]


def _attribution(row: dict) -> Attribution:
    """A name: named. Else an organisation: that only. Else a partnership: that only. Else anonymous."""
    if row["name"]:
        return Attribution.NAMED
    if row["organisation"]:
        return Attribution.ORGANISATION
    return Attribution.PARTNERSHIP if row["partnership"] else Attribution.ANONYMOUS


def _captured(event: Event, line: int, row: dict, known: Known) -> Remark:
    if not row["ref"] or len(row["ref"]) > LONGEST_REF or not row["ref"].replace("-", "").isalnum():
        raise _refused(line, "ref", N_("give each row a ref of letters, figures and hyphens, at most 20"))
    kinds = {kind.value: kind for kind in RemarkKind}
    item = row["session"] and _among(known.items, line, row, "session", N_("there is no agenda item with this key"))
    speaker = row["addressed_to"] and _among(
        known.speakers, line, row, "addressed_to", N_("there is no speaker with this key"))
    try:
        remark, _receipt = capturing.capture(
            event, kind=_among(kinds, line, row, "kind", N_("write question or comment")), text=row["text"],
            channel=_among(CHANNELS, line, row, "channel", N_("write phone, paper, spoken or email")),
            attribution=_attribution(row), name=row["name"], organisation=row["organisation"],
            partnership=row["partnership"], agenda_item=item or None, speaker=speaker or None, ref=row["ref"],
            received_on=event.local(event.starts_at).date(),
        )
    except Refusal as refusal:
        if isinstance(refusal, ContributionsRefused):
            raise
        raise _refused(line, refusal.field or "text", str(refusal)) from refusal
    return remark
