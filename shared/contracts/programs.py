"""What programs of other systems do: follow events, and submit for people who let them."""

from typing import Annotated, Any

from msgspec import Meta, Struct

from shared.contracts.common import Named
from shared.contracts.documents import Document
from shared.contracts.needs import NeededPaper
from shared.contracts.officers import Reason
from shared.contracts.partners import Line, PartnerDossier
from shared.contracts.registration import Email

Code = Annotated[str, Meta(min_length=3, max_length=40)]
Days = Annotated[int, Meta(ge=1, le=366)]


class FeedEvent(Struct, frozen=True):
    """One act that happened, and the dossier as it is now.

    `sequence` counts the acts of one dossier from 1, without a gap.
    """

    id: str
    sequence: int
    act: str
    at: str
    dossier: PartnerDossier


class FeedPage(Struct, frozen=True):
    """Events after a cursor, oldest first. `cursor` is where to go on, also when nothing came;
    `more` says whether there is something to read right away. A page may be empty while there is
    more: acts on dossiers out of reach are passed over."""

    items: list[FeedEvent]
    cursor: str
    more: bool


class AskAuthorisation(Struct, forbid_unknown_fields=True, frozen=True):
    """Asks a person, by number, to let the calling program submit these procedures for them."""

    personal_id: Annotated[str, Meta(pattern=r"^[0-9]{9,14}$")]
    procedures: Annotated[list[Code], Meta(min_length=1, max_length=20)]
    purpose: Reason
    valid_days: Days


class ProgramAuthorisation(Struct, frozen=True):
    """A request as the program sees it; nothing tells whether the number has an account.

    `state`: waiting, granted, refused, ended, expired. No procedures means all.
    """

    id: str
    state: str
    state_label: str
    procedures: list[str]
    purpose: str
    asked_at: str
    valid_until: str | None


class AuthorisationForMe(Struct, frozen=True):
    """A request as the person sees it: who asks, for what, for how long."""

    id: str
    program: str
    agency: str
    contact: str
    sandbox: bool
    procedures: list[Named]
    purpose: str
    asked_at: str
    valid_days: int
    valid_until: str | None
    state: str
    state_label: str
    submitted: int


class AnswerAuthorisation(Struct, forbid_unknown_fields=True, frozen=True):
    """The person's answer."""

    grant: bool


class StartProgramDraft(Struct, forbid_unknown_fields=True, frozen=True):
    """Begins a dossier for the person behind an authorisation in force."""

    authorisation_id: Annotated[str, Meta(max_length=40)]
    procedure_code: Code


class SaveProgramDraft(Struct, forbid_unknown_fields=True, frozen=True):
    """Answers given so far, by the keys of the form; what is left out stays as it is."""

    answers: dict[str, Any] = {}
    agency_id: Annotated[str, Meta(max_length=40)] | None = None
    delivery: Annotated[str, Meta(max_length=20)] | None = None
    delivery_address: Annotated[str, Meta(max_length=300)] | None = None


class ProgramDraft(Struct, frozen=True):
    """A dossier a program is filling in: what was answered, what is asked, what must be attached.

    `asked` are the keys of the questions that apply; `papers` says which files are needed.
    """

    id: str
    version: int
    procedure_code: str
    procedure_name: str
    form_version: int
    answers: dict[str, Any]
    asked: list[str]
    agency: Named | None
    agencies: list[Named]
    delivery: str
    delivery_address: str
    documents: list[Document]
    papers: list[NeededPaper]
    obstacles: list[str]
    expires_at: str


class AskSandbox(Struct, forbid_unknown_fields=True, frozen=True):
    """A developer asks for keys to the demonstration data."""

    name: Line
    contact: Email
    purpose: Reason


class SandboxProgram(Struct, frozen=True):
    """A program of mine with keys for trials. `state`: waiting, refused, active, expired, revoked.

    `may_have_secret`: it may be shown a (new) secret now.
    """

    id: str
    name: str
    contact: str
    purpose: str
    state: str
    state_label: str
    asked_at: str
    valid_until: str
    has_secret: bool
    may_have_secret: bool
    revoke_reason: str


class NewWebhook(Struct, forbid_unknown_fields=True, frozen=True):
    """An https address to be told of events; no procedures means all it may follow."""

    url: Annotated[str, Meta(min_length=10, max_length=500)]
    procedures: Annotated[list[Code], Meta(max_length=50)] = []


class Webhook(Struct, frozen=True):
    """An address and how it is doing. `state`: active, failing, disabled.

    `waiting` counts what is not delivered yet. `disabled_by`: failure, partner, officer, or empty.
    """

    id: str
    url: str
    procedures: list[str]
    state: str
    state_label: str
    created_at: str
    last_success_at: str | None
    failing_since: str | None
    disabled_by: str
    disabled_why: str
    waiting: int


class WebhookSecret(Struct, frozen=True):
    """The secret that signs, to be kept now: it is not shown again.

    After a change the former one signs as well until `former_until`.
    """

    webhook_id: str
    secret: str
    former_until: str | None


class ReplayEvents(Struct, forbid_unknown_fields=True, frozen=True):
    """One event by its id, or those after a cursor of `/events`."""

    event_id: Annotated[str, Meta(max_length=40)] = ""
    after: Annotated[str, Meta(max_length=300)] = ""


class ReplayedEvents(Struct, frozen=True):
    """How many will be sent; `more` says that there are others after `cursor`."""

    count: int
    cursor: str | None
    more: bool


class WebhookDelivery(Struct, frozen=True):
    """One telling: what, how often it was tried, how it stands and what went wrong last."""

    id: str
    event_id: str
    kind: str
    act: str
    dossier: str
    state: str
    state_label: str
    attempts: int
    created_at: str
    tried_at: str | None
    next_try_at: str | None
    sent_at: str | None
    latency_ms: int | None
    last_error: str


class SwitchWebhook(Struct, forbid_unknown_fields=True, frozen=True):
    """An administrator switches an address off or on again."""

    enabled: bool
    reason: Reason
