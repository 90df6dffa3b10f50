"""Surveys and consultations: writing, answering once, results."""

from typing import Annotated, Any

from msgspec import Meta, Struct

from shared.contracts.common import IN_WORDS, Choice, FieldProblem
from shared.contracts.content import Body, Line, Moment, Revision, Title
from shared.contracts.forms import Form, Question
from shared.contracts.proposals import NextVersion


class SurveySection(Struct, forbid_unknown_fields=True, frozen=True):
    """One section of a draft that people comment on; `text` is Markdown."""

    title: Title
    text: Annotated[str, Meta(max_length=8000)]


class SurveyText(Struct, forbid_unknown_fields=True, frozen=True):
    """A survey (`questions`) or consultation (`sections`) as it is written.

    `audience` is a code of `shared.vocabulary.surveys`; `procedure_codes` narrows "served", none
    means any. Moments are RFC 3339.
    """

    title: Title
    intro: Body = ""
    questions: Annotated[list[Question], Meta(max_length=40)] = []
    sections: Annotated[list[SurveySection], Meta(max_length=40)] = []
    audience: Annotated[str, Meta(max_length=20)] = "everybody"
    procedure_codes: Annotated[list[Annotated[str, Meta(max_length=40)]], Meta(max_length=50)] = []
    opens_at: Moment = ""
    closes_at: Moment = ""
    title_en: Line = ""
    intro_en: Body = ""


class StartSurvey(Struct, forbid_unknown_fields=True, frozen=True):
    """A new survey or consultation, with its first words."""

    kind: Annotated[str, Meta(max_length=20)]
    text: SurveyText


class SaveSurvey(Struct, forbid_unknown_fields=True, frozen=True):
    """The draft as it stands on the screen; `revision` is the one that was read, 0 for none."""

    text: SurveyText
    revision: Revision


class MoveClosing(Struct, forbid_unknown_fields=True, frozen=True):
    """Another end of the period; now or earlier closes at once."""

    closes_at: Annotated[str, Meta(min_length=10, max_length=40)]


class IssueLinks(Struct, forbid_unknown_fields=True, frozen=True):
    """How many links are made, each good for one answer."""

    count: Annotated[int, Meta(ge=1, le=500)]


class IssuedLinks(Struct, frozen=True):
    """Links to hand out; they are shown once and kept nowhere."""

    links: list[str]


class PublishResults(Struct, forbid_unknown_fields=True, frozen=True):
    """What the agency makes of the results (Markdown); for a consultation what it takes over and
    what not."""

    conclusion: Annotated[str, Meta(min_length=10, max_length=20_000, pattern=IN_WORDS)]


class SurveyRow(Struct, frozen=True):
    """One survey in the officers' list."""

    id: str
    kind: Choice
    title: str
    state: Choice
    next_state: str
    opens_at: str
    closes_at: str
    answers: int
    results_published: bool


class SurveyDesign(Struct, frozen=True):
    """A survey as it is being written, or as published, and how that stands. Once published its
    questions never change."""

    id: str
    kind: Choice
    text: SurveyText
    html: str
    state: Choice
    next: NextVersion
    faults: list[FieldProblem]
    answers: int
    links_issued: int
    results_published_at: str
    conclusion: str
    may_lead: bool


class SurveyCard(Struct, frozen=True):
    """One survey in the public list."""

    id: str
    kind: Choice
    title: str
    agency: str
    state: Choice
    closes_at: str
    has_results: bool
    path: str


class SectionShown(Struct, frozen=True):
    """A section of a draft, ready to read; its questions have its key before theirs."""

    key: str
    title: str
    html: str


class SurveyPage(Struct, frozen=True):
    """A survey as people see it, and whether the caller may answer it now."""

    id: str
    kind: Choice
    title: str
    html: str
    title_en: str
    html_en: str
    agency: str
    audience: Choice
    state: Choice
    opens_at: str
    closes_at: str
    form: Form
    sections: list[SectionShown]
    way: str
    may_answer: bool
    why_not: str
    has_results: bool


class AnswerSurvey(Struct, forbid_unknown_fields=True, frozen=True):
    """The answers by the keys of the questions, and the link by which somebody came, if any."""

    answers: Annotated[dict[str, Any], Meta(max_length=200)]
    link: Annotated[str, Meta(max_length=100)] = ""


class SurveyAnswered(Struct, frozen=True):
    """The answer was counted."""

    answers: int


class OptionResult(Struct, frozen=True):
    """How many chose an option; null where so few did that it could say who."""

    label: str
    count: int | None
    percent: int | None


class QuestionResult(Struct, frozen=True):
    """The results of one question; texts are counted and not shown. `mean` is empty but for
    numbers."""

    key: str
    label: str
    kind: str
    answered: int | None
    options: list[OptionResult]
    mean: str


class SurveyResults(Struct, frozen=True):
    """Results with small numbers left out; anonymous answers cannot be shown to be one each."""

    id: str
    kind: Choice
    title: str
    answers: int
    by_account: int
    by_link: int
    anonymous: int
    questions: list[QuestionResult]
    conclusion_html: str
    published_at: str
