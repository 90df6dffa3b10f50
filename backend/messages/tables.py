"""What applicants and officers write to each other about a dossier."""

from piccolo.columns import UUID, Boolean, Integer, Text, Timestamptz, Varchar
from piccolo.table import Table


class DossierMessage(Table, tablename="dossier_message"):
    """One message; nothing of it ever changes. `body` is sealed."""

    id = UUID(primary_key=True, default=None)
    tenant_id = Varchar(40)
    dossier_id = UUID(default=None)
    seq = Integer()
    by_id = UUID(default=None)
    by_name = Text()
    place = Text()
    from_applicant = Boolean()
    body = Text()
    at = Timestamptz()


class MessageFile(Table, tablename="dossier_message_file"):
    """A file that came with a message."""

    document_id = UUID(primary_key=True, default=None)
    message_id = UUID(default=None)


class DossierThread(Table, tablename="dossier_thread"):
    """How a conversation stands: since when the applicant waits for an answer, if they do."""

    dossier_id = UUID(primary_key=True, default=None)
    tenant_id = Varchar(40)
    last_seq = Integer()
    waiting_since = Timestamptz(null=True, default=None)


class MessageRead(Table, tablename="dossier_message_read"):
    """Up to which message somebody has read."""

    dossier_id = UUID(primary_key=True, default=None)
    account_id = UUID(default=None)
    seq = Integer()
    at = Timestamptz()
