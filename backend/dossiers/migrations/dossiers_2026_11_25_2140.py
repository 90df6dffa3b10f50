"""Counting anew: what could not be counted, and going over to another regime; duties not lost."""

from backend.platform.migrations import sql_migration

ID = "2026-11-25T21:40:00:000000"
VERSION = "1.38.0"
DESCRIPTION = "recalculation into a regime, duties put aside and forgotten"

# Until now, what was due before a payment or a withdrawal was forgotten when it was over.
_FORWARDS = """
alter table recalculation
    add column skipped integer not null default 0,
    add column regime varchar(20) not null default '';
update dossier set act_by = now() + interval '1 day', act_alerted = false
    where act_by is null and (state = 'accepted' or (state = 'submitted' and channel = 'online'));
update dossier d set act_alerted = false, act_by = greatest(now() + interval '1 day',
    (select max((e.payload ->> 'until')::timestamptz) from dossier_event e
        where e.dossier_id = d.id and e.act = 'request_supplement'))
    where d.act_by is null and d.state in ('pre_supplement', 'supplement');
"""

_BACKWARDS = "alter table recalculation drop column skipped, drop column regime;"

forwards = sql_migration(ID, "dossiers", _FORWARDS, _BACKWARDS, DESCRIPTION)
