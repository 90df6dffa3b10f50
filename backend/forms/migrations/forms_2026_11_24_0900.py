"""Conditions of forms become expressions; questions may be grouped, computed and cross-checked."""

from backend.platform.migrations import sql_migration

ID = "2026-11-24T09:00:00:000000"
VERSION = "1.38.0"
DESCRIPTION = "forms with expressions, groups and checks"

_FORWARDS = """
update form_version set questions = (
    select coalesce(jsonb_agg(
        jsonb_build_object('page', '', 'computed', null, 'checks', '[]'::jsonb,
            'questions', '[]'::jsonb, 'min_items', 0, 'max_items', 0)
        || q
        || jsonb_build_object('show_if', case
            when jsonb_typeof(q->'show_if') = 'object' and q->'show_if' ? 'equals'
            then jsonb_build_object('==', jsonb_build_array(
                jsonb_build_object('var', q->'show_if'->'key'), q->'show_if'->'equals'))
            else coalesce(q->'show_if', 'null'::jsonb) end)
        order by n), '[]'::jsonb)
    from jsonb_array_elements(questions) with ordinality t(q, n));
"""

_BACKWARDS = """
update form_version set questions = (
    select coalesce(jsonb_agg(
        (q - 'page' - 'computed' - 'checks' - 'questions' - 'min_items' - 'max_items')
        || jsonb_build_object('show_if', case when q->'show_if' ? '=='
            then jsonb_build_object('key', q#>'{show_if,==,0,var}',
                'equals', q#>'{show_if,==,1}')
            else 'null'::jsonb end)
        order by n), '[]'::jsonb)
    from jsonb_array_elements(questions) with ordinality t(q, n));
"""

forwards = sql_migration(ID, "forms", _FORWARDS, _BACKWARDS, DESCRIPTION)
