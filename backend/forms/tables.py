"""Electronic forms: one row per published version, which never changes."""

from piccolo.columns import JSONB, UUID, Integer, Text, Timestamptz, Varchar
from piccolo.table import Table


class FormVersion(Table, tablename="form_version"):
    """The questions of a procedure's form as published at a moment."""

    id = UUID(primary_key=True, default=None)
    tenant_id = Varchar(40)
    procedure_code = Varchar(40)
    version = Integer()
    title = Text()
    questions = JSONB()
    published_at = Timestamptz()
    published_by_name = Text()
    proposed_by_name = Text()
