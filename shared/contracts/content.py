"""What the agency tells people: guides, frequent questions, news, notices, samples, and search."""

from typing import Annotated

from msgspec import Meta, Struct

from shared.contracts.common import Choice, FieldProblem
from shared.contracts.proposals import NextVersion

Title = Annotated[str, Meta(min_length=3, max_length=200, pattern=r"\w")]
Line = Annotated[str, Meta(max_length=200)]
Summary = Annotated[str, Meta(max_length=400)]
Body = Annotated[str, Meta(max_length=20_000)]
Moment = Annotated[str, Meta(max_length=40)]
Revision = Annotated[int, Meta(ge=0, le=1_000_000)]
FileId = Annotated[str, Meta(max_length=36, pattern=r"\A[0-9a-f-]{36}\Z")]
MOST_PICTURES = 30
MOST_PAPERS = 20


class ContentText(Struct, forbid_unknown_fields=True, frozen=True):
    """One piece of content as it is written; `body` and `body_en` are Markdown.

    Moments are RFC 3339 or empty: shown at once, shown for good; `starts_at` and `ends_at` are of
    maintenance. Of two pieces in a list the one with more `weight` comes first. `pictures` and
    `papers` are the ids of the files that belong to this version: people see those alone.
    """

    title: Title
    summary: Summary = ""
    body: Body = ""
    procedure_code: Annotated[str, Meta(max_length=40)] = ""
    link: Annotated[str, Meta(max_length=500)] = ""
    title_en: Line = ""
    summary_en: Summary = ""
    body_en: Body = ""
    shown_from: Moment = ""
    shown_until: Moment = ""
    starts_at: Moment = ""
    ends_at: Moment = ""
    urgent: bool = False
    weight: Annotated[int, Meta(ge=0, le=1000)] = 0
    pictures: Annotated[tuple[FileId, ...], Meta(max_length=MOST_PICTURES)] = ()
    papers: Annotated[tuple[FileId, ...], Meta(max_length=MOST_PAPERS)] = ()


class StartContent(Struct, forbid_unknown_fields=True, frozen=True):
    """A new piece of content of a kind, with its first words."""

    kind: Annotated[str, Meta(max_length=20)]
    text: ContentText


class SaveContent(Struct, forbid_unknown_fields=True, frozen=True):
    """The next version as it stands on the screen; `revision` is the one that was read, 0 for
    none."""

    text: ContentText
    revision: Revision


class WithdrawContent(Struct, forbid_unknown_fields=True, frozen=True):
    """Why something is taken off the portal."""

    reason: Annotated[str, Meta(min_length=10, max_length=500, pattern=r"(?:\w\W*){6}")]


class PreviewContent(Struct, forbid_unknown_fields=True, frozen=True):
    """Markdown to be shown as citizens would see it; nothing is kept."""

    body: Body


class Previewed(Struct, frozen=True):
    """The safe HTML, and links in it that are not taken."""

    html: str
    faults: list[str]


class ContentPicture(Struct, frozen=True):
    """A picture for a text; `markdown` is what puts it there."""

    id: str
    name: str
    path: str
    markdown: str


class SampleFile(Struct, frozen=True):
    """A stamped sample paper."""

    id: str
    name: str
    pages: int
    size: int
    path: str


class ContentDesign(Struct, frozen=True):
    """A piece of content as it is being written, or as published, and how that stands."""

    id: str
    kind: Choice
    text: ContentText
    html: str
    html_en: str
    published_version: int
    showing: Choice
    next: NextVersion
    faults: list[FieldProblem]
    pictures: list[ContentPicture]
    files: list[SampleFile]
    may_withdraw: bool
    may_publish_at_once: bool
    withdrawn_reason: str


class ContentRow(Struct, frozen=True):
    """One piece of content in the officers' list; `state` is that of its next version."""

    id: str
    kind: Choice
    title: str
    procedure_code: str
    version: int
    showing: Choice
    state: str
    published_at: str


class ContentVersionRow(Struct, frozen=True):
    """One published version."""

    version: int
    title: str
    published_at: str
    shown_from: str
    shown_until: str
    written_by: str
    approved_by: str


class ContentVersion(Struct, frozen=True):
    """One published version as people saw it."""

    about: ContentVersionRow
    text: ContentText
    html: str
    html_en: str
    files: list[SampleFile]


class DiffLine(Struct, frozen=True):
    """One line of a comparison: `kind` is same, added or removed."""

    kind: str
    text: str


class ContentChange(Struct, frozen=True):
    """One field that differs between two versions, line by line."""

    field: str
    label: str
    lines: list[DiffLine]


class ContentCard(Struct, frozen=True):
    """One line of a public list; `path` is its page on the portal."""

    id: str
    kind: Choice
    title: str
    summary: str
    procedure_code: str
    shown_from: str
    path: str


class ContentPage(Struct, frozen=True):
    """A piece of content as people read it. `html` is safe to show; English is empty where nobody
    wrote it."""

    id: str
    kind: Choice
    title: str
    summary: str
    html: str
    title_en: str
    summary_en: str
    html_en: str
    procedure_code: str
    procedure_name: str
    link: str
    agency: str
    shown_from: str
    starts_at: str
    ends_at: str
    urgent: bool
    files: list[SampleFile]


class Announcement(Struct, frozen=True):
    """What stands on top of every page now."""

    id: str
    kind: str
    title: str
    title_en: str
    link: str
    starts_at: str
    ends_at: str
    urgent: bool
    running: bool


class HelpFound(Struct, frozen=True):
    """One finding of a search for help."""

    kind: Choice
    title: str
    summary: str
    path: str


class HelpAnswer(Struct, frozen=True):
    """What was found, the best first; `advice` says what to do when that is nothing."""

    items: list[HelpFound]
    advice: str


class AnsweredHere(Struct, frozen=True):
    """A question with its answer, short enough to stand on the page of its procedure."""

    id: str
    question: str
    html: str
    path: str


class ProcedureHelp(Struct, frozen=True):
    """What helps with one procedure; `filled_form` is the path of its form filled in as a sample,
    or empty."""

    faq: list[AnsweredHere]
    guides: list[ContentCard]
    videos: list[ContentCard]
    samples: list[ContentCard]
    files: list[SampleFile]
    questions: list[ContentCard]
    filled_form: str
