"""SQL of the facts of the dossiers that a period is about, exactly as of its end.

Kept facts hold as they are where nothing happened since; the few others (what changed after the
end of a past period, and what was written a moment ago and is not folded yet) are folded from
their events in the same statement, so that both are of one moment.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from backend.indicators.fold import COLUMNS, FOLD
from backend.settings import settings

_NAMES = ", ".join(f"f.{name}" for name in COLUMNS)
# What had ended before the period and was not taken back since had ended as of its end too.
_STALE = """
stale as materialized (
    select f.dossier_id from dossier_fact f where f.tenant_id = $1 and f.changed_at >= $4
        and f.accepted_at < $4
        and (f.accepted_at >= $3 or f.ended_at is null or f.ended_at >= $3)
    union select w.dossier_id from dossier_fact_waiting w)"""
_FOLDED = FOLD.format(ids="in (select dossier_id from stale)", moment="$4")
_MINE = """f.tenant_id = $1 and f.agency_id = any($2::uuid[]) and f.accepted_at < $4
    and (f.accepted_at >= $3 or f.ended_at is null or f.ended_at >= $3)"""


@dataclass(frozen=True, slots=True)
class Asked:
    """Which dossiers: whose, and the period; `end` is exclusive.

    `agency_ids` are those that may be counted; `units` and `officers` narrow them where given.
    """

    agency_ids: list[UUID]
    start: datetime
    end: datetime
    unit_id: UUID | None = None
    officer_id: UUID | None = None

    def arguments(self) -> list[Any]:
        """`$1` to `$4`, and `$5`, `$6` where narrowed."""
        found: list[Any] = [settings().tenant, self.agency_ids, self.start, self.end]
        return found + [each for each in (self.unit_id, self.officer_id) if each is not None]

    @property
    def narrowed(self) -> str:
        """The conditions of `$5` and `$6`."""
        found, number = "", 5
        for column, value in (("unit_id", self.unit_id), ("officer_id", self.officer_id)):
            if value is not None:
                found += f" and f.{column} = ${number}"
                number += 1
        return found


def facts(asked: Asked, columns: str, rest: str = "", wanted: str = "true") -> str:
    """A statement over the facts `f` that were received or handled in the period (QĐ 766, 2.1).

    `columns` and `rest` (grouping, or order and limit) apply to kept and folded facts apart; the
    rows of both come together, so that sums are added up by the reader.
    """
    mine = f"{_MINE}{asked.narrowed} and ({wanted})"
    return f"""
with {_STALE},
folded as materialized ({_FOLDED})
(select {columns} from dossier_fact f where {mine} and f.changed_at < $4
    and not exists (select from dossier_fact_waiting w where w.dossier_id = f.dossier_id) {rest})
union all
(select {columns} from folded f where {mine} {rest})
"""
