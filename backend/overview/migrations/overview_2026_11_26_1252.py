"""Figures of open tasks elsewhere, and figures of a day with the agency of that day."""

from backend.overview.migrations.overview_2026_11_26_0931 import _FIGURES as _FIGURES_BEFORE
from backend.overview.migrations.overview_2026_11_26_0931 import _FORWARDS as _ALL_BEFORE
from backend.overview.migrations.overview_2026_11_26_0931 import _KEY
from backend.overview.migrations.overview_2026_11_26_0931 import _OF_ROW as _OF_ROW_BEFORE
from backend.platform.migrations import sql_migration

ID = "2026-11-26T12:52:17:000000"
VERSION = "1.38.0"
DESCRIPTION = "figures of tasks and of agencies before a merger"

_NONE = "'00000000-0000-0000-0000-000000000000'"
_OF_ROW = f"""select d.tenant_id, f.kind, f.day,
    coalesce(t.receiving, d.receiving_agency_id) as receiving_agency_id,
    coalesce(t.holding, d.holding_agency_id) as holding_agency_id,
    coalesce(case when t.until is null then d.holding_unit_id else t.unit end, {_NONE}) as unit_id,
    d.procedure_code, d.channel"""
_FIGURES = """cross join lateral dossier_figures(d.state, d.submitted_at, d.accepted_at, d.due_at,
    d.finished_at, d.returned_at, d.waiting_since is not null, d.open_tasks) f
    left join lateral (select p.* from dossier_then(d.agency_past, f.happened) p
        where d.agency_past is not null) t on true"""
_KINDS = """
        ('submitted', submitted_at, submitted_at, true),
        ('accepted', accepted_at, accepted_at, accepted_at is not null),
        ('early', finished_at, finished_at, accepted_at is not null and finished_at <= due_at
            and (finished_at at time zone 'Asia/Ho_Chi_Minh')::date
                < (due_at at time zone 'Asia/Ho_Chi_Minh')::date),
        ('on_time', finished_at, finished_at, accepted_at is not null and finished_at is not null
            and (due_at is null or (finished_at <= due_at
            and (finished_at at time zone 'Asia/Ho_Chi_Minh')::date
                = (due_at at time zone 'Asia/Ho_Chi_Minh')::date))),
        ('late', finished_at, finished_at, accepted_at is not null and finished_at > due_at),
        ('returned', returned_at, returned_at, returned_at is not null),
        ('in_progress', null, null, accepted_at is not null and finished_at is null),
        ('at.' || state, null, null,
            state not in ('refused', 'rejected_by_agency', 'stopped', 'returned')),
        ('tasks', null, null, open_tasks > 0
            and state in ('appraising', 'verifying', 'supplemented')),
        ('running', due_at, null, due_at is not null and finished_at is null and not waiting
            and state not in ('refused', 'rejected_by_agency', 'stopped', 'returned'))
"""


def _change(of_row: str, figures: str) -> str:
    return f"""
create or replace function dossier_figures_change() returns trigger language plpgsql as $$
begin
    if tg_op = 'INSERT' then
        insert into figure_change ({_KEY}, n)
        {of_row}, count(*) from added d {figures} group by 1, 2, 3, 4, 5, 6, 7, 8;
    elsif tg_op = 'DELETE' then
        insert into figure_change ({_KEY}, n)
        {of_row}, -count(*) from removed d {figures} group by 1, 2, 3, 4, 5, 6, 7, 8;
    else
        insert into figure_change ({_KEY}, n)
        select {_KEY}, sum(m) from (
            {of_row}, 1 as m from added d {figures}
            union all
            {of_row}, -1 from removed d {figures}) moved
        group by 1, 2, 3, 4, 5, 6, 7, 8 having sum(m) <> 0;
    end if;
    return null;
end $$;
"""


_DIFFERING = f"""
insert into figure_change ({_KEY}, n) select {_KEY}, sum(n) from (
    select {_KEY}, -n as n from figure union all select {_KEY}, n from figure_recount) both_ways
group by {_KEY} having sum(n) <> 0;
"""
_FORWARDS = f"""
-- `happened` is the moment of what is of a day, so that it stays where the dossier stood then.
create function dossier_figures(state text, submitted_at timestamptz, accepted_at timestamptz,
    due_at timestamptz, finished_at timestamptz, returned_at timestamptz, waiting boolean,
    open_tasks integer)
returns table (kind text, day date, happened timestamptz)
language sql immutable parallel safe as $$
    select v.kind, coalesce((v.at at time zone 'Asia/Ho_Chi_Minh')::date, date '1970-01-01'),
        v.happened
    from (values {_KINDS}) v (kind, at, happened, counts) where v.counts
$$;
create or replace view figure_recount as
    {_OF_ROW}, count(*) as n from dossier d {_FIGURES} group by 1, 2, 3, 4, 5, 6, 7, 8;
{_change(_OF_ROW, _FIGURES)}
drop function dossier_figures(text, timestamptz, timestamptz, timestamptz, timestamptz,
    timestamptz, boolean);
{_DIFFERING}
"""

_BACKWARDS = f"""
{_ALL_BEFORE.partition("create table")[0]}
create or replace view figure_recount as
    {_OF_ROW_BEFORE}, count(*) as n from dossier d {_FIGURES_BEFORE}
    group by 1, 2, 3, 4, 5, 6, 7, 8;
{_change(_OF_ROW_BEFORE, _FIGURES_BEFORE)}
drop function dossier_figures(text, timestamptz, timestamptz, timestamptz, timestamptz,
    timestamptz, boolean, integer);
{_DIFFERING}
"""

forwards = sql_migration(ID, "overview", _FORWARDS, _BACKWARDS, DESCRIPTION)
