"""Approved changes of names, contacts and titles, with their days."""

from piccolo.columns import JSONB, UUID, Date, Text, Timestamptz, Varchar
from piccolo.table import Table


class ParticularsChanged(Table, tablename="particulars_change"):
    """One approved change: `fields` are the new values, `before` those it was written against."""

    id = UUID(primary_key=True, default=None)
    tenant_id = Varchar(40)
    kind = Varchar(10)
    subject = Varchar(40)
    state = Varchar(10)
    effective_on = Date()
    fields = JSONB()
    before = JSONB()
    ground = Text()
    note = Text()
    proposed_by = UUID(default=None)
    proposed_by_name = Text()
    approved_by = UUID(default=None)
    approved_by_name = Text()
    approved_at = Timestamptz()
    ended_at = Timestamptz(null=True, default=None)
