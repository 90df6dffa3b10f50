"""Figures kept with every change of a dossier, by triggers that add and never update."""

from backend.platform.migrations import sql_migration

ID = "2026-11-26T09:31:07:000000"
VERSION = "1.38.0"
DESCRIPTION = "maintained figures"

_CELL = """tenant_id varchar(40) not null,
    kind varchar(30) not null,
    day date not null,
    receiving_agency_id uuid not null,
    holding_agency_id uuid not null,
    unit_id uuid not null,
    procedure_code varchar(40) not null,
    channel varchar(10) not null,
    n bigint not null"""
_KEY = """tenant_id, kind, day, receiving_agency_id, holding_agency_id, unit_id, procedure_code,
    channel"""
_OF_ROW = """select d.tenant_id, f.kind, f.day, d.receiving_agency_id, d.holding_agency_id,
    coalesce(d.holding_unit_id, '00000000-0000-0000-0000-000000000000') as unit_id,
    d.procedure_code, d.channel"""
_FIGURES = """cross join lateral dossier_figures(d.state, d.submitted_at, d.accepted_at, d.due_at,
    d.finished_at, d.returned_at, d.waiting_since is not null) f"""

_FORWARDS = f"""
-- In which figures one dossier stands. What stands now, and not on a day, has the first day of
-- 1970; a running dossier stands on the day it is due, so that time alone changes no row.
create function dossier_figures(state text, submitted_at timestamptz, accepted_at timestamptz,
    due_at timestamptz, finished_at timestamptz, returned_at timestamptz, waiting boolean)
returns table (kind text, day date) language sql immutable parallel safe as $$
    select v.kind, coalesce((v.at at time zone 'Asia/Ho_Chi_Minh')::date, date '1970-01-01')
    from (values
        ('submitted', submitted_at, true),
        ('accepted', accepted_at, accepted_at is not null),
        ('early', finished_at, accepted_at is not null and finished_at <= due_at
            and (finished_at at time zone 'Asia/Ho_Chi_Minh')::date
                < (due_at at time zone 'Asia/Ho_Chi_Minh')::date),
        ('on_time', finished_at, accepted_at is not null and finished_at is not null
            and (due_at is null or (finished_at <= due_at
            and (finished_at at time zone 'Asia/Ho_Chi_Minh')::date
                = (due_at at time zone 'Asia/Ho_Chi_Minh')::date))),
        ('late', finished_at, accepted_at is not null and finished_at > due_at),
        ('returned', returned_at, returned_at is not null),
        ('in_progress', null, accepted_at is not null and finished_at is null),
        ('at.' || state, null,
            state not in ('refused', 'rejected_by_agency', 'stopped', 'returned')),
        ('running', due_at, due_at is not null and finished_at is null and not waiting
            and state not in ('refused', 'rejected_by_agency', 'stopped', 'returned'))
    ) v (kind, at, counts) where v.counts
$$;

create table figure_day ({_CELL}, primary key ({_KEY}));
create index figure_day_empty on figure_day (tenant_id) where n = 0;
create index figure_day_received on figure_day (receiving_agency_id, kind, day);
create index figure_day_held on figure_day (holding_agency_id, kind, day);
create table figure_change (id bigint generated always as identity primary key, {_CELL});
create view figure as
    select {_KEY}, n from figure_day union all select {_KEY}, n from figure_change;
create view figure_recount as
    {_OF_ROW}, count(*) as n from dossier d {_FIGURES} group by 1, 2, 3, 4, 5, 6, 7, 8;

create function dossier_figures_change() returns trigger language plpgsql as $$
begin
    if tg_op = 'INSERT' then
        insert into figure_change ({_KEY}, n)
        {_OF_ROW}, count(*) from added d {_FIGURES} group by 1, 2, 3, 4, 5, 6, 7, 8;
    elsif tg_op = 'DELETE' then
        insert into figure_change ({_KEY}, n)
        {_OF_ROW}, -count(*) from removed d {_FIGURES} group by 1, 2, 3, 4, 5, 6, 7, 8;
    else
        insert into figure_change ({_KEY}, n)
        select {_KEY}, sum(m) from (
            {_OF_ROW}, 1 as m from added d {_FIGURES}
            union all
            {_OF_ROW}, -1 from removed d {_FIGURES}) moved
        group by 1, 2, 3, 4, 5, 6, 7, 8 having sum(m) <> 0;
    end if;
    return null;
end $$;
create trigger dossier_figures_added after insert on dossier referencing new table as added
    for each statement execute function dossier_figures_change();
create trigger dossier_figures_changed after update on dossier
    referencing new table as added old table as removed
    for each statement execute function dossier_figures_change();
create trigger dossier_figures_removed after delete on dossier referencing old table as removed
    for each statement execute function dossier_figures_change();
insert into figure_day ({_KEY}, n) select {_KEY}, n from figure_recount;

create table figure_check (
    id uuid primary key,
    tenant_id varchar(40) not null,
    checked_at timestamptz not null,
    compared integer not null,
    differing integer not null,
    dossiers bigint not null,
    mended boolean not null
);
create index figure_check_newest on figure_check (tenant_id, checked_at desc);

-- The lists behind what happened today.
create index dossier_accepted_at on dossier (accepted_at, id) where accepted_at is not null;
create index dossier_finished_at on dossier (finished_at, id) where finished_at is not null;
create index dossier_returned_at on dossier (returned_at, id) where returned_at is not null;
create index dossier_submitted_at on dossier (submitted_at, id);
"""

_BACKWARDS = """
drop index dossier_submitted_at, dossier_returned_at, dossier_finished_at, dossier_accepted_at;
drop table figure_check;
drop trigger dossier_figures_removed on dossier;
drop trigger dossier_figures_changed on dossier;
drop trigger dossier_figures_added on dossier;
drop function dossier_figures_change();
drop view figure_recount;
drop view figure;
drop table figure_change;
drop table figure_day;
drop function dossier_figures(text, timestamptz, timestamptz, timestamptz, timestamptz,
    timestamptz, boolean);
"""

forwards = sql_migration(ID, "overview", _FORWARDS, _BACKWARDS, DESCRIPTION)
