"""Years whose holidays are known, and the hours of half days."""

from backend.platform.migrations import sql_migration

ID = "2026-11-24T05:00:00:000000"
VERSION = "1.38.0"
DESCRIPTION = "calendar years, hours of special days"

_FORWARDS = """
create table calendar_year (
    id uuid primary key,
    tenant_id varchar(40) not null,
    year smallint not null check (year between 2000 and 2200),
    decision_number text not null default '',
    opened_at timestamptz not null,
    unique (tenant_id, year)
);
-- Điều 112 of the Labour Code names eleven days off; a year that has them was entered.
insert into calendar_year (id, tenant_id, year, opened_at)
select gen_random_uuid(), tenant_id, extract(year from day)::smallint, now()
from calendar_day where agency_id is null and kind = 'holiday'
group by tenant_id, extract(year from day) having count(*) >= 11;

alter table calendar_day add column opens time, add column closes time;
update calendar_day set opens = '07:30', closes = '11:30' where kind = 'half_day';
alter table calendar_day
    add constraint calendar_day_hours check ((opens is null) = (closes is null)
        and opens < closes),
    add constraint calendar_day_half check (kind <> 'half_day' or opens is not null);
"""

_BACKWARDS = """
alter table calendar_day drop column opens, drop column closes;
drop table calendar_year;
"""

forwards = sql_migration(ID, "organisation", _FORWARDS, _BACKWARDS, DESCRIPTION)
