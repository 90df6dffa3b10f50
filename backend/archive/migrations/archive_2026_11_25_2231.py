"""The archive; every dossier that is closed from now on, and all closed before, arrive in it."""

from backend.platform.migrations import sql_migration

ID = "2026-11-25T22:31:00:000000"
VERSION = "1.38.0"
DESCRIPTION = "archive"

_FORWARDS = """
create table retention_rule (
    id uuid primary key,
    tenant_id varchar(40) not null,
    code varchar(30) not null check (code <> ''),
    title text not null,
    procedure_code varchar(40) not null default '',
    sector text not null default '',
    outcome varchar(30) not null default '',
    years smallint check (years between 2 and 70),
    source text not null check (source <> ''),
    confirmed boolean not null,
    valid_from date not null,
    valid_to date check (valid_to > valid_from),
    entered_by uuid references account (id) on delete restrict,
    entered_at timestamptz not null
);
create unique index retention_rule_once on retention_rule
    (tenant_id, procedure_code, sector, outcome, valid_from);

create table archive_arrival (
    dossier_id uuid primary key references dossier (id) on delete restrict,
    tenant_id varchar(40) not null,
    arrived_at timestamptz not null
);
create function archive_arrives() returns trigger language plpgsql as $$
begin
    insert into archive_arrival (dossier_id, tenant_id, arrived_at)
    values (new.id, new.tenant_id, now()) on conflict do nothing;
    return new;
end $$;
create trigger dossier_archive_arrives after insert or update of state on dossier
    for each row when (new.state in ('refused', 'rejected_by_agency', 'stopped', 'returned'))
    execute function archive_arrives();
insert into archive_arrival (dossier_id, tenant_id, arrived_at)
select id, tenant_id, now() from dossier
where state in ('refused', 'rejected_by_agency', 'stopped', 'returned');

create table archive_record (
    dossier_id uuid primary key references dossier (id) on delete restrict,
    tenant_id varchar(40) not null,
    entered_at timestamptz not null,
    closed_at timestamptz not null,
    state varchar(30) not null,
    receiving_agency_id uuid not null references agency (id) on delete restrict,
    holding_agency_id uuid not null references agency (id) on delete restrict,
    holding_unit_id uuid references unit (id) on delete restrict,
    executor_id uuid references account (id) on delete restrict,
    code varchar(60) not null,
    procedure_code varchar(40) not null,
    procedure_name text not null,
    sector text not null,
    person_name text not null,
    personal_id varchar(20) not null,
    rule_id uuid not null references retention_rule (id) on delete restrict,
    class_code varchar(30) not null,
    years smallint,
    dispose_after date,
    status varchar(12) not null check (status in ('kept', 'handed_over', 'disposed')),
    text_state varchar(10) not null check (text_state in ('waiting', 'done', 'partial')),
    body text not null,
    words tsvector generated always as (to_tsvector('simple'::regconfig, body)) stored,
    sealed_at timestamptz,
    sealed_by_name text not null default '',
    seal_reason text not null default '',
    check ((years is null) = (dispose_after is null))
);
create index archive_received
    on archive_record (receiving_agency_id, closed_at desc, dossier_id desc);
create index archive_held on archive_record (holding_agency_id, closed_at desc, dossier_id desc);
create index archive_unit on archive_record (holding_unit_id, closed_at desc, dossier_id desc);
create index archive_executor on archive_record (executor_id, closed_at desc, dossier_id desc);
create index archive_words_received on archive_record using gin (receiving_agency_id, words);
create index archive_words_held on archive_record using gin (holding_agency_id, words);
create index archive_person on archive_record (tenant_id, personal_id);
create index archive_code on archive_record (tenant_id, code);
create index archive_due on archive_record (holding_agency_id, dispose_after, dossier_id)
    where status = 'kept' and dispose_after is not null;
create index archive_sealed on archive_record (dossier_id) where sealed_at is not null;

create table legal_hold (
    id uuid primary key,
    tenant_id varchar(40) not null,
    dossier_id uuid not null references archive_record (dossier_id) on delete restrict,
    reason text not null check (reason <> ''),
    set_by uuid not null references account (id) on delete restrict,
    set_by_name text not null,
    set_at timestamptz not null,
    released_by uuid references account (id) on delete restrict,
    released_by_name text not null default '',
    released_at timestamptz,
    release_reason text not null default '',
    check ((released_at is null) = (released_by is null))
);
create index legal_hold_of on legal_hold (dossier_id, set_at);
create index legal_hold_open on legal_hold (dossier_id) where released_at is null;
create table archive_opening (
    id uuid primary key,
    tenant_id varchar(40) not null,
    dossier_id uuid not null references archive_record (dossier_id) on delete restrict,
    account_id uuid not null references account (id) on delete restrict,
    account_name text not null,
    reason text not null check (reason <> ''),
    opened_at timestamptz not null,
    until timestamptz not null
);
create index archive_opening_of on archive_opening (dossier_id, opened_at);
create trigger archive_opening_append_only before update or delete on archive_opening
    for each row execute function refuse_change();

create table archive_package (
    id uuid primary key,
    tenant_id varchar(40) not null,
    kind varchar(10) not null check (kind in ('handover', 'person')),
    agency_id uuid references agency (id) on delete restrict,
    account_id uuid references account (id) on delete restrict,
    personal_id varchar(20) not null default '',
    title text not null,
    recipient text not null default '',
    reason text not null default '',
    asked_by uuid not null references account (id) on delete restrict,
    asked_by_name text not null,
    asked_at timestamptz not null,
    state varchar(10) not null check (state in ('waiting', 'making', 'done', 'failed', 'expired')),
    problem text not null default '',
    total integer not null default 0,
    done integer not null default 0,
    object_key text,
    sha256 bytea,
    size bigint not null default 0,
    finished_at timestamptz,
    expires_at timestamptz,
    receipt text not null default '',
    received_at timestamptz,
    check (state <> 'done' or (object_key is not null and sha256 is not null)),
    check (kind <> 'handover' or agency_id is not null)
);
create index archive_package_of_agency on archive_package (agency_id, asked_at desc, id desc);
create index archive_package_of_asker on archive_package (asked_by, asked_at desc, id desc);
create index archive_package_expiring on archive_package (expires_at)
    where state = 'done' and expires_at is not null;
create unique index archive_package_person_waiting on archive_package (asked_by, personal_id)
    where kind = 'person' and state in ('waiting', 'making');
create table archive_package_item (
    dossier_id uuid primary key references archive_record (dossier_id) on delete restrict,
    package_id uuid not null references archive_package (id) on delete restrict,
    tenant_id varchar(40) not null,
    position integer not null,
    unique (package_id, position)
);

create table disposal (
    id uuid primary key,
    tenant_id varchar(40) not null,
    agency_id uuid not null references agency (id) on delete restrict,
    reason text not null check (reason <> ''),
    state varchar(10) not null
        check (state in ('proposed', 'reviewed', 'running', 'done', 'refused', 'failed')),
    problem text not null default '',
    proposed_by uuid not null references account (id) on delete restrict,
    proposed_by_name text not null,
    proposed_at timestamptz not null,
    reviewed_by uuid references account (id) on delete restrict,
    reviewed_by_name text not null default '',
    reviewed_at timestamptz,
    approved_by uuid references account (id) on delete restrict,
    approved_by_name text not null default '',
    approved_at timestamptz,
    refused_by uuid references account (id) on delete restrict,
    refused_by_name text not null default '',
    refused_at timestamptz,
    refusal text not null default '',
    total integer not null,
    done integer not null default 0,
    kept integer not null default 0,
    finished_at timestamptz,
    constraint three_persons check (reviewed_by <> proposed_by and approved_by <> proposed_by
        and approved_by <> reviewed_by),
    constraint approved_by_two check (state not in ('running', 'done', 'failed')
        or (reviewed_by is not null and approved_by is not null))
);
create index disposal_of_agency on disposal (agency_id, proposed_at desc, id desc);
create table disposal_item (
    id uuid primary key,
    tenant_id varchar(40) not null,
    disposal_id uuid not null references disposal (id) on delete restrict,
    dossier_id uuid not null references archive_record (dossier_id) on delete restrict,
    is_open boolean not null default true,
    code varchar(60) not null,
    procedure_name text not null,
    closed_at timestamptz not null,
    class_code varchar(30) not null,
    dispose_after date not null,
    removed jsonb not null default '[]',
    files integer not null default 0,
    bytes bigint not null default 0,
    cleared_at timestamptz,
    destroyed_at timestamptz,
    kept_because text not null default ''
);
create index disposal_item_of on disposal_item (disposal_id, id);
create unique index disposal_item_once on disposal_item (dossier_id) where is_open;
create function disposal_stays() returns trigger language plpgsql as $$
begin
    if tg_op = 'UPDATE' and old.destroyed_at is null then
        return new;
    end if;
    raise exception 'the record of a disposal stays' using errcode = 'insufficient_privilege';
end $$;
create trigger disposal_stays before update or delete on disposal_item
    for each row execute function disposal_stays();

create table scrub_run (
    id uuid primary key,
    tenant_id varchar(40) not null,
    asked_by uuid references account (id) on delete restrict,
    started_at timestamptz not null,
    finished_at timestamptz,
    total integer not null default 0,
    looked_at integer not null default 0,
    bytes bigint not null default 0,
    found integer not null default 0,
    source smallint not null default 0,
    last_id uuid not null
);
create unique index scrub_run_open on scrub_run (tenant_id) where finished_at is null;
create index scrub_run_in_time on scrub_run (tenant_id, started_at desc);
create table scrub_finding (
    id uuid primary key,
    tenant_id varchar(40) not null,
    run_id uuid not null references scrub_run (id) on delete restrict,
    source varchar(30) not null,
    subject_id uuid not null,
    dossier_id uuid references dossier (id) on delete restrict,
    name text not null,
    object_key text not null,
    kind varchar(12) not null check (kind in ('missing', 'altered', 'unreadable')),
    expected bytea not null,
    found bytea,
    expected_size bigint not null,
    found_size bigint,
    found_at timestamptz not null,
    resolved_at timestamptz,
    resolved_by_name text not null default '',
    resolution text not null default ''
);
create unique index scrub_finding_open on scrub_finding (source, subject_id)
    where resolved_at is null;
create index scrub_finding_in_time on scrub_finding (tenant_id, found_at desc, id desc);
"""

_BACKWARDS = """
drop table scrub_finding, scrub_run, disposal_item, disposal, archive_package_item,
    archive_package, archive_opening, legal_hold, archive_record;
drop function disposal_stays;
drop trigger dossier_archive_arrives on dossier;
drop function archive_arrives;
drop table archive_arrival, retention_rule;
"""

forwards = sql_migration(ID, "archive", _FORWARDS, _BACKWARDS, DESCRIPTION)
