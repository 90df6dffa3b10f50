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


class HandoverRow(Table, tablename="handover"):
    """A dossier that goes from who sent it to another person; one open a dossier."""

    id = UUID(primary_key=True, default=None)
    tenant_id = Varchar(40)
    dossier_id = UUID(default=None)
    from_account_id = UUID(default=None)
    to_account_id = UUID(default=None)
    way = Varchar(10)
    reason = Text()
    evidence = Text()
    asked_by = UUID(default=None)
    asked_at = Timestamptz()
    wait_until = Timestamptz(null=True, default=None)
    accepted_at = Timestamptz(null=True, default=None)
    objected_at = Timestamptz(null=True, default=None)
    objection = Text()
    decided_by = UUID(null=True, default=None)
    decided_at = Timestamptz(null=True, default=None)
    decision = Text()
    state = Varchar(10)
