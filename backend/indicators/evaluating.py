"""From what was counted to shares and points, component by component. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from backend.indicators.components import RULES
from backend.indicators.counting import Tally
from backend.indicators.definitions import Definition
from backend.indicators.petitions import Heard
from backend.indicators.procedures import Book, sides
from backend.law import index_766 as law
from shared.vocabulary.indicators import COUNTED, Counting, Side, Standing
from shared.vocabulary.indicators import IndexComponent as C

_NO_DECISIONS = "Danh mục chưa ghi ngày quyết định công bố của thủ tục nào, nên chưa tính được."
_NOT_CONNECTED = "Hệ thống chưa kết nối Cổng Dịch vụ công quốc gia."
_NOT_FOR_ONE = "Chỉ số về thủ tục không tính riêng cho một người."


@dataclass(frozen=True, slots=True)
class Counted:
    """Everything counted for one agency, unit or officer. `book` is None for an officer."""

    tally: Tally
    heard: Heard
    book: Book | None
    codes: set[str]
    connected: bool


@dataclass(frozen=True, slots=True)
class Outcome:
    """One component: see `ComponentFigures`."""

    standing: Standing
    numerator: float | None = None
    denominator: float | None = None
    share: float | None = None
    points: float | None = None
    note: str = ""
    parts: Mapping[Side, int] = field(default_factory=dict)


def evaluate(of: Counted, definition: Definition) -> dict[C, Outcome]:
    """All components."""
    found = {component: _outcome(component, of, definition) for component in C}
    # Of what was sent online only as much counts as the national portal knows of (3.3).
    online, synced = found[C.SENT_ONLINE], found[C.SYNCED]
    if online.standing is Standing.COUNTED and synced.standing is Standing.COUNTED:
        share = law.product(online.share, synced.share)
        found[C.SENT_ONLINE] = _pointed(
            C.SENT_ONLINE, definition, online.numerator, online.denominator, share,
            f"{_words(online.share)} × tỷ lệ đồng bộ {_words(synced.share)}.",
        )  # fmt: skip
    elif online.standing is Standing.COUNTED:
        found[C.SENT_ONLINE] = Outcome(
            synced.standing, online.numerator, online.denominator, note=synced.note
        )
    return found


def totals(outcomes: dict[C, Outcome], definition: Definition) -> tuple[float, float]:
    """Points, and of how many: what could not be counted is not asked for."""
    counted = [c for c, one in outcomes.items() if one.points is not None]
    points = sum(outcomes[c].points or 0.0 for c in counted)
    return round(points, 2), round(sum(definition.weight(c).maximum for c in counted), 2)


def _outcome(component: C, of: Counted, definition: Definition) -> Outcome:
    match COUNTED[component]:
        case Counting.PROCEDURES:
            return _of_procedures(component, of, definition)
        case Counting.PETITIONS:
            return _of_petitions(component, of.heard, definition)
        case Counting.DOSSIERS:
            return _of_dossiers(component, of, definition)


def _of_dossiers(component: C, of: Counted, definition: Definition) -> Outcome:
    assert component in RULES
    tally = of.tally
    met, counted = tally.met[component], tally.counted[component]
    if component is C.SYNCED and counted and not met and not of.connected:
        return Outcome(Standing.NO_DATA, denominator=counted, note=_NOT_CONNECTED)
    if component is C.AVERAGE_TIME:
        if not counted:
            return Outcome(Standing.NONE, 0, 0)
        days = round(tally.days, 1)
        return Outcome(Standing.COUNTED, days, counted, round(tally.days / counted, 2))
    if component is C.DOSSIERS_CONTENT:
        content = law.content(tally.extra[Side.LATE], tally.extra[Side.SPOILED], counted)
        return _pointed(
            component, definition, content, counted, law.ratio(content, counted),
            parts=dict(tally.extra),
        )  # fmt: skip
    return _pointed(component, definition, met, counted, law.ratio(met, counted))


def _of_procedures(component: C, of: Counted, definition: Definition) -> Outcome:
    if of.book is None:
        return Outcome(Standing.ABOVE, note=_NOT_FOR_ONE)
    if component in (C.PUBLISHED_IN_TIME, C.UPDATED_IN_TIME) and not of.book.decisions_known:
        return Outcome(Standing.NO_DATA, note=_NO_DECISIONS)
    counted, met = sides(component, of.book, of.codes, of.tally)
    return _pointed(
        component, definition, len(met), len(counted), law.ratio(len(met), len(counted))
    )


def _of_petitions(component: C, heard: Heard, definition: Definition) -> Outcome:
    if component is C.PETITIONS_IN_TIME:
        met = heard.received - heard.late
        return _pointed(component, definition, met, heard.received, law.ratio(met, heard.received))
    content = law.content_petitions(heard.late, heard.disliked, heard.received)
    return _pointed(
        component, definition, content, heard.received, law.ratio(content, heard.received),
        parts={Side.LATE: heard.late, Side.SPOILED: heard.disliked, Side.BOTH: heard.both},
    )  # fmt: skip


def _pointed(
    component: C,
    definition: Definition,
    numerator: float | None,
    denominator: float | None,
    share: float | None,
    note: str = "",
    parts: Mapping[Side, int] | None = None,
) -> Outcome:
    if share is None:
        return Outcome(Standing.NONE, numerator, denominator, note=note)
    weight = definition.weight(component)
    return Outcome(
        Standing.COUNTED,
        numerator,
        denominator,
        share,
        law.points(share, weight.maximum, weight.full_at),
        note,
        parts or {},
    )


def _words(share: float | None) -> str:
    return f"{share or 0:g}%".replace(".", ",")
