"""Notices to people, and the letters that carry them."""

from piccolo.columns import UUID, Text, Timestamptz, Varchar
from piccolo.table import Table


class NoticeRow(Table, tablename="notice"):
    """One message to one account; made once for an outbox message."""

    id = UUID(primary_key=True, default=None)
    tenant_id = Varchar(40)
    outbox_id = UUID(default=None)
    account_id = UUID(null=True, default=None)
    dossier_id = UUID(null=True, default=None)
    address = Varchar(254)
    subject = Text()
    body = Text()
    created_at = Timestamptz()
    mailed_at = Timestamptz(null=True, default=None)
    read_at = Timestamptz(null=True, default=None)
