"""What the national portal has been told of each dossier."""

from piccolo.columns import UUID, Boolean, Integer, Text, Timestamptz, Varchar
from piccolo.table import Table


class NationalSync(Table, tablename="national_sync"):
    """Up to which event a dossier was sent, and under which code."""

    dossier_id = UUID(primary_key=True, default=None)
    tenant_id = Varchar(40)
    sent_code = Varchar(60)
    sent_seq = Integer()
    pending = Boolean()
    tried_at = Timestamptz()
    last_error = Text()
