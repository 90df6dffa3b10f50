"""The chain over the audit trail and the roots that anchor it outside the database."""

from backend.platform.migrations import sql_migration

ID = "2026-11-25T23:20:11:000000"
VERSION = "1.38.0"
DESCRIPTION = "chain of the audit trail"

# No foreign keys to audit_entry: checking one locks the row, for which the owner would need the
# right to update that is taken away below.
_FORWARDS = """
create table audit_waiting (
    entry_id uuid primary key
);
insert into audit_waiting (entry_id) select id from audit_entry;
create function audit_waits() returns trigger language plpgsql as $$
begin
    insert into audit_waiting (entry_id) select id from written;
    return null;
end $$;
create trigger audit_waits after insert on audit_entry
    referencing new table as written for each statement execute function audit_waits();

create table audit_link (
    position bigint generated always as identity primary key,
    tenant_id varchar(40) not null,
    agency_id uuid not null,
    day date not null,
    seq integer not null check (seq >= 1),
    entry_id uuid not null unique,
    hash bytea not null,
    unique (agency_id, day, seq)
);
create trigger audit_link_append_only before update or delete on audit_link
    for each row execute function audit_refuses_change();
create trigger audit_link_no_truncate before truncate on audit_link
    for each statement execute function audit_refuses_change();
create table audit_root (
    number integer primary key check (number >= 1),
    tenant_id varchar(40) not null,
    at timestamptz not null,
    upto bigint not null,
    chains integer not null,
    object_key text not null,
    sha256 bytea not null
);
create trigger audit_root_append_only before update or delete on audit_root
    for each row execute function audit_refuses_change();
create trigger audit_root_no_truncate before truncate on audit_root
    for each statement execute function audit_refuses_change();
revoke update, delete, truncate on audit_entry, audit_link, audit_root from current_user;
"""

_BACKWARDS = """
grant update, delete, truncate on audit_entry to current_user;
drop table audit_root, audit_link;
drop trigger audit_waits on audit_entry;
drop function audit_waits;
drop table audit_waiting;
"""

forwards = sql_migration(ID, "audit", _FORWARDS, _BACKWARDS, DESCRIPTION)
