"""The portal's own name and contacts; what a unit or an agency was called at a moment."""

from backend.platform.migrations import sql_migration

ID = "2026-11-26T16:30:10:000053"
VERSION = "1.38.0"
DESCRIPTION = "the portal's particulars, names of the time"

_FORWARDS = """
create table portal_particulars (
    tenant_id varchar(40) primary key,
    portal_name text not null,
    motto text not null,
    authority text not null,
    responsible_body text not null,
    responsible_person text not null,
    address text not null,
    hotline varchar(20) not null,
    email varchar(254) not null,
    hours text not null,
    updated_at timestamptz not null
);
-- A change that holds from the beginning of a day is written as of that moment, also when the
-- queue comes to it later; never before what is already written down.
create or replace function keep_organisation_past() returns trigger language plpgsql as $$
declare
    subject uuid := case when tg_argv[0] = 'post' then (to_jsonb(old) ->> 'account_id')::uuid
        else (to_jsonb(old) ->> 'id')::uuid end;
    last_change timestamptz := (select max(p.valid_to) from organisation_past p
        where p.subject_id = subject and p.kind = tg_argv[0]);
    told timestamptz := nullif(current_setting('motcua.changed_at', true), '')::timestamptz;
begin
    insert into organisation_past (tenant_id, kind, subject_id, data, valid_from, valid_to)
    values (old.tenant_id, tg_argv[0], subject, to_jsonb(old), last_change,
        greatest(coalesce(told, now()), last_change));
    return null;
end $$;
-- What a unit or an agency was called at a moment: the earliest state that ended after it, or as
-- it is now.
create function unit_name_then(wanted uuid, at timestamptz) returns text language sql stable
as $$
    select coalesce((select p.data ->> 'name' from organisation_past p where p.subject_id = wanted
        and p.kind = 'unit' and p.valid_to > at order by p.valid_to limit 1),
        (select u.name from unit u where u.id = wanted))
$$;
create function agency_name_then(wanted uuid, at timestamptz) returns text language sql stable
as $$
    select coalesce((select p.data ->> 'name' from organisation_past p where p.subject_id = wanted
        and p.kind = 'agency' and p.valid_to > at order by p.valid_to limit 1),
        (select g.name from agency g where g.id = wanted))
$$;
"""

_BACKWARDS = """
drop function agency_name_then(uuid, timestamptz);
drop function unit_name_then(uuid, timestamptz);
create or replace function keep_organisation_past() returns trigger language plpgsql as $$
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
drop table portal_particulars;
"""

forwards = sql_migration(ID, "organisation", _FORWARDS, _BACKWARDS, DESCRIPTION)
