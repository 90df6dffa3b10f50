"""The append-only audit trail."""

from backend.platform.migrations import sql_migration

ID = "2026-11-23T00:30:00:000000"
VERSION = "1.38.0"
DESCRIPTION = "audit"

_FORWARDS = """
create table audit_entry (
    id uuid primary key,
    tenant_id varchar(40) not null,
    at timestamptz not null,
    actor_id uuid references account (id) on delete restrict,
    action varchar(60) not null,
    subject_id uuid,
    detail jsonb not null default '{}',
    mac bytea not null
);
create index audit_of_subject on audit_entry (subject_id, at);
create index audit_in_time on audit_entry (tenant_id, at);
create function audit_refuses_change() returns trigger language plpgsql as $$
begin
    raise exception 'audit_entry is append-only' using errcode = 'insufficient_privilege';
end $$;
create trigger audit_append_only before update or delete on audit_entry
    for each row execute function audit_refuses_change();
create trigger audit_no_truncate before truncate on audit_entry
    for each statement execute function audit_refuses_change();
"""

forwards = sql_migration(
    ID,
    "audit",
    _FORWARDS,
    "drop table audit_entry; drop function audit_refuses_change();",
    DESCRIPTION,
)
