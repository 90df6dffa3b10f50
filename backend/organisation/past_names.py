"""What whoever acted was called then, as SQL inside statements that are run all day.

The rule is that of the database's functions `unit_name_then` and `agency_name_then`. A statement
that calls those plans their bodies anew at every run; one that is read a thousand times a second
has the rule written into it.
"""


def name_then(unit: str, agency: str, at: str) -> str:
    """An SQL expression: the name that a unit, or without one an agency, had at a moment; the
    arguments are SQL expressions of our own."""
    return f"coalesce({_then('unit', unit, at)}, {_then('agency', agency, at)}, '')"


def _then(kind: str, id_: str, at: str) -> str:
    return (
        f"(select coalesce((select p.data ->> 'name' from organisation_past p "
        f"where p.subject_id = o.id and p.kind = '{kind}' and p.valid_to > {at} "
        f"order by p.valid_to limit 1), o.name) from {kind} o where o.id = {id_})"
    )
