"""Facts of dossiers for the indices, marked for counting by triggers; definitions."""

from backend.platform.migrations import sql_migration

ID = "2026-11-26T09:40:11:000000"
VERSION = "1.38.0"
DESCRIPTION = "facts of dossiers, definitions of the index"

_FACTS = """
create table dossier_fact (
    dossier_id uuid primary key,
    tenant_id varchar(40) not null,
    procedure_code varchar(40) not null,
    procedure_version_id uuid not null,
    channel varchar(10) not null,
    agency_id uuid not null,
    unit_id uuid,
    officer_id uuid,
    accepted_at timestamptz not null,
    due_at timestamptz,
    due_set_at timestamptz,
    ended_at timestamptz,
    end_kind varchar(10) not null check (end_kind in ('', 'result', 'rejected', 'stopped')),
    at_desk boolean not null,
    withdrawing_at timestamptz,
    asked_at timestamptz,
    supplied_at timestamptz,
    asked_again boolean not null,
    contacts smallint not null,
    parts varchar(10) not null check (parts in ('', 'early', 'on_time', 'late')),
    wholly_online boolean not null,
    document boolean not null,
    fee boolean not null,
    person boolean not null,
    free boolean not null,
    paid_online boolean not null,
    attached boolean not null,
    result_file boolean not null,
    certified boolean not null,
    reused boolean not null,
    kept boolean not null,
    citizen_data boolean not null,
    synced boolean not null,
    spoiled boolean not null,
    complained boolean not null,
    changed_at timestamptz not null,
    check ((ended_at is null) = (end_kind = ''))
) with (fillfactor = 80);
create index dossier_fact_accepted on dossier_fact (tenant_id, accepted_at, dossier_id);
create index dossier_fact_ended on dossier_fact (tenant_id, ended_at, dossier_id);
create index dossier_fact_changed on dossier_fact (tenant_id, changed_at, dossier_id);
create index dossier_fact_of_agency on dossier_fact (agency_id, accepted_at, dossier_id);
create index dossier_fact_of_officer on dossier_fact (officer_id, accepted_at, dossier_id);

create table dossier_fact_waiting (
    id bigint generated always as identity primary key,
    dossier_id uuid not null
);
create index dossier_fact_waiting_dossier on dossier_fact_waiting (dossier_id);

create index result_of_dossier on result (dossier_id) where withdrawn_at is not null;
create index document_removed on document (dossier_id)
    where removed_at is not null and dossier_id is not null;
create index consultation_of_dossier on consultation (dossier_id);

create table index_definition (
    id uuid primary key,
    tenant_id varchar(40) not null,
    version integer not null check (version > 0),
    valid_from date not null,
    content jsonb not null,
    reason text not null check (reason <> ''),
    published_at timestamptz not null,
    published_by uuid not null references account (id) on delete restrict,
    published_by_name text not null,
    unique (tenant_id, version)
);
create index index_definition_in_force on index_definition (tenant_id, valid_from, version);
create trigger index_definition_append_only before update or delete on index_definition
    for each row execute function refuse_change();
"""
# A statement writes one line for each dossier it touched; a copy of thousands, one each.
_MARK = """
create function dossier_fact_marks() returns trigger language plpgsql as $$
begin
    insert into dossier_fact_waiting (dossier_id)
        select distinct dossier_id from touched where dossier_id is not null;
    return null;
end $$;
create function dossier_fact_marks_sent() returns trigger language plpgsql as $$
begin
    insert into dossier_fact_waiting (dossier_id)
        select distinct subject_id from touched where adapter_id = 'national' and state = 'sent';
    return null;
end $$;
create trigger dossier_fact_sent after update on delivery referencing new table as touched
    for each statement execute function dossier_fact_marks_sent();
"""
_INSERTED = (
    "dossier_event", "due_date", "result", "document", "fee_obligation", "vault_use", "vault_item",
    "certified_copy", "dossier_sender", "answer_source", "supplement_item", "rating", "petition",
)  # fmt: skip
_UPDATED = (
    "result", "document", "fee_obligation", "vault_use", "certified_copy", "answer_source",
    "step_passage", "consultation", "joint_task", "petition",
)  # fmt: skip


def _trigger(table: str, moment: str) -> str:
    return (
        f"create trigger dossier_fact_{moment} after {moment} on {table} "
        "referencing new table as touched for each statement "
        "execute function dossier_fact_marks();"
    )


_FORWARDS = "\n".join(
    [
        _FACTS,
        _MARK,
        *(_trigger(table, "insert") for table in _INSERTED),
        *(_trigger(table, "update") for table in _UPDATED),
        "insert into dossier_fact_waiting (dossier_id) "
        "select id from dossier where accepted_at is not null;",
    ]
)
_BACKWARDS = "\n".join(
    [
        "drop trigger dossier_fact_sent on delivery;",
        *(f"drop trigger dossier_fact_insert on {table};" for table in _INSERTED),
        *(f"drop trigger dossier_fact_update on {table};" for table in _UPDATED),
        "drop function dossier_fact_marks(); drop function dossier_fact_marks_sent();",
        "drop index consultation_of_dossier; drop index document_removed;",
        "drop index result_of_dossier;",
        "drop table index_definition; drop table dossier_fact_waiting; drop table dossier_fact;",
    ]
)

forwards = sql_migration(ID, "indicators", _FORWARDS, _BACKWARDS, DESCRIPTION)
