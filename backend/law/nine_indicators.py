"""The nine indicators of TT 01/2018/TT-VPCP Điều 13, their scores and classes (Điều 14, 15). Pure.

Each gives 0, 1 or 2 points, for a dossier or for an agency; a score is the mean over the dossiers
with one decimal (Điều 15.2.a). From which share on a point is given, and from which sum on a class,
comes in as a value: the definition in force at the end of a period says it.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from shared.vocabulary.channels import AgencyLevel
from shared.vocabulary.nine_indicators import AgencyClass, OfficerClass
from shared.vocabulary.time_units import DeadlineClass

SOURCE = "TT 01/2018/TT-VPCP Điều 13, 14, 15"
MOST = 2
_TIME = {
    DeadlineClass.DONE_EARLY: 2,
    DeadlineClass.DONE_ON_TIME: 1,
    DeadlineClass.NONE: 1,  # nothing was promised: neither shorter nor longer
    DeadlineClass.DONE_LATE: 0,
}


@dataclass(frozen=True, slots=True)
class Thresholds:
    """Shares in per cent and sums of points, as TT 01/2018/TT-VPCP has them unless a definition
    says otherwise: procedures wholly handled at the desk (5; ministry and province, commune),
    petitions in time for one point (8), procedures offered and dossiers sent online for two points
    and for one (9); least sums of the classes of Điều 15."""

    wholly: float = 20.0
    wholly_commune: float = 100.0
    feedback_some: float = 90.0
    offered: float = 20.0
    online_full: float = 30.0
    online_some: float = 15.0
    fulfilled: float = 5.0
    mostly: float = 3.5
    excellent: float = 15.0
    good: float = 12.0
    fair: float = 9.0
    average: float = 6.0


AS_ISSUED = Thresholds()


def time_points(ended: DeadlineClass) -> int:
    """1: the whole time, shorter than the limit 2, the same 1, longer 0."""
    return _TIME[ended]


def unit_time_points(whole: DeadlineClass, parts: DeadlineClass | None) -> int:
    """2: the time of each unit that took part, the slowest of them; `parts` are steps, opinions
    and entrusted tasks, None where the dossier had none and the whole is the part."""
    return time_points(whole) if parts is None else min(time_points(whole), time_points(parts))


def contact_points(contacts: int) -> int:
    """3: how often the applicant had to come back; what only repeats an unfulfilled request is the
    applicant's own and does not count."""
    return max(0, MOST - contacts)


def place_points(places: int) -> int:
    """4: with how many places the applicant had to deal to complete the dossier."""
    return max(0, MOST - places)


def wholly_points(
    level: AgencyLevel, wholly: int, received: int, total: int, rules: Thresholds = AS_ISSUED
) -> int | None:
    """5: the share of procedures handled from receipt to return at the desk; 1 where at least all
    are received there. None of nothing."""
    if total <= 0:
        return None
    wanted = rules.wholly_commune if level is AgencyLevel.COMMUNE else rules.wholly
    if wholly * 100 >= wanted * total:
        return 2
    return 1 if received >= total else 0


def publicity_points(*, posted: bool, electronic: bool) -> int:
    """6: posted up and electronic 2, one of them 1."""
    return int(posted) + int(electronic)


def conduct_points(ended: DeadlineClass, *, complained: bool) -> int:
    """7: a complaint about officers 0 unless it was found to be without ground; else early 2, on
    time 1, late 0."""
    return 0 if complained else time_points(ended)


def feedback_points(in_time: int, total: int, rules: Thresholds = AS_ISSUED) -> int:
    """8: no petition, or all answered in time 2; nine in ten 1."""
    if in_time >= total:
        return 2
    return 1 if in_time * 100 >= total * rules.feedback_some else 0


def online_points(
    offered: int,
    procedures: int,
    online: int,
    dossiers: int,
    online_late: int,
    rules: Thresholds = AS_ISSUED,
) -> int | None:
    """9: one procedure in five offered online, three dossiers in ten sent online and none of these
    late 2; at least 15 dossiers in a hundred sent online 1. None where there is nothing."""
    if procedures <= 0 or dossiers <= 0:
        return None
    enough = offered * 100 >= procedures * rules.offered
    if enough and online * 100 >= dossiers * rules.online_full and not online_late:
        return 2
    return 1 if online * 100 >= dossiers * rules.online_some else 0


def score(points: int, dossiers: int) -> float | None:
    """Σ points / dossiers with one decimal (Điều 15.2.a); None of nothing."""
    return _one_decimal(Decimal(points) / Decimal(dossiers)) if dossiers > 0 else None


def total(scores: Iterable[float | None]) -> float | None:
    """The sum of what was scored; None where nothing was."""
    known = [Decimal(str(each)) for each in scores if each is not None]
    return float(sum(known, Decimal(0))) if known else None


def officer_class(summed: float, rules: Thresholds = AS_ISSUED) -> OfficerClass:
    """Điều 15.2 by the sum of indicators 1, 2, 3, 4 and 7."""
    if summed >= rules.fulfilled:
        return OfficerClass.FULFILLED
    return OfficerClass.MOSTLY if summed >= rules.mostly else OfficerClass.PARTLY


def agency_class(summed: float, rules: Thresholds = AS_ISSUED) -> AgencyClass:
    """Điều 15.3 by the sum of all nine."""
    for bound, found in (
        (rules.excellent, AgencyClass.EXCELLENT),
        (rules.good, AgencyClass.GOOD),
        (rules.fair, AgencyClass.FAIR),
        (rules.average, AgencyClass.AVERAGE),
    ):
        if summed >= bound:
            return found
    return AgencyClass.WEAK


def ranks(totals: Iterable[float | None]) -> list[int | None]:
    """The place of each among all, the highest first; the same total shares a place."""
    found = list(totals)
    known = sorted((each for each in found if each is not None), reverse=True)
    return [None if each is None else known.index(each) + 1 for each in found]


def _one_decimal(value: Decimal) -> float:
    return float(value.quantize(Decimal("0.1"), ROUND_HALF_UP))
