"""Ratings after hand-over, petitions with their trail, and what is exchanged about them."""

from backend.platform.migrations import sql_migration

ID = "2026-11-26T09:25:37:000000"
VERSION = "1.38.0"
DESCRIPTION = "ratings and petitions"

_FORWARDS = """
create table rating (
    id uuid primary key,
    tenant_id varchar(40) not null,
    dossier_id uuid not null unique references dossier (id) on delete restrict,
    procedure_code varchar(40) not null,
    agency_id uuid not null references agency (id) on delete restrict,
    resolving_agency_id uuid not null references agency (id) on delete restrict,
    unit_id uuid references unit (id) on delete restrict,
    executor_id uuid references account (id) on delete restrict,
    handed_by uuid references account (id) on delete restrict,
    overall varchar(16) not null
        check (overall in ('very_satisfied', 'satisfied', 'dissatisfied')),
    convenience varchar(16) not null default ''
        check (convenience in ('', 'very_satisfied', 'satisfied', 'dissatisfied')),
    timeliness varchar(16) not null default ''
        check (timeliness in ('', 'very_satisfied', 'satisfied', 'dissatisfied')),
    attitude varchar(16) not null default ''
        check (attitude in ('', 'very_satisfied', 'satisfied', 'dissatisfied')),
    words text not null default '',
    way varchar(8) not null check (way in ('link', 'account', 'kiosk', 'tablet')),
    handed_over_at timestamptz not null,
    created_at timestamptz not null
);
create index rating_of_agency on rating (agency_id, created_at);
create index rating_of_resolver on rating (resolving_agency_id, created_at);
create index rating_sealed_by on rating (sealed_by(words));

create table rating_invitation (
    dossier_id uuid primary key references dossier (id) on delete restrict,
    id uuid not null unique,
    tenant_id varchar(40) not null,
    token_hash bytea not null unique,
    created_at timestamptz not null,
    expires_at timestamptz not null,
    used_at timestamptz
);

create table rating_try (
    dossier_id uuid primary key references dossier (id) on delete restrict,
    day date not null,
    wrong smallint not null
) with (fillfactor = 80);

create table desk_tablet (
    id uuid primary key,
    tenant_id varchar(40) not null,
    agency_id uuid not null references agency (id) on delete restrict,
    name text not null check (name <> ''),
    key_hash bytea not null unique,
    created_by uuid not null references account (id) on delete restrict,
    created_at timestamptz not null,
    removed_at timestamptz,
    dossier_id uuid references dossier (id) on delete restrict,
    shown_until timestamptz,
    started_by uuid references account (id) on delete restrict
) with (fillfactor = 80);
create index desk_tablet_of_agency on desk_tablet (agency_id, created_at, id)
    where removed_at is null;

create table petition (
    id uuid primary key,
    tenant_id varchar(40) not null,
    version integer not null default 1,
    code varchar(20) not null unique,
    secret bytea,
    source varchar(10) not null check (source in ('portal', 'desk', 'national', 'rating')),
    kind varchar(14) not null check (kind in ('report', 'proposal', 'complaint', 'denunciation')),
    topic varchar(12) not null check (topic in ('delay', 'conduct', 'procedure', 'regulation',
        'fees', 'system', 'other')),
    state varchar(12) not null check (state in ('received', 'processing', 'supplement', 'drafted',
        'answered', 'published', 'refused', 'passed_on', 'merged')),
    anonymous boolean not null,
    sender_id uuid references account (id) on delete restrict,
    sender_mark varchar(20) not null default '',
    sender_name text not null default '',
    sender_phone text not null default '',
    sender_email text not null default '',
    sender_address text not null default '',
    subject text not null,
    body text not null,
    dossier_id uuid references dossier (id) on delete restrict,
    procedure_code varchar(40) not null default '',
    rating_id uuid unique references rating (id) on delete restrict,
    agency_id uuid not null references agency (id) on delete restrict,
    unit_id uuid references unit (id) on delete restrict,
    officer_id uuid references account (id) on delete restrict,
    about uuid[] not null default '{}',
    received_at timestamptz not null,
    take_by timestamptz not null,
    ask_by timestamptz not null,
    due_at timestamptz not null,
    taken_at timestamptz,
    supplement_asked_at timestamptz,
    answered_at timestamptz,
    publish_by timestamptz,
    published_at timestamptz,
    closed_at timestamptz,
    answer text not null default '',
    drafted_by uuid references account (id) on delete restrict,
    approved_by uuid references account (id) on delete restrict,
    wishes_publication boolean not null,
    public_subject text not null default '',
    public_body text not null default '',
    public_answer text not null default '',
    search_text text not null default '',
    their_id varchar(60),
    merged_into uuid references petition (id) on delete restrict,
    liked boolean,
    liked_at timestamptz,
    reminded smallint not null default 0,
    updated_at timestamptz not null,
    unique (tenant_id, their_id),
    check (not anonymous or (sender_id is null and sender_name = '' and sender_phone = ''
        and sender_email = '' and sender_address = '')),
    check ((merged_into is not null) = (state = 'merged')),
    check (approved_by is null or approved_by <> drafted_by)
) with (fillfactor = 85);
create index petition_of_agency on petition (agency_id, received_at desc, id desc);
create index petition_open on petition (agency_id, due_at, id)
    where state in ('received', 'processing', 'supplement', 'drafted');
create index petition_running on petition (due_at, id)
    where state in ('received', 'processing', 'supplement', 'drafted');
create index petition_of_officer on petition (officer_id, due_at, id) where officer_id is not null;
create index petition_of_sender on petition (sender_id, received_at desc, id desc)
    where sender_id is not null;
create index petition_of_mark on petition (sender_mark, received_at) where sender_mark <> '';
create index petition_of_dossier on petition (dossier_id) where dossier_id is not null;
create index petition_shown on petition (published_at desc, id desc) where state = 'published';
create index petition_words on petition using gin (search_text gin_trgm_ops)
    where state = 'published';
create index petition_sealed_by on petition (least(sealed_by(sender_name), sealed_by(sender_phone),
    sealed_by(sender_email), sealed_by(sender_address), sealed_by(subject), sealed_by(body),
    sealed_by(answer)));

create table petition_event (
    id uuid primary key,
    tenant_id varchar(40) not null,
    petition_id uuid not null references petition (id) on delete restrict,
    seq integer not null check (seq > 0),
    act varchar(16) not null,
    state_before varchar(12),
    state_after varchar(12) not null,
    at timestamptz not null,
    actor_id uuid references account (id) on delete restrict,
    agency_id uuid references agency (id) on delete restrict,
    by_name text not null,
    note text not null default '',
    open boolean not null,
    unique (petition_id, seq)
);
create trigger petition_event_append_only before update or delete on petition_event
    for each row execute function refuse_change();

create table petition_file (
    document_id uuid primary key references document (id) on delete restrict,
    petition_id uuid references petition (id) on delete restrict,
    sent_mark varchar(20) not null,
    uploaded_at timestamptz not null
);
create index petition_file_of on petition_file (petition_id) where petition_id is not null;
create index petition_file_waiting on petition_file (uploaded_at) where petition_id is null;

create table petition_feed (
    tenant_id varchar(40) primary key,
    position varchar(60) not null default '',
    walked_at timestamptz not null,
    last_error text not null default ''
);
alter table document drop constraint document_purpose_check;
alter table document add constraint document_purpose_check check
    (purpose in ('component', 'supplement', 'result', 'form', 'task', 'message', 'petition'));
"""

_BACKWARDS = """
drop table petition_feed, petition_file, petition_event, petition, desk_tablet, rating_try,
    rating_invitation, rating;
delete from document where purpose = 'petition';
alter table document drop constraint document_purpose_check;
alter table document add constraint document_purpose_check
    check (purpose in ('component', 'supplement', 'result', 'form', 'task', 'message'));
"""

forwards = sql_migration(ID, "feedback", _FORWARDS, _BACKWARDS, DESCRIPTION)
