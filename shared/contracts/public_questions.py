"""Questions anybody asks about procedures, their answers, and the published set of both."""

from typing import Annotated

from msgspec import Meta, Struct

from shared.contracts.common import IN_WORDS, Choice
from shared.contracts.content import ContentChange

Words = Annotated[str, Meta(min_length=10, max_length=3000, pattern=IN_WORDS)]
Revision = Annotated[int, Meta(ge=0, le=1_000_000)]


class AskQuestion(Struct, forbid_unknown_fields=True, frozen=True):
    """A question; name and mailbox may be left out, the answer is found by its code then."""

    body: Words
    procedure_code: Annotated[str, Meta(max_length=40)] = ""
    agency_id: Annotated[str, Meta(max_length=40)] = ""
    name: Annotated[str, Meta(max_length=120)] = ""
    email: Annotated[str, Meta(max_length=254)] = ""


class AskedQuestion(Struct, frozen=True):
    """The code by which the answer is found; `by_mail` says that a letter comes too."""

    code: str
    by_mail: bool


class FindQuestion(Struct, forbid_unknown_fields=True, frozen=True):
    """The code of a question."""

    code: Annotated[str, Meta(min_length=6, max_length=40)]


class QuestionStatus(Struct, frozen=True):
    """How a question stands, for whoever has its code. `answer` is plain text, empty until it is
    approved; `reason` says why it is not answered."""

    code: str
    body: str
    asked_at: str
    agency: str
    state: Choice
    answer: str
    answered_at: str
    reason: str
    path: str


class PublishedQuestion(Struct, frozen=True):
    """A question and its answer in the published set, edited for everybody."""

    id: str
    question: str
    answer: str
    procedure_code: str
    procedure_name: str
    agency: str
    published_at: str


class WriteAnswer(Struct, forbid_unknown_fields=True, frozen=True):
    """An answer for a second person; with `publish` it goes into the published set under the
    edited question, and the edited answer where that differs."""

    answer: Words
    revision: Revision
    publish: bool = False
    public_question: Annotated[str, Meta(max_length=1000)] = ""
    public_answer: Annotated[str, Meta(max_length=3000)] = ""


class AtQuestion(Struct, forbid_unknown_fields=True, frozen=True):
    """Names the revision that was read and is meant."""

    revision: Revision


class ReturnAnswer(Struct, forbid_unknown_fields=True, frozen=True):
    """Why an answer is given back."""

    note: Annotated[str, Meta(min_length=5, max_length=1000, pattern=r"\w")]


class RefuseQuestion(Struct, forbid_unknown_fields=True, frozen=True):
    """Why a question is not answered; the asker reads it."""

    reason: Annotated[str, Meta(min_length=10, max_length=500, pattern=IN_WORDS)]


class QuestionRow(Struct, frozen=True):
    """One question in the officers' list."""

    id: str
    code: str
    beginning: str
    procedure_code: str
    agency: str
    asked_at: str
    state: Choice
    published: bool
    mine_to_approve: bool


class QuestionVersion(Struct, frozen=True):
    """A question and its answer as once published.

    `changes` is what differs from it to the pair that waits for approval, else to the newest one.
    """

    version: int
    question: str
    answer: str
    shown_from: str
    shown_until: str
    written_by: str
    approved_by: str
    changes: list[ContentChange]


class OfficerQuestion(Struct, frozen=True):
    """One question with what its answer is to be, and what the caller may do.

    `origin_code` is its code on the national portal, where it was asked there.
    """

    id: str
    code: str
    body: str
    name: str
    by_mail: bool
    procedure_code: str
    procedure_name: str
    agency: str
    asked_at: str
    state: Choice
    revision: int
    answer: str
    publish: bool
    public_question: str
    public_answer: str
    written_by: str
    note: str
    reason: str
    answered_at: str
    published_version: int
    origin_code: str
    traces: list[str]
    may_write: bool
    may_approve: bool
    why_not_approve: str
    may_refuse: bool
    may_withdraw: bool
