"""Drafts of programs beside a person's own, and events that wait for their place in the feed."""

from backend.platform.migrations import sql_migration

ID = "2026-11-26T06:44:24:000000"
VERSION = "1.38.0"
DESCRIPTION = "drafts of programs, events in order"

_FORWARDS = """
alter table draft add column client_id uuid, add column authorisation_id uuid,
    add check ((client_id is null) = (authorisation_id is null));
drop index draft_open;
create unique index draft_open on draft (tenant_id, account_id, procedure_code)
    where dossier_id is null and client_id is null;
create index draft_of_client on draft (client_id, created_at) where client_id is not null;

create table dossier_event_waiting (
    event_id uuid primary key,
    dossier_id uuid not null
);
create index dossier_event_waiting_dossier on dossier_event_waiting (dossier_id);
create function dossier_event_waits() returns trigger language plpgsql as $$
begin
    insert into dossier_event_waiting (event_id, dossier_id) select id, dossier_id from added;
    return null;
end $$;
create trigger dossier_event_waits after insert on dossier_event referencing new table as added
    for each statement execute function dossier_event_waits();
create table dossier_feed (
    position bigint generated always as identity primary key,
    event_id uuid not null unique,
    dossier_id uuid not null,
    at timestamptz not null
);
create index dossier_feed_dossier on dossier_feed (dossier_id, position);
create table dossier_feed_floor (
    tenant_id varchar(40) primary key,
    position bigint not null
);
-- Older events would lose their places again at once: the feed keeps 90 days.
insert into dossier_event_waiting (event_id, dossier_id) select id, dossier_id from dossier_event
    where at > now() - interval '90 days';
"""

_BACKWARDS = """
drop trigger dossier_event_waits on dossier_event;
drop function dossier_event_waits();
drop table dossier_feed_floor;
drop table dossier_feed;
drop table dossier_event_waiting;
delete from draft where client_id is not null;
drop index draft_of_client;
drop index draft_open;
alter table draft drop column authorisation_id, drop column client_id;
create unique index draft_open on draft (tenant_id, account_id, procedure_code)
    where dossier_id is null;
"""

forwards = sql_migration(ID, "dossiers", _FORWARDS, _BACKWARDS, DESCRIPTION)
