"""One pass over the facts of a period: what each officer, unit and procedure contributes."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from backend.indicators.components import EXTRA, RECEIVED, RULES, condition
from backend.indicators.definitions import Definition
from backend.indicators.facts import Asked, facts
from backend.platform.database import fetch
from shared.vocabulary.indicators import IndexComponent as C
from shared.vocabulary.indicators import Side

Place = tuple[UUID, UUID | None, UUID | None]
"""Agency, unit, officer."""
_DAYS = "sum(extract(epoch from f.ended_at - f.accepted_at)) filter (where {}) / 86400"


@dataclass(slots=True)
class Tally:
    """What was counted of dossiers; `days` from acceptance to the result (2.2)."""

    counted: dict[C, int] = field(default_factory=lambda: dict.fromkeys(RULES, 0))
    met: dict[C, int] = field(default_factory=lambda: dict.fromkeys(RULES, 0))
    extra: dict[Side, int] = field(default_factory=lambda: dict.fromkeys(EXTRA, 0))
    days: float = 0.0
    online: set[str] = field(default_factory=set)  # procedures with a dossier sent online
    paid: set[str] = field(default_factory=set)  # … paid online
    citizen: set[str] = field(default_factory=set)  # … that used population data

    def add(self, other: "Tally") -> None:
        """Takes another in."""
        for component in RULES:
            self.counted[component] += other.counted[component]
            self.met[component] += other.met[component]
        for side in EXTRA:
            self.extra[side] += other.extra[side]
        self.days += other.days
        self.online |= other.online
        self.paid |= other.paid
        self.citizen |= other.citizen

    @property
    def dossiers(self) -> int:
        """How many were received or handled."""
        return self.counted[C.IN_TIME]


async def tallies(asked: Asked, definition: Definition) -> dict[Place, Tally]:
    """The dossiers of a period by place."""
    found: dict[Place, Tally] = defaultdict(Tally)
    for row in await fetch(_statement(asked, definition), *asked.arguments()):
        _take(found[row["agency_id"], row["unit_id"], row["officer_id"]], row)
    return found


def summed(tallied: Iterable[Tally]) -> Tally:
    """All of them together."""
    whole = Tally()
    for one in tallied:
        whole.add(one)
    return whole


def _statement(asked: Asked, definition: Definition) -> str:
    columns = ["f.agency_id", "f.unit_id", "f.officer_id", "f.procedure_code"]
    for component in RULES:
        for side, prefix in ((Side.ALL, "n"), (Side.MET, "m")):
            where = condition(component, side, definition.certifications)
            columns.append(f"count(*) filter (where {where}) as {prefix}_{component}")
    columns += [f"count(*) filter (where {sql}) as x_{side}" for side, sql in EXTRA.items()]
    resolved = condition(C.AVERAGE_TIME, Side.ALL, [])
    columns.append(f"coalesce({_DAYS.format(resolved)}, 0)::float8 as days")
    columns += [
        f"coalesce(bool_or({flag}) filter (where {RECEIVED}), false) as {name}"
        for name, flag in (
            ("has_online", "f.channel = 'online'"),
            ("has_paid", "f.paid_online"),
            ("has_citizen", "f.citizen_data"),
        )
    ]
    return facts(asked, ", ".join(columns), "group by 1, 2, 3, 4")


def _take(tally: Tally, row: Any) -> None:
    for component in RULES:
        tally.counted[component] += row[f"n_{component}"]
        tally.met[component] += row[f"m_{component}"]
    for side in EXTRA:
        tally.extra[side] += row[f"x_{side}"]
    tally.days += row["days"]
    code = row["procedure_code"]
    for flag, codes in (
        ("has_online", tally.online), ("has_paid", tally.paid), ("has_citizen", tally.citizen),
    ):  # fmt: skip
        if row[flag]:
            codes.add(code)
