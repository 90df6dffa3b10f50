"""Office hours from a day on, and what every day of the calendar was before."""

from backend.platform.migrations import sql_migration

ID = "2026-11-27T00:30:12:000061"
VERSION = "1.38.0"
DESCRIPTION = "the calendar over time"

# Who and why are what the transaction has said of itself; without it a change is kept as well.
_FORWARDS = """
create table office_week (
    id uuid primary key,
    tenant_id varchar(40) not null,
    agency_id uuid references agency (id) on delete restrict,
    valid_from date not null,
    week jsonb not null,
    reason text not null default '',
    set_by uuid,
    set_by_name text not null default '',
    set_at timestamptz not null,
    called_off_at timestamptz,
    called_off_by_name text not null default '',
    called_off_reason text not null default ''
);
create index office_week_of on office_week (tenant_id, agency_id, valid_from desc, set_at desc);
insert into office_week (id, tenant_id, agency_id, valid_from, week, set_at)
select gen_random_uuid(), tenant_id, agency_id, date '2000-01-01',
    jsonb_agg(jsonb_build_object('weekday', weekday, 'opens', to_char(opens, 'HH24:MI'),
        'closes', to_char(closes, 'HH24:MI')) order by weekday, opens), max(updated_at)
from office_hours group by tenant_id, agency_id;
drop table office_hours;

create function office_week_is_written_once() returns trigger language plpgsql as $$
begin
    if old.called_off_at is not null or (old.id, old.tenant_id, old.agency_id, old.valid_from,
            old.week, old.reason, old.set_by_name, old.set_at) is distinct from (new.id,
            new.tenant_id, new.agency_id, new.valid_from, new.week, new.reason, new.set_by_name,
            new.set_at) then
        raise exception 'hours that were set stay as they are; they are called off or followed';
    end if;
    return new;
end $$;
create trigger office_week_once before update on office_week
    for each row execute function office_week_is_written_once();

create table calendar_past (
    id uuid primary key default gen_random_uuid(),
    tenant_id varchar(40) not null,
    agency_id uuid,
    day date not null,
    was jsonb,
    is_now jsonb,
    reason text not null,
    changed_by uuid,
    changed_by_name text not null,
    changed_at timestamptz not null
);
create index calendar_past_newest on calendar_past (tenant_id, changed_at desc, id desc);
create function calendar_past_stays() returns trigger language plpgsql as $$
begin
    raise exception 'what a date was is not changed';
end $$;
create trigger calendar_past_append_only before update or delete on calendar_past
    for each row execute function calendar_past_stays();

create function said_of_calendar_day(of_day calendar_day) returns jsonb language sql immutable as $$
    select case when of_day.id is null then null else jsonb_build_object('kind', of_day.kind,
        'note', of_day.note, 'decision', of_day.decision_number,
        'opens', coalesce(to_char(of_day.opens, 'HH24:MI'), ''),
        'closes', coalesce(to_char(of_day.closes, 'HH24:MI'), '')) end
$$;
create function keep_calendar_past() returns trigger language plpgsql as $$
declare
    said jsonb := coalesce(nullif(current_setting('motcua.calendar', true), '')::jsonb, '{}');
    before jsonb := case when tg_op <> 'INSERT' then said_of_calendar_day(old) end;
    after jsonb := case when tg_op <> 'DELETE' then said_of_calendar_day(new) end;
    row_of calendar_day := coalesce(new, old);
begin
    if before is distinct from after then
        insert into calendar_past (tenant_id, agency_id, day, was, is_now, reason, changed_by,
            changed_by_name, changed_at)
        values (row_of.tenant_id, row_of.agency_id, row_of.day, before, after,
            coalesce(said ->> 'reason', ''), (said ->> 'by')::uuid,
            coalesce(said ->> 'by_name', ''), clock_timestamp());
    end if;
    return null;
end $$;
create trigger calendar_day_past after insert or update or delete on calendar_day
    for each row execute function keep_calendar_past();
"""

_BACKWARDS = """
drop trigger calendar_day_past on calendar_day;
drop function keep_calendar_past();
drop function said_of_calendar_day(calendar_day);
drop table calendar_past;
drop function calendar_past_stays();
create table office_hours (
    id uuid primary key,
    tenant_id varchar(40) not null,
    agency_id uuid references agency (id) on delete restrict,
    weekday smallint not null check (weekday between 0 and 6),
    opens time not null,
    closes time not null,
    updated_at timestamptz not null,
    check (opens < closes)
);
create index office_hours_of on office_hours (tenant_id, agency_id, weekday, opens);
insert into office_hours
select gen_random_uuid(), w.tenant_id, w.agency_id, (t ->> 'weekday')::smallint,
    (t ->> 'opens')::time, (t ->> 'closes')::time, w.set_at
from (select distinct on (tenant_id, agency_id) * from office_week
    where called_off_at is null and valid_from <= current_date
    order by tenant_id, agency_id, valid_from desc, set_at desc, id desc) w,
    jsonb_array_elements(w.week) t;
drop table office_week;
drop function office_week_is_written_once();
"""

forwards = sql_migration(ID, "organisation", _FORWARDS, _BACKWARDS, DESCRIPTION)
