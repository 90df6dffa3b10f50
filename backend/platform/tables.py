"""Tables of the platform: messages to the world, and answers kept for repeated requests."""

from piccolo.columns import JSONB, UUID, Bytea, Integer, SmallInt, Text, Timestamptz, Varchar
from piccolo.table import Table


class Outbox(Table, tablename="outbox"):
    """A message written in the transaction of the act it tells of; done by the worker."""

    id = UUID(primary_key=True, default=None)
    tenant_id = Varchar(40)
    topic = Varchar(60)
    subject_id = UUID(default=None)
    payload = JSONB()
    created_at = Timestamptz()
    done_at = Timestamptz(null=True, default=None)
    tries = Integer()
    last_error = Text()


class Idempotency(Table, tablename="idempotency"):
    """One repeatable request: its key, a hash of what was sent, its answer once there is one."""

    account_id = UUID(primary_key=True, default=None)
    key = Varchar(80)
    request_hash = Bytea()
    created_at = Timestamptz()
    status = SmallInt(null=True, default=None)
    media_type = Varchar(80)
    body = Bytea(null=True, default=None)
