"""Drafts of results, who saw and signed them, their numbers, and what became of them later."""

from piccolo.columns import (
    JSONB,
    UUID,
    Boolean,
    Bytea,
    Integer,
    SmallInt,
    Text,
    Timestamptz,
    Varchar,
)
from piccolo.table import Table


class ResultDraft(Table, tablename="result_draft"):
    """What will be the result: its fields, the file made of them, and how far it has come."""

    id = UUID(primary_key=True, default=None)
    tenant_id = Varchar(40)
    dossier_id = UUID(default=None)
    change_id = UUID(null=True, default=None)
    kind = Varchar(40)
    kind_version = SmallInt()
    content = JSONB()
    state = Varchar(10)
    version = Integer()
    object_key = Text(null=True, default=None)
    sha256 = Bytea(null=True, default=None)
    signed_key = Text(null=True, default=None)
    signed_sha256 = Bytea(null=True, default=None)
    document_id = UUID(null=True, default=None)
    verification_code = Varchar(20)
    made_by = UUID(default=None)
    updated_by = UUID(default=None)
    updated_at = Timestamptz()


class ResultKind(Table, tablename="result_kind"):
    """One version of a kind of result that two persons put in force; never changed."""

    id = UUID(primary_key=True, default=None)
    tenant_id = Varchar(40)
    key = Varchar(40)
    version = SmallInt()
    definition = JSONB()
    published_at = Timestamptz()
    proposed_by = UUID(default=None)
    proposed_by_name = Text()
    approved_by = UUID(default=None)
    approved_by_name = Text()


class ResultView(Table, tablename="result_view"):
    """That somebody was shown exactly this file."""

    draft_id = UUID(primary_key=True, default=None)
    account_id = UUID(default=None)
    sha256 = Bytea()
    at = Timestamptz()


class ResultSignature(Table, tablename="result_signature"):
    """A signature that was made: over which file, resulting in which; never changed."""

    id = UUID(primary_key=True, default=None)
    tenant_id = Varchar(40)
    draft_id = UUID(null=True, default=None)
    document_id = UUID(null=True, default=None)
    field = Varchar(20)
    account_id = UUID(default=None)
    signer = Text()
    organisation = Text()
    issuer = Text()
    serial = Varchar(60)
    signed_at = Timestamptz()
    seen_sha256 = Bytea()
    signed_sha256 = Bytea()


class ResultNumber(Table, tablename="result_number"):
    """A number of an agency in a year: held for a while by who is sealing, then used for good."""

    agency_id = UUID(primary_key=True, default=None)
    symbol = Varchar(30)
    year = SmallInt()
    number = Integer()
    held_for = UUID(null=True, default=None)
    held_until = Timestamptz()
    used = Boolean()


class ResultCounter(Table, tablename="result_counter"):
    """The last number of an agency, symbol and year."""

    agency_id = UUID(primary_key=True, default=None)
    symbol = Varchar(30)
    year = SmallInt()
    last = Integer()


class ResultSigning(Table, tablename="result_signing"):
    """One go at signing or sealing: running, done, or failed in words."""

    id = UUID(primary_key=True, default=None)
    tenant_id = Varchar(40)
    draft_id = UUID(default=None)
    account_id = UUID(default=None)
    what = Varchar(10)
    state = Varchar(10)
    words = Text()
    started_at = Timestamptz()
    ended_at = Timestamptz(null=True, default=None)
    batch_id = UUID(null=True, default=None)


class ResultChange(Table, tablename="result_change"):
    """A proposal to revoke or replace an issued result, and what another person decided."""

    id = UUID(primary_key=True, default=None)
    tenant_id = Varchar(40)
    result_id = UUID(default=None)
    kind = Varchar(10)
    reason = Text()
    state = Varchar(10)
    proposed_by = UUID(default=None)
    proposed_at = Timestamptz()
    decided_by = UUID(null=True, default=None)
    decided_at = Timestamptz(null=True, default=None)
    answer = Text()


class ResultEvent(Table, tablename="result_event"):
    """What happened to an issued result; append-only."""

    id = UUID(primary_key=True, default=None)
    tenant_id = Varchar(40)
    result_id = UUID(default=None)
    what = Varchar(20)
    at = Timestamptz()
    actor_id = UUID(null=True, default=None)
    actor_name = Text()
    note = Text()
