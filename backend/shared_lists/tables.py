"""Shared catalogues: their versions, and each entry with the versions it stood in."""

from piccolo.columns import JSONB, UUID, Bytea, Integer, Text, Timestamptz, Varchar
from piccolo.table import Table


class SharedListVersion(Table, tablename="shared_list_version"):
    """One version. `proposed` holds what was pulled as long as nobody has decided; `theirs` is the
    name of the version there."""

    id = UUID(primary_key=True, default=None)
    tenant_id = Varchar(40)
    list = Varchar(20)
    number = Integer()
    state = Varchar(10)
    digest = Bytea()
    entries = Integer()
    added = Integer()
    changed = Integer()
    removed = Integer()
    theirs = Varchar(40)
    proposed = JSONB(null=True, default=None)
    made_at = Timestamptz()
    decided_by = UUID(null=True, default=None)
    decided_by_name = Text()
    decided_at = Timestamptz(null=True, default=None)
    note = Text()


class SharedListEntry(Table, tablename="shared_list_entry"):
    """One entry as it stood from version `since` up to before `until`."""

    tenant_id = Varchar(40, primary_key=True, default=None)
    list = Varchar(20)
    code = Varchar(60)
    since = Integer()
    until = Integer(null=True, default=None)
    name = Text()
    parent = Varchar(60)


class SharedListLook(Table, tablename="shared_list_look"):
    """When a catalogue was last looked at, and what stood in the way."""

    tenant_id = Varchar(40, primary_key=True, default=None)
    list = Varchar(20)
    looked_at = Timestamptz()
    trouble = Text()
