"""How a desk is set up, its numbers and calls, who sits where, appointments, kiosks."""

from piccolo.columns import (
    JSONB,
    UUID,
    Boolean,
    Bytea,
    Date,
    Integer,
    SmallInt,
    Text,
    Timestamptz,
    Varchar,
)
from piccolo.table import Table


class DeskSetupRow(Table, tablename="desk_setup"):
    """One version of how a desk is set up; written once."""

    id = UUID(primary_key=True, default=None)
    tenant_id = Varchar(40)
    agency_id = UUID(default=None)
    version = Integer()
    definition = JSONB()
    note = Text()
    saved_by = UUID(null=True, default=None)
    saved_by_name = Text()
    saved_at = Timestamptz()


class DeskDay(Table, tablename="desk_day"):
    """A desk on a day: the lock of its line and of its appointments."""

    agency_id = UUID(primary_key=True, default=None)
    day = Date()


class DeskSeries(Table, tablename="desk_series"):
    """The last number given under a letter."""

    agency_id = UUID(primary_key=True, default=None)
    day = Date()
    letter = Varchar(1)
    last = Integer()


class DeskClosure(Table, tablename="desk_closure"):
    """A day without appointments."""

    id = UUID(primary_key=True, default=None)
    tenant_id = Varchar(40)
    agency_id = UUID(default=None)
    day = Date()
    reason = Text()
    called_off = Integer()
    closed_by = UUID(default=None)
    closed_at = Timestamptz()


class KioskDevice(Table, tablename="kiosk_device"):
    """A kiosk: the hash of its code until it is enrolled, then of its key."""

    id = UUID(primary_key=True, default=None)
    tenant_id = Varchar(40)
    agency_id = UUID(default=None)
    name = Text()
    code_hash = Bytea(null=True, default=None)
    code_until = Timestamptz(null=True, default=None)
    key_hash = Bytea(null=True, default=None)
    enrolled_by = UUID(default=None)
    created_at = Timestamptz()
    enrolled_at = Timestamptz(null=True, default=None)
    last_seen_at = Timestamptz(null=True, default=None)
    revoked_at = Timestamptz(null=True, default=None)


class AppointmentRow(Table, tablename="appointment"):
    """A booked slot; `seat` is one of the places of the slot, answers are sealed."""

    id = UUID(primary_key=True, default=None)
    tenant_id = Varchar(40)
    agency_id = UUID(default=None)
    kind = Varchar(30)
    day = Date()
    starts_at = Timestamptz()
    minutes = SmallInt()
    seat = SmallInt()
    code = Varchar(6)
    priority = Varchar(10)
    procedure_code = Varchar(40)
    account_id = UUID(default=None)
    draft_id = UUID(null=True, default=None)
    dossier_id = UUID(null=True, default=None)
    questions = JSONB()
    answers = JSONB()
    state = Varchar(10)
    reason = Text()
    created_at = Timestamptz()
    changed_at = Timestamptz()
    reminded_at = Timestamptz(null=True, default=None)


class QueueTicket(Table, tablename="queue_ticket"):
    """A number of a day; favoured from a moment on, or never."""

    id = UUID(primary_key=True, default=None)
    tenant_id = Varchar(40)
    agency_id = UUID(default=None)
    day = Date()
    kind = Varchar(30)
    letter = Varchar(1)
    number = Integer()
    origin = Varchar(12)
    priority = Varchar(10)
    state = Varchar(10)
    account_id = UUID(null=True, default=None)
    appointment_id = UUID(null=True, default=None)
    procedure_code = Varchar(40)
    dossier_id = UUID(null=True, default=None)
    taken_at = Timestamptz()
    favoured_from = Timestamptz(null=True, default=None)
    only_counter = SmallInt(null=True, default=None)
    counter = SmallInt(null=True, default=None)
    note = Text()
    told_at = Timestamptz(null=True, default=None)
    ended_at = Timestamptz(null=True, default=None)


class TicketServing(Table, tablename="ticket_serving"):
    """One call of a number to a counter, from the call to its end."""

    id = UUID(primary_key=True, default=None)
    tenant_id = Varchar(40)
    ticket_id = UUID(default=None)
    agency_id = UUID(default=None)
    day = Date()
    counter = SmallInt()
    kind = Varchar(30)
    favoured = Boolean()
    officer_id = UUID(default=None)
    waited_seconds = Integer()
    called_at = Timestamptz()
    recalls = SmallInt()
    shown_at = Timestamptz()
    ended_at = Timestamptz(null=True, default=None)
    outcome = Varchar(12, null=True, default=None)


class CounterSitting(Table, tablename="counter_sitting"):
    """Which officer sits at which counter today."""

    agency_id = UUID(primary_key=True, default=None)
    day = Date()
    counter = SmallInt()
    tenant_id = Varchar(40)
    officer_id = UUID(default=None)
    since = Timestamptz()
