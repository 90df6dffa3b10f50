"""Figures of a day by how a dossier ended: what was stopped in vain or withdrawn is not late."""

from backend.overview.migrations.overview_2026_11_26_1252 import (
    _DIFFERING,
    _OF_ROW,
    _change,
)
from backend.overview.migrations.overview_2026_11_26_1252 import _FIGURES as _FIGURES_BEFORE
from backend.overview.migrations.overview_2026_11_26_1252 import _KINDS as _KINDS_BEFORE
from backend.platform.migrations import sql_migration

ID = "2026-11-26T23:41:11:000000"
VERSION = "1.38.0"
DESCRIPTION = "figures by how a dossier ended"

_TYPES_BEFORE = """text, timestamptz, timestamptz, timestamptz, timestamptz, timestamptz, boolean,
    integer"""
_DONE = "accepted_at is not null and done_class(ended_as, finished_at, judged_at, due_at)"
_KINDS = f"""
        ('submitted', submitted_at, submitted_at, true),
        ('accepted', accepted_at, accepted_at, accepted_at is not null),
        ('early', finished_at, finished_at, {_DONE} = 'done_early'),
        ('on_time', finished_at, finished_at, {_DONE} in ('done_on_time', 'none')),
        ('late', finished_at, finished_at, {_DONE} = 'done_late'),
        {_KINDS_BEFORE[_KINDS_BEFORE.index("('returned'") :]}
"""
_FIGURES = _FIGURES_BEFORE.replace("d.open_tasks)", "d.open_tasks,\n    d.ended_as, d.judged_at)")


def _function(more: str, kinds: str) -> str:
    return f"""
create function dossier_figures(state text, submitted_at timestamptz, accepted_at timestamptz,
    due_at timestamptz, finished_at timestamptz, returned_at timestamptz, waiting boolean,
    open_tasks integer{more})
returns table (kind text, day date, happened timestamptz)
language sql immutable parallel safe as $$
    select v.kind, coalesce((v.at at time zone 'Asia/Ho_Chi_Minh')::date, date '1970-01-01'),
        v.happened
    from (values {kinds}) v (kind, at, happened, counts) where v.counts
$$;
"""


def _recount(figures: str) -> str:
    return f"""
create or replace view figure_recount as
    {_OF_ROW}, count(*) as n from dossier d {figures} group by 1, 2, 3, 4, 5, 6, 7, 8;
{_change(_OF_ROW, figures)}
"""


_FORWARDS = f"""
{_function(", ended_as text, judged_at timestamptz", _KINDS)}
{_recount(_FIGURES)}
drop function dossier_figures({_TYPES_BEFORE});
drop index dossier_missed_held, dossier_missed_received;
{_DIFFERING}
-- What is told to everybody is counted anew by the next run.
delete from service_figure_run;
"""

_BACKWARDS = f"""
{_function("", _KINDS_BEFORE)}
{_recount(_FIGURES_BEFORE)}
drop function dossier_figures({_TYPES_BEFORE}, text, timestamptz);
create index dossier_missed_received on dossier (receiving_agency_id, due_at, id)
    where finished_at > due_at;
create index dossier_missed_held on dossier (holding_agency_id, due_at, id)
    where finished_at > due_at;
{_DIFFERING}
"""

forwards = sql_migration(ID, "overview", _FORWARDS, _BACKWARDS, DESCRIPTION)
