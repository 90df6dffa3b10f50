"""Who took over the work of an officer or a unit that left."""

from piccolo.columns import UUID, Integer, Text, Timestamptz, Varchar
from piccolo.table import Table


class SuccessionRun(Table, tablename="succession"):
    """One officer or unit that leaves; `last_id` is where moving goes on after a restart."""

    id = UUID(primary_key=True, default=None)
    tenant_id = Varchar(40)
    kind = Varchar(10)
    leaver_id = UUID(default=None)
    successor_id = UUID(null=True, default=None)
    reason = Text()
    asked_by = UUID(default=None)
    agency_id = UUID(default=None)
    started_at = Timestamptz()
    finished_at = Timestamptz(null=True, default=None)
    total = Integer()
    moved = Integer()
    last_id = UUID(default=None)
