"""The nine indicators of TT 01/2018/TT-VPCP Điều 13 and the classes of Điều 15."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.law import nine_indicators as law
from shared.vocabulary.channels import AgencyLevel
from shared.vocabulary.nine_indicators import AgencyClass, OfficerClass
from shared.vocabulary.time_units import DeadlineClass as D

ended = st.sampled_from([D.DONE_EARLY, D.DONE_ON_TIME, D.DONE_LATE, D.NONE])


def test_each_indicator_of_a_dossier() -> None:
    assert [law.time_points(d) for d in (D.DONE_EARLY, D.DONE_ON_TIME, D.DONE_LATE)] == [2, 1, 0]
    assert law.unit_time_points(D.DONE_EARLY, None) == 2
    assert law.unit_time_points(D.DONE_EARLY, D.DONE_LATE) == 0
    assert law.unit_time_points(D.DONE_LATE, D.DONE_EARLY) == 0
    assert [law.contact_points(n) for n in (0, 1, 2, 5)] == [2, 1, 0, 0]
    assert [law.place_points(n) for n in (0, 1, 2)] == [2, 1, 0]
    assert law.conduct_points(D.DONE_EARLY, complained=True) == 0
    assert law.conduct_points(D.DONE_ON_TIME, complained=False) == 1
    assert law.publicity_points(posted=False, electronic=True) == 1
    assert law.publicity_points(posted=True, electronic=True) == 2


def test_each_indicator_of_an_agency() -> None:
    assert law.wholly_points(AgencyLevel.PROVINCE, 1, 5, 5) == 2
    assert law.wholly_points(AgencyLevel.PROVINCE, 0, 5, 5) == 1
    assert law.wholly_points(AgencyLevel.COMMUNE, 4, 5, 5) == 1
    assert law.wholly_points(AgencyLevel.COMMUNE, 5, 5, 5) == 2
    assert law.wholly_points(AgencyLevel.COMMUNE, 0, 4, 5) == 0
    assert law.wholly_points(AgencyLevel.COMMUNE, 0, 0, 0) is None
    assert [law.feedback_points(*p) for p in ((0, 0), (9, 9), (9, 10), (8, 9))] == [2, 2, 1, 0]
    assert law.online_points(1, 5, 30, 100, 0) == 2
    assert law.online_points(1, 5, 30, 100, 1) == 1
    assert law.online_points(0, 5, 90, 100, 0) == 1
    assert law.online_points(5, 5, 14, 100, 0) == 0
    assert law.online_points(5, 5, 0, 0, 0) is None


def test_thresholds_come_from_the_definition() -> None:
    rules = law.Thresholds(
        wholly=50, wholly_commune=80, feedback_some=50, offered=40, online_full=60, online_some=5,
        fulfilled=6, mostly=4, excellent=16, good=13, fair=10, average=7,
    )  # fmt: skip
    assert law.wholly_points(AgencyLevel.PROVINCE, 1, 4, 5, rules) == 0
    assert law.wholly_points(AgencyLevel.PROVINCE, 5, 10, 10, rules) == 2
    assert law.wholly_points(AgencyLevel.COMMUNE, 4, 5, 5, rules) == 2
    assert law.feedback_points(1, 2, rules) == 1
    assert law.feedback_points(1, 3, rules) == 0
    assert law.online_points(2, 5, 60, 100, 0, rules) == 2
    assert law.online_points(1, 5, 60, 100, 0, rules) == 1
    assert law.online_points(2, 5, 59, 100, 0, rules) == 1
    assert law.online_points(2, 5, 5, 100, 0, rules) == 1
    assert law.online_points(2, 5, 4, 100, 0, rules) == 0
    assert [law.officer_class(n, rules).value for n in (6, 5.9, 3.9)] == [
        "fulfilled", "mostly", "partly",
    ]  # fmt: skip
    assert [law.agency_class(n, rules).value for n in (16, 15.9, 12.9, 9.9, 6.9)] == [
        "excellent", "good", "fair", "average", "weak",
    ]  # fmt: skip


@given(st.lists(st.tuples(ended, st.integers(0, 5)), max_size=60))
def test_scores_lie_between_nothing_and_two_and_their_order_is_kept(
    dossiers: list[tuple[D, int]],
) -> None:
    time = sum(law.time_points(one) for one, _ in dossiers)
    score = law.score(time, len(dossiers))
    if not dossiers:
        assert score is None
        return
    assert score is not None
    assert 0 <= score <= 2
    assert score == round(score, 1)
    best = law.score(2 * len(dossiers), len(dossiers))
    assert best == 2.0


@pytest.mark.parametrize(
    ("total", "grade"),
    [(10, "fulfilled"), (5, "fulfilled"), (4.9, "mostly"), (3.5, "mostly"), (3.4, "partly")],
)
def test_classes_of_officers(total: float, grade: str) -> None:
    assert law.officer_class(total) is OfficerClass(grade)


@pytest.mark.parametrize(
    ("total", "grade"),
    [
        (18, "excellent"), (15, "excellent"), (14.9, "good"), (12, "good"), (11.9, "fair"),
        (9, "fair"), (8.9, "average"), (6, "average"), (5.9, "weak"), (0, "weak"),
    ],
)  # fmt: skip
def test_classes_of_agencies(total: float, grade: str) -> None:
    assert law.agency_class(total) is AgencyClass(grade)


@given(st.lists(st.none() | st.floats(0, 18).map(lambda x: round(x, 1)), max_size=30))
def test_ranks_follow_the_totals(totals: list[float | None]) -> None:
    found = law.ranks(totals)
    for one, rank in zip(totals, found, strict=True):
        if one is None:
            assert rank is None
        else:
            assert rank == 1 + sum(1 for other in totals if other is not None and other > one)
