"""Counters in words, links and charts. Pure."""

import dataclasses
from collections import defaultdict
from datetime import date

from shared.contracts.overview import Counters, OverviewDay, OverviewLine
from shared.ui.charts import BarChart, LineChart, Series, Tone, lines, stacked
from shared.ui.words import written
from shared.vocabulary.overview import COUNTER_LABELS, Counter, Outcome
from ui_officer.pages.overview.frame import BEHIND, HOME, address, behind_days

GROUPS: tuple[tuple[str, tuple[Counter, ...]], ...] = (
    (
        "Thời hạn",
        (Counter.IN_PROGRESS, Counter.LATE, Counter.DUE_TODAY, Counter.DUE_SOON),
    ),
    (
        "Hôm nay",
        (
            Counter.SUBMITTED_TODAY, Counter.ACCEPTED_TODAY, Counter.RESOLVED_TODAY,
            Counter.RETURNED_TODAY,
        ),
    ),
    (
        "Hồ sơ đang ở đâu",
        (
            Counter.TO_ACCEPT, Counter.TO_TRANSFER, Counter.TO_ASSIGN, Counter.IN_HAND,
            Counter.WAITING_APPLICANT, Counter.WAITING_AGENCIES, Counter.TO_APPROVE,
            Counter.TO_ISSUE, Counter.TO_HAND_OVER,
        ),
    ),
)  # fmt: skip
COLUMNS = (*GROUPS[0][1], *GROUPS[2][1])
HEADS = [COUNTER_LABELS[counter].vi for counter in COLUMNS]
_TONES = {Counter.LATE: "late", Counter.DUE_TODAY: "soon"}
_STEPS = ((0.0, "none"), (5.0, "few"), (15.0, "some"), (100.0, "many"))


@dataclasses.dataclass
class Tile:
    """One counter."""

    label: str = ""
    value: str = ""
    href: str = ""
    tone: str = ""


@dataclasses.dataclass
class Group:
    """Counters that belong together."""

    title: str = ""
    tiles: list[Tile] = dataclasses.field(default_factory=list)


@dataclasses.dataclass
class Row:
    """One agency or unit of the table."""

    name: str = ""
    href: str = ""
    cells: list[Tile] = dataclasses.field(default_factory=list)


@dataclasses.dataclass
class Place:
    """One commune, all agencies of it together."""

    name: str = ""
    href: str = ""
    late: str = ""
    share: str = ""
    step: str = ""
    words: str = ""


def groups(total: Counters, agency: str, *, linked: bool = True) -> list[Group]:
    """The seventeen, each leading to its dossiers; a screen on a wall leads nowhere."""

    def behind(counter: Counter) -> str:
        return address(BEHIND, so=counter, co_quan=agency) if linked else ""

    return [
        Group(title, [_tile(counter, total, behind(counter)) for counter in of])
        for title, of in GROUPS
    ]


def rows(found: list[OverviewLine], agency: str, mine: set[str]) -> list[Row]:
    """The same by agency or unit, without what happened today; the agencies that are `mine` to look
    at lead to their own page."""
    return [
        Row(
            line.name,
            address(HOME, co_quan=line.agency_id)
            if line.agency_id in mine and not (line.unit_id or agency)
            else "",
            [_tile(counter, line.counters, _of_line(counter, line, agency)) for counter in COLUMNS],
        )
        for line in found
    ]


def by_holder(found: list[OverviewLine], agency: str, *, linked: bool = True) -> BarChart:
    """What is in progress, by how it stands with its deadline; the longest first."""

    def behind(counter: Counter) -> list[str]:
        return [_of_line(counter, line, agency) if linked else "" for line in shown]

    shown = sorted(
        (line for line in found if line.counters.in_progress or line.counters.late),
        key=lambda line: -line.counters.in_progress,
    )[:15]
    counters = [line.counters for line in shown]
    rest = [max(0, c.in_progress - c.late - c.due_today - c.due_soon) for c in counters]
    return stacked(
        "Đang giải quyết, theo thời hạn",
        [
            (line.name, href)
            for line, href in zip(shown, behind(Counter.IN_PROGRESS), strict=True)
        ],
        [
            Series("Quá hạn", [c.late for c in counters], Tone.LATE,
                   behind(Counter.LATE)),
            Series("Còn hạn trong hôm nay", [c.due_today for c in counters], Tone.SOON,
                   behind(Counter.DUE_TODAY)),
            Series("Đến hạn 3 ngày tới", [c.due_soon for c in counters], Tone.DARK,
                   behind(Counter.DUE_SOON)),
            Series("Còn lại", rest, Tone.PLAIN),
        ],
        first_head="Đơn vị",
        note="15 đơn vị nhiều hồ sơ nhất" if len(found) > 15 else "",
    )  # fmt: skip


def by_day(days: list[OverviewDay], agency: str, width: int = 640) -> LineChart:
    """The last thirty days, each number leading to its dossiers."""

    def behind(counter: Counter, **more: str) -> list[str]:
        return [behind_days(agency, counter, one.day, one.day, **more) for one in days]

    return lines(
        "30 ngày qua",
        [f"{date.fromisoformat(day.day):%d/%m}" for day in days],
        [
            Series("Được tiếp nhận", [day.accepted for day in days], Tone.PLAIN,
                   behind(Counter.ACCEPTED_TODAY)),
            Series("Giải quyết xong", [day.resolved for day in days], Tone.GOOD,
                   behind(Counter.RESOLVED_TODAY)),
            Series("Trong đó quá hạn", [day.resolved_late for day in days], Tone.LATE,
                   behind(Counter.RESOLVED_TODAY, kq=Outcome.LATE)),
        ],
        note="số hồ sơ mỗi ngày",
        width=width,
    )  # fmt: skip


def places(found: list[OverviewLine], agency: str) -> list[Place]:
    """Communes as tiles, the largest share of late ones first; nothing where there is but one.

    The agencies of a commune (its people's committee, its police) are counted together.
    """
    communes: dict[str, list[OverviewLine]] = defaultdict(list)
    for line in found:
        if line.commune:
            communes[line.commune].append(line)
    if len(communes) < 2:
        return []
    shown = [_place(of, agency) for of in communes.values()]
    return [place for _, place in sorted(shown, key=lambda pair: pair[0])]


def _place(of: list[OverviewLine], agency: str) -> tuple[float, Place]:
    late = sum(line.counters.late for line in of)
    open_ = sum(line.counters.in_progress for line in of)
    share = 100 * late / open_ if open_ else 0.0
    name = of[0].commune_name or of[0].name
    behind = address(
        BEHIND,
        so=Counter.LATE if late else Counter.IN_PROGRESS,
        co_quan=agency,
        giu=",".join(line.agency_id for line in of),
        ten=name[:80],
    )
    return -share, Place(
        name,
        behind if late or open_ else "",
        written(late),
        f"{written(round(share, 1))}% của {written(open_)}",
        next(name for limit, name in _STEPS if share <= limit or name == "many"),
        f"{name}: {late} quá hạn trong {open_} hồ sơ đang giải quyết",
    )


def _of_line(counter: Counter, line: OverviewLine, agency: str) -> str:
    return address(
        BEHIND, so=counter, co_quan=agency, giu=line.agency_id, don_vi=line.unit_id,
        ten=line.name[:80],
    )  # fmt: skip


def _tile(counter: Counter, counters: Counters, href: str) -> Tile:
    value = getattr(counters, counter)
    return Tile(
        COUNTER_LABELS[counter].vi,
        written(value),
        href if value else "",
        _TONES.get(counter, "") if value else "",
    )
