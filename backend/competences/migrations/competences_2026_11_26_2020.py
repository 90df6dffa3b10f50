"""Every change of who receives and who resolves a procedure, whichever way it came."""

from backend.platform.migrations import sql_migration

ID = "2026-11-26T20:20:12:000057"
VERSION = "1.38.0"
DESCRIPTION = "the past of competences"

# Who, why and by which way are what the transaction has said of itself; a merger or a seed says
# nothing, and its changes are kept all the same.
_FORWARDS = """
create table competence_change (
    id uuid primary key default gen_random_uuid(),
    tenant_id varchar(40) not null,
    procedure_code varchar(40) not null,
    receiving_agency_id uuid not null references agency (id) on delete restrict,
    old_unit_id uuid references unit (id) on delete restrict,
    new_unit_id uuid references unit (id) on delete restrict,
    receiver text not null,
    old_place text not null,
    new_place text not null,
    way varchar(10) not null check (way in ('screen', 'file', 'other')),
    reason text not null,
    proposed_by uuid references account (id) on delete restrict,
    proposed_by_name text not null,
    approved_by uuid references account (id) on delete restrict,
    approved_by_name text not null,
    changed_at timestamptz not null
);
create index competence_change_newest
    on competence_change (tenant_id, procedure_code, changed_at desc, id desc);
create index competence_change_of
    on competence_change (procedure_code, receiving_agency_id, changed_at desc);
create index agency_listed on agency (tenant_id, sort_key, id);

create function place_of_competence(wanted_unit uuid, wanted_agency uuid) returns text
language sql stable as $$
    select coalesce((select u.name || ', ' || g.name from unit u, agency g
        where u.id = wanted_unit and g.id = wanted_agency), '')
$$;
create function keep_competence_change(was agency_procedure, is_now agency_procedure)
returns void language plpgsql as $$
declare
    said jsonb := coalesce(nullif(current_setting('motcua.competence', true), '')::jsonb, '{}');
    receiving uuid := coalesce(was.receiving_agency_id, is_now.receiving_agency_id);
begin
    insert into competence_change (tenant_id, procedure_code, receiving_agency_id, old_unit_id,
        new_unit_id, receiver, old_place, new_place, way, reason, proposed_by, proposed_by_name,
        approved_by, approved_by_name, changed_at)
    values (coalesce(was.tenant_id, is_now.tenant_id),
        coalesce(was.procedure_code, is_now.procedure_code), receiving,
        was.resolving_unit_id, is_now.resolving_unit_id,
        (select g.name from agency g where g.id = receiving),
        place_of_competence(was.resolving_unit_id, was.resolving_agency_id),
        place_of_competence(is_now.resolving_unit_id, is_now.resolving_agency_id),
        coalesce(said ->> 'way', 'other'), coalesce(said ->> 'reason', ''),
        (said ->> 'proposed_by')::uuid, coalesce(said ->> 'proposed_by_name', ''),
        (said ->> 'approved_by')::uuid, coalesce(said ->> 'approved_by_name', ''),
        clock_timestamp());
end $$;
create function agency_procedure_changed() returns trigger language plpgsql as $$
begin
    if tg_op = 'INSERT' then
        perform keep_competence_change(null, new);
    elsif tg_op = 'DELETE' then
        perform keep_competence_change(old, null);
    elsif old.receiving_agency_id <> new.receiving_agency_id then
        perform keep_competence_change(old, null);
        perform keep_competence_change(null, new);
    elsif old.resolving_unit_id <> new.resolving_unit_id
            or old.resolving_agency_id <> new.resolving_agency_id then
        perform keep_competence_change(old, new);
    end if;
    return null;
end $$;
create trigger agency_procedure_past after insert or update or delete on agency_procedure
    for each row execute function agency_procedure_changed();
"""

_BACKWARDS = """
drop trigger agency_procedure_past on agency_procedure;
drop function agency_procedure_changed();
drop function keep_competence_change(agency_procedure, agency_procedure);
drop function place_of_competence(uuid, uuid);
drop index agency_listed;
drop table competence_change;
"""

forwards = sql_migration(ID, "competences", _FORWARDS, _BACKWARDS, DESCRIPTION)
