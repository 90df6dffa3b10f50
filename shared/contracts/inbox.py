"""The inbox: rows with what is new, numbers of folders, saved views, acts on many dossiers."""

from typing import Annotated, Literal

from msgspec import Meta, Struct

from shared.contracts.common import Choice
from shared.contracts.dossiers import DossierRow
from shared.contracts.organisation import OfficerRef

ShortText = Annotated[str, Meta(max_length=100)]
Column = Literal[
    "procedure", "applicant", "state", "due", "holder", "submitted", "channel", "agency"
]


class InboxRow(DossierRow, frozen=True, kw_only=True):
    """A dossier with what happened since the officer last read it, the newest first.

    `duty` says what must happen next by when (`duty_by`, RFC 3339) and how it stands with that
    (`duty_class`); all three are empty where time alone decides nothing.
    """

    news: list[Choice]
    duty: str
    duty_by: str
    duty_class: str


class InboxCounts(Struct, frozen=True):
    """Numbers beside the folders of the inbox; each opens its list. `unit_directives` are what
    leaders said to the officer's units or desk and nobody answered yet."""

    waiting_acceptance: int
    result_ready: int
    mine: int
    unit: int
    approval: int
    asked_of_us: int
    waiting_others: int
    supplement: int
    due_today: int
    due_soon: int
    overdue: int
    all_open: int
    unit_directives: int


class MarkRead(Struct, forbid_unknown_fields=True, frozen=True):
    """One dossier as the officer saw it: everything up to this version has been read."""

    id: str
    version: Annotated[int, Meta(ge=1, le=2_147_483_647)]


class MarkManyRead(Struct, forbid_unknown_fields=True, frozen=True):
    """What was read."""

    items: Annotated[list[MarkRead], Meta(min_length=1, max_length=100)]


class MarkedRead(Struct, frozen=True):
    """How many dossiers are now read."""

    count: int


class SaveView(Struct, forbid_unknown_fields=True, frozen=True):
    """Filters and columns under a name; the same name again replaces them."""

    name: Annotated[str, Meta(min_length=1, max_length=60, pattern=r"\S")]
    folder: ShortText
    q: ShortText = ""
    procedure: Annotated[str, Meta(max_length=40)] = ""
    state: Annotated[str, Meta(max_length=40)] = ""
    channel: Annotated[str, Meta(max_length=10)] = ""
    due_from: Annotated[str, Meta(max_length=10)] = ""
    due_to: Annotated[str, Meta(max_length=10)] = ""
    order: Literal["newest", "oldest"] = "newest"
    columns: Annotated[list[Column], Meta(max_length=8)] = []


class SavedView(SaveView, frozen=True, kw_only=True):
    """A view of this officer."""

    id: str


BulkAct = Literal["accept", "transfer", "assign", "submit_for_approval", "approve"]


class BulkPreview(Struct, forbid_unknown_fields=True, frozen=True):
    """What would one act do to these dossiers?"""

    act: BulkAct
    ids: Annotated[list[str], Meta(min_length=1, max_length=100)]


class BulkLine(Struct, frozen=True):
    """One dossier of a preview: may it be done, to what effect, or why not."""

    id: str
    version: int
    code: str
    applicant_name: str
    procedure_name: str
    allowed: bool
    message: str


class BulkPlan(Struct, frozen=True):
    """A preview; `officers` are those to choose from when work is assigned."""

    act: str
    label: str
    lines: list[BulkLine]
    officers: list[OfficerRef]


class BulkDo(Struct, forbid_unknown_fields=True, frozen=True):
    """One act on dossiers as they were previewed; at most so many that it takes under a second."""

    act: BulkAct
    items: Annotated[list[MarkRead], Meta(min_length=1, max_length=20)]
    officer_id: Annotated[str, Meta(max_length=40)] = ""


class BulkOutcome(Struct, frozen=True):
    """What became of one dossier: each is done or refused for itself."""

    id: str
    code: str
    done: bool
    message: str
