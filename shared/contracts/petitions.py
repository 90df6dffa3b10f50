"""Petitions: what is sent, what its sender sees, what officers see, what everybody reads."""

from typing import Annotated

from msgspec import Meta, Struct

from shared.contracts.common import Choice, Named
from shared.contracts.documents import Document
from shared.vocabulary.petitions import PetitionAct, PetitionKind, PetitionTopic

Id = Annotated[str, Meta(max_length=40)]
Code = Annotated[str, Meta(min_length=4, max_length=20)]
Secret = Annotated[str, Meta(max_length=20)]
Claim = Annotated[str, Meta(max_length=120)]
Words = Annotated[str, Meta(max_length=4000)]


class SendPetition(Struct, forbid_unknown_fields=True, frozen=True):
    """What somebody reports or proposes.

    A report may be anonymous; then nothing of the sender is kept. `dossier_code` links a dossier
    of the sender's own; without an account `dossier_proof` or `phone` is the phone given in it, or
    its last four digits or those of the personal number: looked at, and `dossier_proof` never kept.
    `files` are claims given by the upload of each file. `website` is a field
    that people do not see: whoever fills it is a machine.
    """

    kind: PetitionKind
    topic: PetitionTopic
    agency_id: Id
    subject: Annotated[str, Meta(min_length=5, max_length=200, pattern=r"\w")]
    body: Annotated[str, Meta(min_length=10, max_length=8000, pattern=r"\w")]
    anonymous: bool = False
    name: Annotated[str, Meta(max_length=120)] = ""
    phone: Annotated[str, Meta(max_length=20)] = ""
    email: Annotated[str, Meta(max_length=254)] = ""
    address: Annotated[str, Meta(max_length=300)] = ""
    dossier_code: Annotated[str, Meta(max_length=60)] = ""
    dossier_proof: Annotated[str, Meta(max_length=20)] = ""
    wishes_publication: bool = False
    files: Annotated[list[Claim], Meta(max_length=5)] = []
    website: Annotated[str, Meta(max_length=200)] = ""


class PetitionUpload(Struct, frozen=True):
    """A file that was taken; `claim` attaches it to a petition within a day."""

    id: str
    name: str
    size: int
    claim: str


class SentPetition(Struct, frozen=True):
    """It has arrived. `secret` with `code` is how it is followed without an account; it is shown
    this once. Moments are ISO."""

    code: str
    secret: str
    take_by: str
    answer_by: str


class PetitionKey(Struct, forbid_unknown_fields=True, frozen=True):
    """Which petition; without `secret` it must be one of the caller's own."""

    code: Code
    secret: Secret = ""


class SupplementPetition(Struct, forbid_unknown_fields=True, frozen=True):
    """What the sender was asked for."""

    code: Code
    body: Annotated[str, Meta(min_length=2, max_length=4000, pattern=r"\w")]
    secret: Secret = ""
    files: Annotated[list[Claim], Meta(max_length=5)] = []


class JudgePetition(Struct, forbid_unknown_fields=True, frozen=True):
    """Whether the sender is content with the answer."""

    code: Code
    liked: bool
    secret: Secret = ""


class PetitionStep(Struct, frozen=True):
    """One thing that happened; `by` is a place for the sender and a person for officers."""

    at: str
    act: str
    act_label: str
    state_label: str
    by: str
    note: str


class FollowedPetition(Struct, frozen=True):
    """What its sender sees. `deadline` is the class of the time for the answer."""

    code: str
    kind_label: str
    topic_label: str
    state: str
    state_label: str
    agency_name: str
    subject: str
    body: str
    files: list[str]
    received_at: str
    answer_by: str
    deadline: str
    answer: str
    answered_at: str
    published: bool
    may_supplement: bool
    may_judge: bool
    liked: bool | None
    steps: list[PetitionStep]


class MyPetition(Struct, frozen=True):
    """One line of the sender's own."""

    code: str
    subject: str
    state: str
    state_label: str
    received_at: str
    answer_by: str
    deadline: str


class PublishedPetition(Struct, frozen=True):
    """An answer that everybody reads; no personal data."""

    code: str
    topic: str
    topic_label: str
    agency_name: str
    subject: str
    body: str
    answer: str
    received_at: str
    answered_at: str


class PetitionRow(Struct, frozen=True):
    """One line of the officers' list. `next_by` is the moment of what comes next."""

    id: str
    code: str
    kind_label: str
    topic_label: str
    source_label: str
    state: str
    state_label: str
    subject: str
    agency_name: str
    officer_name: str
    received_at: str
    next_by: str
    deadline: str


class PetitionActOffer(Struct, frozen=True):
    """An act and, where it cannot be done now, why."""

    act: str
    label: str
    barred: str


class PetitionDetail(Struct, frozen=True):
    """What officers who may handle it see. `sender_…` is empty for an anonymous one."""

    id: str
    version: int
    code: str
    kind: str
    kind_label: str
    topic: str
    topic_label: str
    source_label: str
    state: str
    state_label: str
    anonymous: bool
    sender_name: str
    sender_phone: str
    sender_email: str
    sender_address: str
    subject: str
    body: str
    files: list[Document]
    dossier: Named | None
    agency_id: str
    agency_name: str
    officer_name: str
    received_at: str
    take_by: str
    ask_by: str
    answer_by: str
    publish_by: str
    deadline: str
    answer: str
    wishes_publication: bool
    public_subject: str
    public_body: str
    public_answer: str
    liked: bool | None
    their_id: str
    merged_into: str
    acts: list[PetitionActOffer]
    officers: list[Named]
    agencies: list[Named]
    steps: list[PetitionStep]


class PerformPetitionAct(Struct, forbid_unknown_fields=True, frozen=True):
    """An act on the version that was read; each act looks at what concerns it.

    `note`: the reason, what is asked for, the agency outside. `officer_id` and `kind`, `topic`
    when taking or assigning; `agency_id` when transferring; `into` is the code of the petition it
    is merged into; `answer` is the draft; `public_…` what everybody will read.
    """

    act: PetitionAct
    version: Annotated[int, Meta(ge=1, le=2_147_483_647)]
    note: Annotated[str, Meta(max_length=2000)] = ""
    kind: PetitionKind | None = None
    topic: PetitionTopic | None = None
    officer_id: Id = ""
    agency_id: Id = ""
    into: Annotated[str, Meta(max_length=20)] = ""
    answer: Annotated[str, Meta(max_length=8000)] = ""
    public_subject: Annotated[str, Meta(max_length=200)] = ""
    public_body: Annotated[str, Meta(max_length=8000)] = ""
    public_answer: Annotated[str, Meta(max_length=8000)] = ""


class PetitionChoices(Struct, frozen=True):
    """What the form of a petition offers."""

    kinds: list[Choice]
    topics: list[Choice]
    agencies: list[Choice]
