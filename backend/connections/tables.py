"""Messages to partners, how each connection is, and the partners' codes for ours."""

from piccolo.columns import (
    JSONB,
    UUID,
    BigInt,
    Boolean,
    Date,
    Integer,
    Real,
    Text,
    Timestamptz,
    Varchar,
)
from piccolo.table import Table


class DeliveryRow(Table, tablename="delivery"):
    """One message to one partner. Within a lane (a dossier, mostly) they go in order of `seq`."""

    id = UUID(primary_key=True, default=None)
    seq = BigInt()
    tenant_id = Varchar(40)
    adapter_id = Varchar(80)
    lane = UUID(default=None)
    subject_id = UUID(default=None)
    kind = Varchar(60)
    key = Varchar(200)
    state = Varchar(10)
    attempts = Integer()
    next_try_at = Timestamptz()
    worker = BigInt(null=True, default=None)
    last_error = Text()
    wanted_kind = Varchar(40)
    wanted_code = Varchar(120)
    reference = Varchar(200)
    format_version = Varchar(20)
    latency_ms = Integer(null=True, default=None)
    created_at = Timestamptz()
    tried_at = Timestamptz(null=True, default=None)
    sent_at = Timestamptz(null=True, default=None)


class DeliveryContent(Table, tablename="delivery_content"):
    """What a message says, sealed; taken away a while after it was sent."""

    delivery_id = UUID(primary_key=True, default=None)
    payload = JSONB()


class ConnectionRow(Table, tablename="connection_state"):
    """How a connection is, shared by all workers, and when an operator wants to hear of it."""

    adapter_id = Varchar(80, primary_key=True, default=None)
    tenant_id = Varchar(40)
    failures = Integer()
    open_until = Timestamptz(null=True, default=None)
    paused_at = Timestamptz(null=True, default=None)
    paused_by = UUID(null=True, default=None)
    pause_reason = Text()
    last_ok_at = Timestamptz(null=True, default=None)
    last_error_at = Timestamptz(null=True, default=None)
    last_error = Text()
    checked_at = Timestamptz(null=True, default=None)
    check_ok = Boolean(null=True, default=None)
    check_words = Text()
    backlog_limit = Integer()
    silence_minutes = Integer()
    error_share = Real()


class ConnectionMinute(Table, tablename="connection_minute"):
    """What happened on a connection in one minute."""

    adapter_id = Varchar(80, primary_key=True, default=None)
    minute = Timestamptz()
    sent = Integer()
    failed = Integer()
    latency_ms = BigInt()
    longest_ms = Integer()


class CodeMapping(Table, tablename="code_mapping"):
    """A partner's code for one of ours, from a day to a day."""

    id = UUID(primary_key=True, default=None)
    tenant_id = Varchar(40)
    adapter_id = Varchar(80)
    kind = Varchar(40)
    code = Varchar(120)
    their_code = Varchar(120)
    valid_from = Date()
    valid_to = Date(null=True, default=None)
    set_by = UUID(null=True, default=None)
    set_at = Timestamptz()


class ConnectionAlarm(Table, tablename="connection_alarm"):
    """Something about a connection that administrators were told of."""

    id = UUID(primary_key=True, default=None)
    tenant_id = Varchar(40)
    adapter_id = Varchar(80)
    kind = Varchar(10)
    words = Text()
    raised_at = Timestamptz()
    cleared_at = Timestamptz(null=True, default=None)


class ConnectionDifference(Table, tablename="connection_difference"):
    """What a partner and we do not agree on, found when both sides were compared."""

    id = UUID(primary_key=True, default=None)
    tenant_id = Varchar(40)
    adapter_id = Varchar(80)
    day = Date()
    reference = Varchar(200)
    subject_id = UUID(null=True, default=None)
    ours = Text()
    theirs = Text()
    found_at = Timestamptz()
    settled_at = Timestamptz(null=True, default=None)
    settled_by = UUID(null=True, default=None)
    settled_reason = Text()


class ConnectionComparison(Table, tablename="connection_comparison"):
    """A day that was compared with a partner."""

    adapter_id = Varchar(80, primary_key=True, default=None)
    day = Date()
    compared_at = Timestamptz()
    differences = Integer()
