"""The audit trail: who did what to whom, when; append-only."""

from piccolo.columns import JSONB, UUID, Bytea, Timestamptz, Varchar
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
