"""Files brought in and their lines."""

from piccolo.columns import JSONB, UUID, Bytea, Integer, Text, Timestamptz, Varchar
from piccolo.table import Table


class StagedImport(Table, tablename="staged_import"):
    """One file: read, shown, applied or thrown away."""

    id = UUID(primary_key=True, default=None)
    tenant_id = Varchar(40)
    agency_id = UUID(default=None)
    kind = Varchar(20)
    of = Varchar(40)
    file_name = Text()
    content = Bytea(null=True, default=None)
    state = Varchar(12)
    reason = Text()
    counts = JSONB()
    created_by = UUID(default=None)
    created_by_name = Text()
    created_at = Timestamptz()
    applied_by = UUID(null=True, default=None)
    applied_by_name = Text()
    applied_at = Timestamptz(null=True, default=None)


class StagedLine(Table, tablename="staged_line"):
    """One line of it: what it says, what it would change, what is wrong."""

    import_id = UUID(primary_key=True, default=None)
    number = Integer(primary_key=True)
    state = Varchar(10)
    values = JSONB()
    before = JSONB(null=True, default=None)
    problems = JSONB()
