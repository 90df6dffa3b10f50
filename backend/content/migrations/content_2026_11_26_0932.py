"""Content with its versions, pictures and samples; questions of citizens and the published set."""

from backend.platform.migrations import sql_migration

ID = "2026-11-26T09:32:11:000000"
VERSION = "1.38.0"
DESCRIPTION = "content, questions and answers"

_FORWARDS = """
create table content_item (
    id uuid primary key,
    tenant_id varchar(40) not null,
    agency_id uuid not null references agency (id) on delete restrict,
    kind varchar(20) not null check (kind in
        ('faq', 'guide', 'news', 'maintenance', 'banner', 'video', 'sample')),
    title text not null,
    procedure_code varchar(40) not null default '',
    version integer not null default 0 check (version >= 0),
    created_by uuid not null references account (id) on delete restrict,
    created_at timestamptz not null,
    withdrawn_at timestamptz,
    withdrawn_by_name text not null default '',
    withdrawn_reason text not null default ''
);
create index content_item_newest on content_item (tenant_id, id desc);
create table content_version (
    id uuid primary key,
    tenant_id varchar(40) not null,
    item_id uuid not null references content_item (id) on delete restrict,
    version integer not null check (version > 0),
    kind varchar(20) not null,
    agency_id uuid not null references agency (id) on delete restrict,
    procedure_code varchar(40) not null,
    weight integer not null,
    title text not null,
    title_text text not null,
    search_text text not null,
    text jsonb not null,
    visible_from timestamptz not null,
    visible_until timestamptz,
    starts_at timestamptz,
    ends_at timestamptz,
    urgent boolean not null,
    announced_at timestamptz,
    published_at timestamptz not null,
    written_by_name text not null,
    approved_by_name text not null,
    unique (item_id, version),
    check ((kind = 'maintenance') = (starts_at is not null and ends_at is not null)),
    check (ends_at > starts_at)
);
create index content_version_listed on content_version
    (tenant_id, kind, weight desc, visible_from desc, id desc);
create index content_version_procedure on content_version (tenant_id, procedure_code, kind);
create index content_version_search on content_version using gin (search_text gin_trgm_ops);
create index content_version_windows on content_version (tenant_id, starts_at, ends_at)
    where kind = 'maintenance';
create table content_picture (
    id uuid primary key,
    tenant_id varchar(40) not null,
    item_id uuid not null references content_item (id) on delete restrict,
    name text not null,
    object_key text not null,
    size bigint not null,
    created_by uuid not null references account (id) on delete restrict,
    created_at timestamptz not null
);
create index content_picture_of on content_picture (item_id, id);
create table content_sample (
    id uuid primary key,
    tenant_id varchar(40) not null,
    item_id uuid not null references content_item (id) on delete restrict,
    name text not null,
    object_key text not null,
    size bigint not null,
    pages smallint not null,
    created_by uuid not null references account (id) on delete restrict,
    created_at timestamptz not null,
    removed_at timestamptz
);
create index content_sample_of on content_sample (item_id, id) where removed_at is null;
create table public_question (
    id uuid primary key,
    tenant_id varchar(40) not null,
    code varchar(16) not null,
    agency_id uuid not null references agency (id) on delete restrict,
    procedure_code varchar(40) not null,
    body text not null check (body <> ''),
    asker_name text not null default '',
    asker_email text not null default '',
    asked_at timestamptz not null,
    state varchar(10) not null check (state in ('waiting', 'proposed', 'answered', 'refused')),
    revision integer not null default 0,
    answer text not null default '',
    publish boolean not null default false,
    edited text not null default '',
    edited_answer text not null default '',
    written_by uuid references account (id) on delete restrict,
    written_by_name text not null default '',
    note text not null default '',
    reason text not null default '',
    answered_at timestamptz,
    sent_answer text not null default '',
    published_version integer not null default 0,
    forgotten_at timestamptz,
    unique (tenant_id, code),
    check ((state = 'proposed') <= (written_by is not null))
);
create index public_question_work on public_question (tenant_id, agency_id, state, asked_at, id);
create index public_question_sealed_by on public_question
    (least(sealed_by(body), sealed_by(asker_name), sealed_by(asker_email), sealed_by(answer),
    sealed_by(sent_answer)));
create index public_question_kept on public_question (answered_at)
    where forgotten_at is null and answered_at is not null;
create table question_version (
    id uuid primary key,
    tenant_id varchar(40) not null,
    question_id uuid not null references public_question (id) on delete restrict,
    version integer not null check (version > 0),
    agency_id uuid not null references agency (id) on delete restrict,
    procedure_code varchar(40) not null,
    question text not null,
    answer text not null,
    title_text text not null,
    search_text text not null,
    visible_from timestamptz not null,
    visible_until timestamptz,
    written_by_name text not null,
    approved_by_name text not null,
    unique (question_id, version)
);
create index question_version_listed on question_version
    (tenant_id, visible_from desc, id desc);
create index question_version_search on question_version using gin (search_text gin_trgm_ops);
"""

_BACKWARDS = """
drop table question_version, public_question, content_sample, content_picture, content_version,
    content_item;
"""

forwards = sql_migration(ID, "content", _FORWARDS, _BACKWARDS, DESCRIPTION)
