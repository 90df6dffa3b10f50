"""Whose figures are told apart by person (decision 0036): `Reach.tells_apart` as SQL.

What the caller may not see as somebody's own is counted all the same, in one line of all others, so
that lines add up, and no restriction, list or file reaches a single colleague behind it.
"""

from backend.access.actor import Actor
from backend.indicators.scope import reach

OTHERS = "others"
OTHERS_NAME = "Cán bộ khác (gộp chung)"


async def told_apart(actor: Actor) -> list[object]:
    """`$5` to `$7` of a statement: agencies and units whose officers the caller tells apart, and
    the caller."""
    within = await reach(actor)
    return [list(within.persons), list(within.units), within.self_id]


def officer_column(officer: str, agency: str, unit: str) -> str:
    """SQL of an officer by their id where they may be told apart in this place, else as others."""
    return (
        f"case when {officer} is null then '' when {officer} = $7::uuid "
        f"or {agency} = any($5::uuid[]) or {unit} = any($6::uuid[]) then {officer}::text "
        f"else '{OTHERS}' end"
    )
