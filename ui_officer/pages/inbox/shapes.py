"""What the inbox shows, made from the API's answers."""

import dataclasses

from shared.contracts.inbox import BulkLine, BulkOutcome, InboxRow, SavedView
from shared.ui.words import moment, short_moment
from shared.vocabulary.channels import CHANNEL_LABELS, Channel
from ui_officer.pages.inbox.address import Wanted, known_columns

_MARKS = {"in_time": "●", "due_soon": "▲", "overdue": "■", "done_late": "■"}


@dataclasses.dataclass
class Row:
    """One dossier ready to print."""

    id: str
    version: int
    code: str
    procedure_code: str
    procedure: str
    applicant: str
    national: str
    state: str
    deadline_class: str
    deadline: str
    due: str
    holder: str
    submitted: str
    channel: str
    agency: str
    duty: str
    duty_by: str
    duty_class: str
    news: list[str]
    fresh: bool


@dataclasses.dataclass
class Filter:
    """One filter in words and the address without it."""

    words: str
    link: str


@dataclasses.dataclass
class View:
    """One saved view and its address."""

    id: str
    name: str
    link: str
    shown: bool


@dataclasses.dataclass
class Line:
    """One dossier of a preview or of a result; `mark` is a class of the style sheet."""

    id: str
    code: str
    applicant: str
    procedure: str
    mark: str
    verdict: str
    words: str


def row_of(found: InboxRow, *, fresh: bool) -> Row:
    """From the contract."""
    return Row(
        id=found.id,
        version=found.version,
        code=found.code or found.reference,
        procedure_code=found.procedure_code,
        procedure=found.procedure_name,
        applicant=found.applicant_name,
        national=found.national_label,
        state=found.state_label,
        deadline_class=found.deadline_class,
        deadline=f"{_MARKS.get(found.deadline_class, '✓')} {found.deadline_label}",
        due=moment(found.due_at),
        holder=found.holder_name or found.unit_name or found.agency_name,
        submitted=moment(found.submitted_at),
        channel=CHANNEL_LABELS[Channel(found.channel)].vi,
        agency=found.agency_name,
        duty=f"{_MARKS[found.duty_class]} {found.duty}" if found.duty else "",
        duty_by=short_moment(found.duty_by) if found.duty else "",
        duty_class=found.duty_class,
        news=[kind.label for kind in found.news],
        fresh=fresh,
    )


def view_of(found: SavedView, now: Wanted) -> View:
    """A view; `shown` when the list on the page is just that."""
    wanted = Wanted(
        found.folder,
        found.q,
        found.procedure,
        found.state,
        found.channel,
        found.due_from,
        found.due_to,
        "" if found.order == "newest" else found.order,
        known_columns(found.columns),
    )
    return View(found.id, found.name, wanted.link(), shown=wanted == now)


def line_of(found: BulkLine) -> Line:
    """What would become of a dossier."""
    mark, verdict = ("ok", "✓ Làm được") if found.allowed else ("bad", "✕ Bỏ qua")
    return Line(
        found.id, found.code, found.applicant_name, found.procedure_name, mark, verdict,
        found.message,
    )  # fmt: skip


def outcome_of(line: Line, found: BulkOutcome) -> Line:
    """What became of it."""
    mark, verdict = ("ok", "✓ Đã xong") if found.done else ("bad", "✕ Không làm được")
    return dataclasses.replace(line, mark=mark, verdict=verdict, words=found.message)
