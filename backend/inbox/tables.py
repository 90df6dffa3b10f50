"""What an officer has read, and the views they keep."""

from piccolo.columns import JSONB, UUID, Integer, Text, Timestamptz, Varchar
from piccolo.table import Table


class DossierRead(Table, tablename="dossier_read"):
    """The version of a dossier up to which an officer has read it."""

    dossier_id = UUID(primary_key=True, default=None)
    account_id = UUID(default=None)
    version = Integer()


class InboxView(Table, tablename="inbox_view"):
    """Filters and columns that an officer keeps under a name."""

    id = UUID(primary_key=True, default=None)
    tenant_id = Varchar(40)
    account_id = UUID(default=None)
    name = Text()
    content = JSONB()
    created_at = Timestamptz()
