"""A dossier goes to another person: by consent, or by authority after a wait."""

from backend.platform.migrations import sql_migration

ID = "2026-11-26T04:04:17:000000"
VERSION = "1.38.0"
DESCRIPTION = "dossiers change hands"

_FORWARDS = """
create table handover (
    id uuid primary key,
    tenant_id varchar(40) not null,
    dossier_id uuid not null references dossier (id) on delete restrict,
    from_account_id uuid not null references account (id) on delete restrict,
    to_account_id uuid not null references account (id) on delete restrict,
    way varchar(10) not null check (way in ('consent', 'authority')),
    reason text not null check (reason <> ''),
    evidence text not null default '',
    asked_by uuid not null references account (id) on delete restrict,
    asked_at timestamptz not null,
    wait_until timestamptz,
    accepted_at timestamptz,
    objected_at timestamptz,
    objection text not null default '',
    decided_by uuid references account (id) on delete restrict,
    decided_at timestamptz,
    decision text not null default '',
    state varchar(10) not null check (state in ('open', 'done', 'refused', 'withdrawn')),
    check (from_account_id <> to_account_id),
    check (way = 'consent' or (evidence <> '' and wait_until is not null)),
    check (decided_by is null or decided_by <> asked_by),
    check (state <> 'done' or accepted_at is not null),
    check (state <> 'done' or way = 'consent'
        or (decided_at >= wait_until and objected_at is null and decided_by is not null))
);
create unique index handover_open on handover (dossier_id) where state = 'open';
create index handover_from on handover (from_account_id, asked_at desc);
create index handover_to on handover (to_account_id, asked_at desc);
"""

_BACKWARDS = "drop table handover;"

forwards = sql_migration(ID, "succession", _FORWARDS, _BACKWARDS, DESCRIPTION)
