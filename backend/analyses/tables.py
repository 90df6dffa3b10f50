"""Saved definitions with all their versions, and who wants their files how often."""

from piccolo.columns import JSONB, UUID, Boolean, Integer, Text, Timestamptz, Varchar
from piccolo.table import Table


class SavedAnalysis(Table, tablename="analysis"):
    """A definition under a name; `version` is the number of its newest version."""

    id = UUID(primary_key=True, default=None)
    tenant_id = Varchar(40)
    owner_id = UUID(default=None)
    agency_id = UUID(default=None)
    shared = Boolean()
    version = Integer()
    title = Text()
    definition = JSONB()
    changed_at = Timestamptz()
    removed_at = Timestamptz(null=True, default=None)


class SavedVersion(Table, tablename="analysis_version"):
    """One version of a definition; it never changes."""

    id = UUID(primary_key=True, default=None)
    tenant_id = Varchar(40)
    analysis_id = UUID(default=None)
    number = Integer()
    title = Text()
    definition = JSONB()
    changed_by = UUID(default=None)
    changed_at = Timestamptz()


class AnalysisWish(Table, tablename="analysis_wish"):
    """One officer wants the file of a definition again and again."""

    id = UUID(primary_key=True, default=None)
    tenant_id = Varchar(40)
    analysis_id = UUID(default=None)
    account_id = UUID(default=None)
    repeat = Varchar(10)
    kind = Varchar(5)
    next_at = Timestamptz()
    last_at = Timestamptz(null=True, default=None)
