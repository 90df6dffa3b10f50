"""Agencies and units between two days, what they were before, and who followed whom."""

from backend.platform.migrations import sql_migration

ID = "2026-11-26T09:30:12:000000"
VERSION = "1.38.0"
DESCRIPTION = "agencies over time"

_FORWARDS = """
alter table agency
    add column began_on date not null default '2025-07-01',
    add column ended_on date,
    add check (ended_on is null or ended_on >= began_on);
alter table unit add column began_on date not null default '2025-07-01';

create table organisation_past (
    id uuid primary key default gen_random_uuid(),
    tenant_id varchar(40) not null,
    kind varchar(10) not null check (kind in ('agency', 'unit', 'post')),
    subject_id uuid not null,
    data jsonb not null,
    valid_from timestamptz,
    valid_to timestamptz not null
);
create index organisation_past_of on organisation_past (subject_id, valid_to desc);
create index organisation_past_name on organisation_past (tenant_id, kind, (data ->> 'name'));

create function keep_organisation_past() returns trigger language plpgsql as $$
declare
    subject uuid := case when tg_argv[0] = 'post' then (to_jsonb(old) ->> 'account_id')::uuid
        else (to_jsonb(old) ->> 'id')::uuid end;
begin
    insert into organisation_past (tenant_id, kind, subject_id, data, valid_from, valid_to)
    values (old.tenant_id, tg_argv[0], subject, to_jsonb(old),
        (select max(p.valid_to) from organisation_past p where p.subject_id = subject
            and p.kind = tg_argv[0]), now());
    return null;
end $$;
create trigger agency_past after update on agency for each row
    when (old.* is distinct from new.*) execute function keep_organisation_past('agency');
create trigger unit_past after update on unit for each row
    when (old.* is distinct from new.*) execute function keep_organisation_past('unit');

create table agency_lineage (
    id uuid primary key,
    tenant_id varchar(40) not null,
    old_id uuid not null references agency (id) on delete restrict,
    new_id uuid not null references agency (id) on delete restrict,
    since date not null,
    main boolean not null,
    unique (old_id, new_id),
    check (old_id <> new_id)
);
create unique index agency_lineage_main on agency_lineage (old_id) where main;
create index agency_lineage_new on agency_lineage (new_id);
"""

_BACKWARDS = """
drop table agency_lineage;
drop trigger unit_past on unit;
drop trigger agency_past on agency;
drop function keep_organisation_past();
drop table organisation_past;
alter table unit drop column began_on;
alter table agency drop column began_on, drop column ended_on;
"""

forwards = sql_migration(ID, "organisation", _FORWARDS, _BACKWARDS, DESCRIPTION)
