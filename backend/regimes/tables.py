"""Versions of the figures of a regime; one that was published never changes."""

from piccolo.columns import JSONB, UUID, Date, SmallInt, Text, Timestamptz, Varchar
from piccolo.table import Table


class RegimeVersion(Table, tablename="regime_version"):
    """One version; `called_off_at` before its day: no dossier was ever under it."""

    id = UUID(primary_key=True, default=None)
    tenant_id = Varchar(40)
    regime = Varchar(20)
    number = SmallInt()
    valid_from = Date()
    figures = JSONB()
    source = Text()
    reason = Text()
    proposed_by_name = Text()
    published_by = UUID(default=None)
    published_by_name = Text()
    published_at = Timestamptz()
    called_off_at = Timestamptz(null=True, default=None)
    called_off_by_name = Text()
    called_off_reason = Text()
