"""The audit trail: who did what to whom, when; append-only."""

from piccolo.columns import (
    JSONB,
    UUID,
    BigInt,
    Bytea,
    Date,
    Integer,
    Text,
    Timestamptz,
    Varchar,
)
from piccolo.table import Table


class AuditEntry(Table, tablename="audit_entry"):
    """One action; `mac` proves that the row is as it was written."""

    id = UUID(primary_key=True, default=None)
    tenant_id = Varchar(40)
    at = Timestamptz()
    actor_id = UUID(null=True, default=None)
    action = Varchar(60)
    subject_id = UUID(null=True, default=None)
    detail = JSONB()
    mac = Bytea()


class AuditWaiting(Table, tablename="audit_waiting"):
    """An entry that is not in its chain yet; written by a trigger."""

    entry_id = UUID(primary_key=True, default=None)


class AuditLink(Table, tablename="audit_link"):
    """The place of an entry in the chain of an agency and day; `hash` covers all before it."""

    position = BigInt(primary_key=True, default=None)
    tenant_id = Varchar(40)
    agency_id = UUID(default=None)
    day = Date()
    seq = Integer()
    entry_id = UUID(default=None)
    hash = Bytea()


class AuditRoot(Table, tablename="audit_root"):
    """A signed root that was written into the locked store: heads of chains up to a position."""

    number = Integer(primary_key=True, default=None)
    tenant_id = Varchar(40)
    at = Timestamptz()
    upto = BigInt()
    chains = Integer()
    object_key = Text()
    sha256 = Bytea()
