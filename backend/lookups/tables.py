"""Shared catalogues and the periods of their entries."""

from piccolo.columns import UUID, Array, Date, Text, Timestamptz, Varchar
from piccolo.table import Table


class LookupCatalogue(Table, tablename="lookup_catalogue"):
    """A list of codes that the whole province shares."""

    id = UUID(primary_key=True, default=None)
    tenant_id = Varchar(40)
    key = Varchar(40)
    name = Text()
    description = Text()
    source = Text()
    created_at = Timestamptz()


class LookupEntry(Table, tablename="lookup_entry"):
    """What a code meant between two days; corrected by a newer row, never changed."""

    id = UUID(primary_key=True, default=None)
    tenant_id = Varchar(40)
    catalogue = Varchar(40)
    code = Varchar(40)
    name = Text()
    parent_code = Varchar(40)
    note = Text()
    replaced_by = Array(base_column=Varchar(40))
    valid_from = Date()
    valid_to = Date(null=True, default=None)
    sort_key = Text()
    search_text = Text()
    recorded_at = Timestamptz()
    recorded_by = UUID(null=True, default=None)
    recorded_by_name = Text()
    superseded_at = Timestamptz(null=True, default=None)
