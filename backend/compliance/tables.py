"""Minutes of the running system, thresholds with their days, backups as they were told."""

from piccolo.columns import (
    UUID,
    Array,
    BigInt,
    Boolean,
    Date,
    Integer,
    Numeric,
    Real,
    Text,
    Timestamptz,
    Varchar,
)
from piccolo.table import Table


class PerformanceMinute(Table, tablename="performance_minute"):
    """One minute: all processes together. `ready`: one of them answered with all it needs;
    `screens_ready`: both applications opened; `classes`: answers by `tally.BOUNDS`."""

    minute = Timestamptz(primary_key=True, default=None)
    tenant_id = Varchar(40)
    ready = Boolean()
    requests = Integer()
    failed = Integer()
    seconds = Real()
    slowest = Real()
    slowest_route = Text()
    application_cpu = Real(null=True, default=None)
    database_cpu = Real(null=True, default=None)
    database_way = Varchar(10)
    concurrent = Integer()
    active = Integer()
    screens_ready = Boolean(null=True, default=None)
    classes = Array(base_column=Integer())


class PerformanceThreshold(Table, tablename="performance_threshold"):
    """A threshold from a day on; entered once, never changed."""

    id = UUID(primary_key=True, default=None)
    tenant_id = Varchar(40)
    criterion = Varchar(20)
    value = Numeric(digits=(12, 3))
    valid_from = Date()
    reason = Text()
    set_by = UUID(default=None)
    set_at = Timestamptz()


class BackupTold(Table, tablename="backup_told"):
    """A backup that the operator's own job has told of."""

    id = UUID(primary_key=True, default=None)
    tenant_id = Varchar(40)
    kind = Varchar(10)
    finished_at = Timestamptz()
    size = BigInt()
    note = Text()
    whole = Boolean()
