"""Dossiers: what the portal shows, what the officers' screens show."""

from typing import Any

from msgspec import Struct

from shared.contracts.common import Choice, Named
from shared.contracts.documents import Document
from shared.contracts.forms import Question


class AllowedAct(Struct, frozen=True):
    """One act of the table for this caller and this dossier: may it be done, and if not, why.

    `fields` are the names of the inputs the act takes; `primary` marks the expected next act.
    """

    act: str
    label: str
    allowed: bool
    reason: str
    primary: bool
    fields: list[str]
    source: str


class DueDate(Struct, frozen=True):
    """One entry of the due-date history with its arithmetic in words."""

    due_at: str
    set_at: str
    reason: str
    explanation: list[str]
    current: bool


class TimelineEntry(Struct, frozen=True):
    """One step as the reader may see it: unit for the applicant, person for officers."""

    at: str
    act: str
    label: str
    state: str
    state_label: str
    by: str
    unit: str
    note: str


class ComponentCheck(Struct, frozen=True):
    """One paper on the check-list; `need` is required, optional or not_applicable here."""

    key: str
    name: str
    required: bool
    need: str
    condition: str
    originals: int
    certified: int
    copies: int
    received_originals: int
    received_certified: int
    received_copies: int
    ok: bool | None
    note: str
    documents: list[Document]


class Answer(Struct, frozen=True):
    """One answer as printed: label and readable value."""

    key: str
    label: str
    section: str
    value: str


class IssuedForm(Struct, frozen=True):
    """A form the law prescribes, issued for this dossier, as a PDF document."""

    document_id: str
    form: str
    title: str
    number: str
    issued_at: str


class ResultRef(Struct, frozen=True):
    """The result document."""

    document_id: str
    title: str
    number: str
    issued_at: str
    verification_code: str
    signed: bool


class PastResult(Struct, frozen=True):
    """A result that no longer counts, and what took its place (empty when nothing did)."""

    title: str
    number: str
    issued_at: str
    withdrawn_at: str
    state_label: str
    reason: str
    replaced_by: str


class SupplementLine(Struct, frozen=True):
    """One thing that was asked for, and what came: `before` and `after` in words or as files.

    `kind` is component, question or other; `question` describes the answer to give, `answer` is
    the one there is.
    """

    kind: str
    key: str
    title: str
    reason: str
    reason_label: str
    note: str
    question: Question | None
    answer: Any
    before: str
    after: str
    documents_before: list[Document]
    documents_after: list[Document]
    settled: bool


class StepPart(Struct, frozen=True):
    """What another agency does within the step: `kind` is the act that asks it, `days` working."""

    kind: str
    agency: Named
    content: str
    days: int
    in_turn: bool
    asked: bool


class StepInfo(Struct, frozen=True):
    """The step of the internal process a dossier stands in, whose it is and by when."""

    name: str
    role_label: str
    due_at: str
    late: bool
    parts: list[StepPart]


class JointTask(Struct, frozen=True):
    """A part of the work entrusted to another agency (NĐ 61/2018 Điều 19.6, 19.7).

    `state`: waiting, active, done or cancelled; what it says is for officers only.
    """

    id: str
    agency: Named
    state: str
    state_label: str
    in_turn: bool
    content: str
    answer_by: str | None
    closed_at: str | None
    result: str
    late: bool


class Dossier(Struct, frozen=True):
    """A dossier as its caller may see it.

    `masked`: numbers and contacts, here and in the answers, show only their end.
    """

    id: str
    version: int
    code: str | None
    reference: str
    procedure_code: str
    procedure_name: str
    state: str
    state_label: str
    national_code: int
    national_label: str
    completion_percent: int
    channel: Choice
    delivery: Choice
    delivery_address: str
    applicant_name: str
    applicant_personal_id: str
    applicant_phone: str
    applicant_email: str
    applicant_address: str
    masked: bool
    owner_name: str
    owner_personal_id: str
    receiving_agency: Named
    holding_agency: Named
    holding_unit: Named | None
    holder_name: str
    submitted_at: str
    accepted_at: str | None
    finished_at: str | None
    returned_at: str | None
    answer_by: str | None
    due_at: str | None
    deadline_class: str
    deadline_label: str
    time_left: str
    due_history: list[DueDate]
    waiting_for: str
    answers: list[Answer]
    components: list[ComponentCheck]
    step: StepInfo | None
    supplement: list[SupplementLine]
    tasks: list[JointTask]
    documents: list[Document]
    issued_forms: list[IssuedForm]
    result: ResultRef | None
    past_results: list[PastResult]
    timeline: list[TimelineEntry]
    allowed_acts: list[AllowedAct]
    bundle_id: str | None


class DossierRow(Struct, frozen=True):
    """One line of an inbox or of "my dossiers"."""

    id: str
    version: int
    code: str | None
    reference: str
    procedure_code: str
    procedure_name: str
    applicant_name: str
    owner_name: str
    state: str
    state_label: str
    national_code: int
    national_label: str
    channel: str
    agency_name: str
    unit_name: str
    holder_name: str
    submitted_at: str
    due_at: str | None
    deadline_class: str
    deadline_label: str


class PublicStatus(Struct, frozen=True):
    """What a stranger may know (TT 01/2018/TT-VPCP Điều 16.2.d): code and degree of completion."""

    code: str
    completion_percent: int
    completion_label: str
