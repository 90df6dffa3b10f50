"""Files that the queue makes."""

from piccolo.columns import JSONB, UUID, BigInt, Boolean, Bytea, Integer, Text, Timestamptz, Varchar
from piccolo.table import Table


class ExportJob(Table, tablename="export_job"):
    """One file: what was asked for, how far it is, where it lies. `params` names no person."""

    id = UUID(primary_key=True, default=None)
    tenant_id = Varchar(40)
    source = Varchar(20)
    kind = Varchar(5)
    title = Text()
    params = JSONB()
    asked_by = UUID(default=None)
    asked_at = Timestamptz()
    scheduled = Boolean()
    state = Varchar(10)
    total = Integer()
    done = Integer()
    problem = Text()
    object_key = Text(null=True, default=None)
    sha256 = Bytea(null=True, default=None)
    size = BigInt()
    finished_at = Timestamptz(null=True, default=None)
    expires_at = Timestamptz(null=True, default=None)
