"""The line at a desk: how it is set up, numbers, calls, counters, appointments, kiosks."""

from backend.platform.migrations import sql_migration

ID = "2026-11-26T09:31:17:000000"
VERSION = "1.38.0"
DESCRIPTION = "reception"

_FORWARDS = """
create table desk_setup (
    id uuid primary key,
    tenant_id varchar(40) not null,
    agency_id uuid not null references agency (id) on delete restrict,
    version integer not null check (version >= 1),
    definition jsonb not null,
    note text not null,
    saved_by uuid references account (id) on delete restrict,
    saved_by_name text not null,
    saved_at timestamptz not null,
    unique (agency_id, version)
);
create trigger desk_setup_append_only before update or delete on desk_setup
    for each row execute function audit_refuses_change();

-- One row a desk and day: whoever changes its line or its appointments locks it first.
create table desk_day (
    agency_id uuid not null references agency (id) on delete restrict,
    day date not null,
    primary key (agency_id, day)
);
create table desk_series (
    agency_id uuid not null,
    day date not null,
    letter varchar(1) not null,
    last integer not null check (last >= 1),
    primary key (agency_id, day, letter),
    foreign key (agency_id, day) references desk_day (agency_id, day)
);
create table desk_closure (
    id uuid primary key,
    tenant_id varchar(40) not null,
    agency_id uuid not null references agency (id) on delete restrict,
    day date not null,
    reason text not null check (reason <> ''),
    called_off integer not null default 0,
    closed_by uuid not null references account (id) on delete restrict,
    closed_at timestamptz not null,
    unique (agency_id, day)
);
create table kiosk_device (
    id uuid primary key,
    tenant_id varchar(40) not null,
    agency_id uuid not null references agency (id) on delete restrict,
    name text not null,
    code_hash bytea unique,
    code_until timestamptz,
    key_hash bytea unique,
    enrolled_by uuid not null references account (id) on delete restrict,
    created_at timestamptz not null,
    enrolled_at timestamptz,
    last_seen_at timestamptz,
    revoked_at timestamptz,
    check (revoked_at is null or key_hash is null)
);
create index kiosk_device_of_agency on kiosk_device (agency_id, created_at desc, id desc);

create table appointment (
    id uuid primary key,
    tenant_id varchar(40) not null,
    agency_id uuid not null references agency (id) on delete restrict,
    kind varchar(30) not null,
    day date not null,
    starts_at timestamptz not null,
    minutes smallint not null check (minutes > 0),
    seat smallint not null check (seat >= 1),
    code varchar(6) not null,
    priority varchar(10) not null,
    procedure_code varchar(40) not null,
    account_id uuid not null references account (id) on delete restrict,
    draft_id uuid references draft (id) on delete set null,
    dossier_id uuid references dossier (id) on delete restrict,
    questions jsonb not null,
    answers jsonb not null,
    state varchar(10) not null
        check (state in ('booked', 'arrived', 'cancelled', 'missed')),
    reason text not null default '',
    created_at timestamptz not null,
    changed_at timestamptz not null,
    reminded_at timestamptz
);
create unique index appointment_seat on appointment (agency_id, kind, starts_at, seat)
    where state <> 'cancelled';
create unique index appointment_code on appointment (agency_id, day, code)
    where state = 'booked';
create index appointment_of_person on appointment (account_id, starts_at desc, id desc);
create index appointment_of_day on appointment (agency_id, day, starts_at, id);
create index appointment_to_come on appointment (starts_at) where state = 'booked';

create table queue_ticket (
    id uuid primary key,
    tenant_id varchar(40) not null,
    agency_id uuid not null,
    day date not null,
    kind varchar(30) not null,
    letter varchar(1) not null,
    number integer not null check (number >= 1),
    origin varchar(12) not null,
    priority varchar(10) not null,
    state varchar(10) not null
        check (state in ('waiting', 'called', 'finished', 'missed', 'cancelled')),
    account_id uuid references account (id) on delete restrict,
    appointment_id uuid unique references appointment (id) on delete restrict,
    procedure_code varchar(40) not null default '',
    dossier_id uuid references dossier (id) on delete restrict,
    taken_at timestamptz not null,
    favoured_from timestamptz,
    only_counter smallint,
    counter smallint,
    note text not null default '',
    told_at timestamptz,
    ended_at timestamptz,
    unique (agency_id, day, letter, number),
    foreign key (agency_id, day) references desk_day (agency_id, day)
);
create index queue_ticket_waiting on queue_ticket (agency_id, day, taken_at, id)
    where state = 'waiting';
create index queue_ticket_missed on queue_ticket (agency_id, day, ended_at desc)
    where state = 'missed';
create index queue_ticket_of_person on queue_ticket (account_id, day)
    where account_id is not null;

create table ticket_serving (
    id uuid primary key,
    tenant_id varchar(40) not null,
    ticket_id uuid not null references queue_ticket (id) on delete restrict,
    agency_id uuid not null,
    day date not null,
    counter smallint not null,
    kind varchar(30) not null,
    favoured boolean not null,
    officer_id uuid not null references account (id) on delete restrict,
    waited_seconds integer not null check (waited_seconds >= 0),
    called_at timestamptz not null,
    recalls smallint not null default 0,
    shown_at timestamptz not null,
    ended_at timestamptz,
    outcome varchar(12) check (outcome in ('finished', 'missed', 'transferred')),
    check ((ended_at is null) = (outcome is null))
);
create unique index ticket_serving_at_counter on ticket_serving (agency_id, day, counter)
    where ended_at is null;
create unique index ticket_serving_of_ticket on ticket_serving (ticket_id)
    where ended_at is null;
create index ticket_serving_shown on ticket_serving (agency_id, day, shown_at desc);
create index ticket_serving_run on ticket_serving (agency_id, day, counter, called_at desc);
create index ticket_serving_pace on ticket_serving (agency_id, kind, ended_at desc)
    where outcome = 'finished';

create table counter_sitting (
    agency_id uuid not null references agency (id) on delete restrict,
    day date not null,
    counter smallint not null,
    tenant_id varchar(40) not null,
    officer_id uuid not null references account (id) on delete restrict,
    since timestamptz not null,
    primary key (agency_id, day, counter),
    unique (officer_id, day)
);
"""

_BACKWARDS = """
drop table counter_sitting, ticket_serving, queue_ticket, appointment, kiosk_device, desk_closure,
    desk_series, desk_day, desk_setup;
"""

forwards = sql_migration(ID, "reception", _FORWARDS, _BACKWARDS, DESCRIPTION)
