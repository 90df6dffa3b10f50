"""Messages to partners, the state of each connection, codes, alarms and differences."""

from backend.platform.migrations import sql_migration

ID = "2026-11-26T06:20:31:000000"
VERSION = "1.38.0"
DESCRIPTION = "connections"

_FORWARDS = """
create table delivery (
    id uuid primary key,
    seq bigint generated always as identity,
    tenant_id varchar(40) not null,
    adapter_id varchar(80) not null check (adapter_id <> ''),
    lane uuid not null,
    subject_id uuid not null,
    kind varchar(60) not null check (kind <> ''),
    key varchar(200) not null check (key <> ''),
    state varchar(10) not null default 'waiting' check (state in
        ('waiting', 'sending', 'unmapped', 'sent', 'maybe', 'dead', 'dropped')),
    attempts integer not null default 0,
    next_try_at timestamptz not null default now(),
    worker bigint,
    last_error text not null default '',
    wanted_kind varchar(40) not null default '',
    wanted_code varchar(120) not null default '',
    reference varchar(200) not null default '',
    format_version varchar(20) not null default '',
    latency_ms integer,
    created_at timestamptz not null default now(),
    tried_at timestamptz,
    sent_at timestamptz,
    unique (tenant_id, adapter_id, key),
    check ((state = 'sending') = (worker is not null)),
    check ((state = 'unmapped') = (wanted_kind <> '')),
    check ((state = 'sent') = (sent_at is not null))
) with (fillfactor = 80);
create index delivery_due on delivery (adapter_id, next_try_at, seq) where state = 'waiting';
create index delivery_lane on delivery (adapter_id, lane, seq)
    where state in ('waiting', 'sending', 'unmapped', 'dead');
create index delivery_held on delivery (adapter_id, state, seq)
    where state in ('sending', 'unmapped', 'maybe', 'dead');
create index delivery_of_subject on delivery (subject_id, seq);
create index delivery_done on delivery (adapter_id, sent_at) where state = 'sent';
create table delivery_content (
    delivery_id uuid primary key references delivery (id) on delete cascade,
    payload jsonb not null
);
create index delivery_content_sealed_by on delivery_content (sealed_by(payload #>> '{}'));
create table connection_state (
    adapter_id varchar(80) primary key,
    tenant_id varchar(40) not null,
    failures integer not null default 0,
    open_until timestamptz,
    paused_at timestamptz,
    paused_by uuid references account (id) on delete restrict,
    pause_reason text not null default '',
    last_ok_at timestamptz,
    last_error_at timestamptz,
    last_error text not null default '',
    checked_at timestamptz,
    check_ok boolean,
    check_words text not null default '',
    backlog_limit integer not null default 500 check (backlog_limit > 0),
    silence_minutes integer not null default 60 check (silence_minutes > 0),
    error_share real not null default 20 check (error_share > 0 and error_share <= 100),
    check ((paused_at is null) = (pause_reason = ''))
) with (fillfactor = 50);
create table connection_minute (
    adapter_id varchar(80) not null,
    minute timestamptz not null,
    sent integer not null default 0,
    failed integer not null default 0,
    latency_ms bigint not null default 0,
    longest_ms integer not null default 0,
    primary key (adapter_id, minute)
) with (fillfactor = 50);
create table code_mapping (
    id uuid primary key,
    tenant_id varchar(40) not null,
    adapter_id varchar(80) not null,
    kind varchar(40) not null check (kind <> ''),
    code varchar(120) not null check (code <> ''),
    their_code varchar(120) not null check (their_code <> ''),
    valid_from date not null,
    valid_to date,
    set_by uuid references account (id) on delete restrict,
    set_at timestamptz not null,
    check (valid_to is null or valid_to > valid_from)
);
create unique index code_mapping_now on code_mapping (tenant_id, adapter_id, kind, code)
    where valid_to is null;
create index code_mapping_theirs on code_mapping (tenant_id, adapter_id, kind, their_code);
create index code_mapping_list on code_mapping (tenant_id, adapter_id, kind, code, valid_from);
create table connection_alarm (
    id uuid primary key,
    tenant_id varchar(40) not null,
    adapter_id varchar(80) not null,
    kind varchar(10) not null check (kind in ('backlog', 'silence', 'errors', 'dead')),
    words text not null,
    raised_at timestamptz not null,
    cleared_at timestamptz
);
create unique index connection_alarm_open on connection_alarm (tenant_id, adapter_id, kind)
    where cleared_at is null;
create index connection_alarm_list on connection_alarm (adapter_id, raised_at desc);
create table connection_difference (
    id uuid primary key,
    tenant_id varchar(40) not null,
    adapter_id varchar(80) not null,
    day date not null,
    reference varchar(200) not null,
    subject_id uuid,
    ours text not null,
    theirs text not null,
    found_at timestamptz not null,
    settled_at timestamptz,
    settled_by uuid references account (id) on delete restrict,
    settled_reason text not null default '',
    unique (tenant_id, adapter_id, day, reference)
);
create index connection_difference_open on connection_difference (adapter_id, found_at)
    where settled_at is null;
"""

_BACKWARDS = """
drop table connection_difference, connection_alarm, code_mapping, connection_minute,
    connection_state, delivery_content, delivery;
"""

forwards = sql_migration(ID, "connections", _FORWARDS, _BACKWARDS, DESCRIPTION)
