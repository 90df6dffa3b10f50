"""Results: drafting, signing, what becomes of them, and the check by whoever holds one."""

from typing import Annotated, Literal

from msgspec import Meta, Struct

from shared.contracts.acts import Reason
from shared.contracts.common import Choice

Digest = Annotated[str, Meta(pattern=r"^[0-9a-f]{64}$")]


class SignatureCheck(Struct, frozen=True):
    """One signature: `wrong` says why it does not count, `remark` what to know besides."""

    signer: str
    organisation: str
    issuer: str
    signed_at: str | None
    wrong: str
    remark: str


class ResultCheck(Struct, frozen=True):
    """Whether a result is real and in force; nothing beyond what its paper shows.

    `state`: in_force, revoked, replaced. `wrong` is what is wrong with the kept file itself.
    """

    verification_code: str
    valid: bool
    state: str
    state_label: str
    title: str
    number: str
    issued_at: str
    withdrawn_at: str | None
    replaced_by: str
    agency: str
    sha256: str
    signed: bool
    signatures: list[SignatureCheck]
    wrong: str


class FileCheck(Struct, frozen=True):
    """What an uploaded file proves: `valid` only for the very file that was issued, in force."""

    valid: bool
    verdict: str
    reasons: list[str]
    signatures: list[SignatureCheck]
    result: ResultCheck | None


class KindField(Struct, frozen=True):
    """One field of a kind of result; `wrong` says what is still to do."""

    key: str
    label: str
    required: bool
    hint: str
    long: bool
    options: list[str]
    value: str
    wrong: str


class ResultDraft(Struct, frozen=True):
    """The draft as it stands: `sha256` is the file that is seen, approved and signed.

    `state`: open, signed. `blocked` says why it cannot be submitted yet.
    """

    id: str
    version: int
    kind: str
    title: str
    state: str
    fields: list[KindField]
    sha256: str
    updated_by: str
    updated_at: str
    signed_by: str
    replaces: str
    blocked: str


class Signing(Struct, frozen=True):
    """One go at signing: running, done, or failed with the words to show."""

    what: str
    state: str
    words: str
    started_at: str


class ResultChange(Struct, frozen=True):
    """A proposal to revoke or replace a result."""

    id: str
    kind: str
    kind_label: str
    reason: str
    state: str
    state_label: str
    proposed_by: str
    proposed_at: str
    decided_by: str
    answer: str


class ResultEvent(Struct, frozen=True):
    """One line of what happened to a result."""

    label: str
    at: str
    by: str
    note: str


class IssuedResult(Struct, frozen=True):
    """A result that was issued for a dossier, whatever became of it."""

    id: str
    document_id: str
    title: str
    number: str
    issued_at: str
    verification_code: str
    state: str
    state_label: str
    reason: str
    replaced_by: str
    signed: bool
    change: ResultChange | None
    events: list[ResultEvent]


class ResultDesk(Struct, frozen=True):
    """Everything about the result of a dossier, and what the caller may do now.

    `at_desk`: it is given on the spot, so that the leader signs without a dossier being submitted
    and the desk seals and issues.
    """

    kinds: list[Choice]
    draft: ResultDraft | None
    signing: Signing | None
    results: list[IssuedResult]
    may_draft: bool
    may_sign: bool
    may_seal: bool
    may_propose: bool
    may_decide: bool
    needs_code: bool
    at_desk: bool


class StartResult(Struct, frozen=True, forbid_unknown_fields=True):
    """Which kind of result to draft."""

    kind: Annotated[str, Meta(min_length=1, max_length=40)]


class SaveResult(Struct, frozen=True, forbid_unknown_fields=True):
    """Fields by key; those left out stay."""

    fields: dict[Annotated[str, Meta(max_length=40)], Annotated[str, Meta(max_length=4000)]]


class SignResult(Struct, frozen=True, forbid_unknown_fields=True):
    """What was seen: the version of the dossier and the digest of the file on the screen.

    PIN and one-time code travel in headers (`X-Signing-Pin`, `X-Signing-Code`), so that neither
    is ever part of what is kept of a request.
    """

    version: Annotated[int, Meta(ge=1)]
    sha256: Digest


class ReadyResult(Struct, frozen=True):
    """A result that waits for the caller's signature or their agency's seal.

    `version` and `sha256` are what to name when signing; `seen`: this very file was shown to the
    caller. `failed` says why the last go at it came to nothing.
    """

    dossier_id: str
    code: str
    procedure_name: str
    owner_name: str
    title: str
    version: int
    sha256: str
    made_by: str
    made_at: str
    agency: str
    seen: bool
    running: bool
    failed: str


class OneOfMany(Struct, frozen=True, forbid_unknown_fields=True):
    """One file to be signed with others, as it was seen."""

    dossier_id: Annotated[str, Meta(max_length=40)]
    version: Annotated[int, Meta(ge=1)]
    sha256: Digest


class SignMany(Struct, frozen=True, forbid_unknown_fields=True):
    """Results to sign or to seal in one act; PIN and one-time code travel in headers, once."""

    what: Literal["sign", "seal"]
    items: Annotated[list[OneOfMany], Meta(min_length=1, max_length=30)]


class SignedOne(Struct, frozen=True):
    """How one of them stands: running, done, or failed with the words to show."""

    dossier_id: str
    code: str
    title: str
    state: str
    words: str


class SignedMany(Struct, frozen=True):
    """How the whole act stands; look again while `running` is not nought."""

    batch_id: str
    running: int
    done: int
    failed: int
    items: list[SignedOne]


class ProposeChange(Struct, frozen=True, forbid_unknown_fields=True):
    """Revoke a result, or replace it by a corrected one."""

    kind: Literal["revoke", "replace"]
    reason: Reason


class DecideChange(Struct, frozen=True, forbid_unknown_fields=True):
    """The answer of another person."""

    approve: bool
    answer: Annotated[str, Meta(max_length=2000)] = ""
