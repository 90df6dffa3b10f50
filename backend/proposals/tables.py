"""Content that takes two persons: the next version, as it is written or waits for approval."""

from piccolo.columns import JSONB, UUID, Integer, Text, Timestamptz, Varchar
from piccolo.table import Table


class Proposal(Table, tablename="proposal"):
    """The next version of one thing; gone once it is in force or thrown away."""

    id = UUID(primary_key=True, default=None)
    tenant_id = Varchar(40)
    agency_id = UUID(default=None)
    subject = Varchar(20)
    key = Varchar(80)
    title = Text()
    definition = JSONB()
    state = Varchar(10)
    revision = Integer()
    changed_by = UUID(default=None)
    changed_by_name = Text()
    changed_at = Timestamptz()
    proposed_by = UUID(null=True, default=None)
    proposed_by_name = Text()
    note = Text()
