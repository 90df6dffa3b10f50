"""Drafts, dossiers, append-only events, due dates, waiting intervals, checks, code counters."""

from backend.platform.migrations import sql_migration

ID = "2026-11-23T01:00:00:000000"
VERSION = "1.38.0"
DESCRIPTION = "drafts and dossiers"

_FORWARDS = """
create table dossier (
    id uuid primary key,
    tenant_id varchar(40) not null,
    version integer not null check (version >= 1),
    code varchar(60),
    reference varchar(20) not null,
    procedure_code varchar(40) not null,
    procedure_version_id uuid not null references procedure_version (id) on delete restrict,
    procedure_name text not null,
    form_id uuid references form_version (id) on delete restrict,
    regime varchar(20) not null,
    state varchar(30) not null check (state in (
        'submitted', 'pre_supplement', 'refused', 'accepted', 'transferred', 'appraising',
        'verifying', 'consulting', 'supplement', 'supplemented', 'payment_due',
        'withdraw_requested', 'submitted_for_approval', 'approved', 'rejected_by_agency',
        'stopped', 'result_ready', 'returned')),
    held varchar(30)[] not null default '{}',
    channel varchar(10) not null check (channel in ('desk', 'online', 'post')),
    delivery varchar(20) not null check (delivery in ('desk', 'post', 'electronic')),
    delivery_address text not null default '',
    applicant_id uuid references account (id) on delete restrict,
    applicant_name text not null,
    applicant_personal_id varchar(20) not null,
    applicant_phone varchar(20) not null default '',
    applicant_email varchar(254) not null default '',
    applicant_address text not null default '',
    owner_name text not null,
    answers jsonb not null,
    receiving_agency_id uuid not null references agency (id) on delete restrict,
    holding_agency_id uuid not null references agency (id) on delete restrict,
    holding_unit_id uuid references unit (id) on delete restrict,
    executor_id uuid references account (id) on delete restrict,
    consulted_agency_id uuid references agency (id) on delete restrict,
    submitted_at timestamptz not null,
    answer_by timestamptz,
    accepted_at timestamptz,
    due_original timestamptz,
    due_at timestamptz,
    finished_at timestamptz,
    returned_at timestamptz,
    supplement_requests smallint not null default 0,
    extensions smallint not null default 0 check (extensions <= 1),
    waiting_for text not null default '',
    search_text text not null default '',
    updated_at timestamptz not null,
    constraint accepted_has_code check (accepted_at is null or code is not null),
    constraint due_after_acceptance check (due_at is null or accepted_at is not null)
);
create unique index dossier_code on dossier (tenant_id, code) where code is not null;
create unique index dossier_reference on dossier (tenant_id, reference);
create index dossier_of_applicant on dossier (applicant_id, submitted_at desc, id desc);
create index dossier_inbox_received
    on dossier (receiving_agency_id, state, submitted_at desc, id desc);
create index dossier_inbox_held on dossier (holding_unit_id, state, submitted_at desc, id desc);
create index dossier_inbox_agency
    on dossier (holding_agency_id, state, submitted_at desc, id desc);
create index dossier_of_executor on dossier (executor_id, state, submitted_at desc, id desc);
create index dossier_open_received on dossier (receiving_agency_id, submitted_at desc, id desc)
    where state not in ('refused', 'rejected_by_agency', 'stopped', 'returned');
create index dossier_open_held on dossier (holding_agency_id, submitted_at desc, id desc)
    where state not in ('refused', 'rejected_by_agency', 'stopped', 'returned');
create index dossier_received on dossier (receiving_agency_id, submitted_at desc, id desc);
create index dossier_held on dossier (holding_agency_id, submitted_at desc, id desc);
create index dossier_due on dossier (holding_agency_id, due_at)
    where due_at is not null and finished_at is null;
create index dossier_search on dossier
    using gin (receiving_agency_id, search_text gin_trgm_ops);

create table draft (
    id uuid primary key,
    tenant_id varchar(40) not null,
    account_id uuid not null references account (id) on delete restrict,
    procedure_code varchar(40) not null,
    procedure_version_id uuid not null references procedure_version (id) on delete restrict,
    form_id uuid not null references form_version (id) on delete restrict,
    version integer not null default 1,
    answers jsonb not null default '{}',
    agency_id uuid references agency (id) on delete restrict,
    delivery varchar(20) not null default 'desk'
        check (delivery in ('desk', 'post', 'electronic')),
    delivery_address text not null default '',
    created_at timestamptz not null,
    updated_at timestamptz not null,
    expires_at timestamptz not null,
    dossier_id uuid unique references dossier (id) on delete restrict
);
create unique index draft_open on draft (tenant_id, account_id, procedure_code)
    where dossier_id is null;
create index draft_of_account on draft (account_id, updated_at desc, id desc)
    where dossier_id is null;

create table dossier_event (
    id uuid primary key,
    tenant_id varchar(40) not null,
    dossier_id uuid not null references dossier (id) on delete restrict,
    seq integer not null check (seq >= 1),
    act varchar(30) not null,
    state_before varchar(30),
    state_after varchar(30) not null,
    at timestamptz not null,
    actor_id uuid references account (id) on delete restrict,
    actor_name text not null,
    agency_id uuid references agency (id) on delete restrict,
    unit_id uuid references unit (id) on delete restrict,
    note text not null default '',
    payload jsonb not null default '{}',
    hash bytea not null,
    unique (dossier_id, seq)
);
create function refuse_change() returns trigger language plpgsql as $$
begin
    raise exception '% is append-only', tg_table_name using errcode = 'insufficient_privilege';
end $$;
create trigger dossier_event_append_only before update or delete on dossier_event
    for each row execute function refuse_change();
create trigger dossier_event_no_truncate before truncate on dossier_event
    for each statement execute function refuse_change();

create table due_date (
    id uuid primary key,
    tenant_id varchar(40) not null,
    dossier_id uuid not null references dossier (id) on delete restrict,
    event_id uuid not null references dossier_event (id) on delete restrict,
    due_at timestamptz not null,
    set_at timestamptz not null,
    reason text not null,
    explanation jsonb not null
);
create index due_date_of_dossier on due_date (dossier_id, set_at, id);
create trigger due_date_append_only before update or delete on due_date
    for each row execute function refuse_change();

create table clock_interval (
    id uuid primary key,
    tenant_id varchar(40) not null,
    dossier_id uuid not null references dossier (id) on delete restrict,
    ground text not null,
    started_at timestamptz not null,
    ended_at timestamptz,
    check (ended_at is null or ended_at >= started_at)
);
create index clock_interval_of_dossier on clock_interval (dossier_id, started_at);
create unique index clock_interval_open on clock_interval (dossier_id) where ended_at is null;

create table component_check (
    id uuid primary key,
    tenant_id varchar(40) not null,
    dossier_id uuid not null references dossier (id) on delete restrict,
    component_key varchar(40) not null,
    ok boolean,
    originals smallint not null default 0 check (originals >= 0),
    certified smallint not null default 0 check (certified >= 0),
    copies smallint not null default 0 check (copies >= 0),
    note text not null default '',
    unique (dossier_id, component_key)
);

create table dossier_code_counter (
    agency_code varchar(35) not null,
    day date not null,
    last bigint not null check (last >= 1),
    primary key (agency_code, day)
);
"""

_BACKWARDS = """
drop table dossier_code_counter, component_check, clock_interval, due_date, dossier_event, draft,
    dossier;
drop function refuse_change();
"""

forwards = sql_migration(ID, "dossiers", _FORWARDS, _BACKWARDS, DESCRIPTION)
