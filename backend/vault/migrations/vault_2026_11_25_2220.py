"""The vault, its uses, and papers asked for although held."""

from backend.platform.migrations import sql_migration

ID = "2026-11-25T22:20:17:000000"
VERSION = "1.38.0"
DESCRIPTION = "vault"

_FORWARDS = """
create table vault_item (
    id uuid primary key,
    tenant_id varchar(40) not null,
    owner_id uuid references account (id) on delete restrict,
    owner_number varchar(20) not null,
    owner_name text not null,
    kind varchar(60) not null check (kind <> ''),
    origin varchar(10) not null check (origin in ('result', 'component')),
    title text not null check (title <> ''),
    number varchar(60) not null default '',
    issuer text not null,
    issued_at timestamptz not null,
    valid_from date not null,
    valid_to date check (valid_to >= valid_from),
    dossier_id uuid not null references dossier (id) on delete restrict,
    component_key varchar(60) not null default '',
    result_id uuid references result (id) on delete restrict,
    document_ids uuid[] not null check (cardinality(document_ids) between 1 and 50),
    data jsonb not null default '{}',
    verified_by uuid references account (id) on delete restrict,
    verified_label text not null default '',
    verified_at timestamptz,
    withdrawn_at timestamptz,
    check ((origin = 'result') = (result_id is not null))
);
create unique index vault_once on vault_item
    (dossier_id, component_key, coalesce(result_id, dossier_id));
create index vault_of_owner on vault_item (owner_id, issued_at desc, id desc);
create index vault_of_kind on vault_item (tenant_id, owner_number, kind, issued_at desc);
create table vault_use (
    id uuid primary key,
    tenant_id varchar(40) not null,
    item_id uuid not null references vault_item (id) on delete restrict,
    draft_id uuid references draft (id) on delete cascade,
    dossier_id uuid references dossier (id) on delete restrict,
    component_key varchar(60) not null,
    document_id uuid not null references document (id) on delete restrict,
    used_by uuid not null references account (id) on delete restrict,
    used_by_label text not null,
    procedure_name text not null,
    at timestamptz not null
);
create index vault_use_of_item on vault_use (item_id, at desc);
create index vault_use_of_draft on vault_use (draft_id) where draft_id is not null;
create index vault_use_of_dossier on vault_use (dossier_id) where dossier_id is not null;
create table asked_again (
    id uuid primary key,
    tenant_id varchar(40) not null,
    dossier_id uuid not null references dossier (id) on delete restrict,
    agency_id uuid not null references agency (id) on delete restrict,
    item_id uuid not null references vault_item (id) on delete restrict,
    component_key varchar(60) not null,
    officer_id uuid not null references account (id) on delete restrict,
    place varchar(12) not null check (place in ('supplement', 'desk')),
    reason text not null check (length(reason) >= 10),
    at timestamptz not null
);
create index asked_again_in_time on asked_again (agency_id, at desc, id desc);
"""

_BACKWARDS = "drop table asked_again; drop table vault_use; drop table vault_item;"

forwards = sql_migration(ID, "vault", _FORWARDS, _BACKWARDS, DESCRIPTION)
