"""Where units and dossiers go when agencies change."""

from datetime import date
from uuid import UUID, uuid4

from hypothesis import given
from hypothesis import strategies as st

from backend.mergers.rules import (
    Landing,
    UnitFacts,
    ending,
    landings,
    new_dossier_place,
    receiver_after,
)
from shared.contracts.mergers import PlanChange, UnitMove
from shared.vocabulary.mergers import ChangeKind

TODAY = date(2026, 11, 26)


def plan(kind: ChangeKind, sources: list[str], heir: str, *moves: UnitMove) -> PlanChange:
    return PlanChange(kind, sources, heir, TODAY.isoformat(), "QĐ 1", "Sắp xếp", [], list(moves))


def test_units_go_into_those_of_the_same_name_and_desks_into_the_desk() -> None:
    given_ = [
        UnitFacts("d", "O", "Một cửa xã O", True), UnitFacts("t", "O", "Phòng Tư pháp", False),
        UnitFacts("k", "O", "Phòng Kinh tế", False),
    ]  # fmt: skip
    there = [
        UnitFacts("D", "N", "Trung tâm phục vụ", True), UnitFacts("T", "N", "phòng tư pháp", False),
    ]  # fmt: skip
    went = landings(plan(ChangeKind.MERGE, ["O"], "N"), given_, there)
    assert went == {"d": Landing("N", "D"), "t": Landing("N", "T"), "k": Landing("N", None)}


def test_two_desks_become_one_where_the_new_agency_has_none() -> None:
    given_ = [UnitFacts("a", "A", "Một cửa A", True), UnitFacts("b", "B", "Một cửa B", True)]
    went = landings(plan(ChangeKind.MERGE, ["A", "B"], "new-1"), given_, [])
    assert went == {"a": Landing("new-1", None), "b": Landing("new-1", "a")}


@given(
    st.lists(
        st.tuples(st.sampled_from("AB"), st.sampled_from(["X", "Y", "Z"]), st.booleans()),
        max_size=12,
    ),
    st.lists(st.tuples(st.sampled_from(["X", "Y"]), st.booleans()), max_size=4),
)  # fmt: skip
def test_no_agency_ever_has_two_desks_or_two_units_of_one_name(
    given_: list[tuple[str, str, bool]], there: list[tuple[str, bool]]
) -> None:
    """Whatever the units of the sources, given that each agency had at most one desk."""
    units, seen = [], set()
    for number, (agency, name, desk) in enumerate(given_):
        is_desk = desk and ("desk", agency) not in seen
        if (agency, name) in seen:
            continue
        seen |= {(agency, name), ("desk", agency) if is_desk else (agency, name)}
        units.append(UnitFacts(f"u{number}", agency, name, is_desk))
    has: list[UnitFacts] = []
    for number, (name, desk) in enumerate(there):
        if name not in {u.name for u in has}:
            has.append(UnitFacts(f"t{number}", "N", name, desk and not any(u.is_desk for u in has)))
    went = landings(plan(ChangeKind.MERGE, ["A", "B"], "N"), units, has)
    assert set(went) == {u.id for u in units}
    stay = [u for u in units if went[u.id].into is None]
    names = [u.name for u in [*has, *stay] if not u.is_desk]
    assert len(names) == len(set(names))
    assert sum(u.is_desk for u in [*has, *stay]) <= 1
    ids = {u.id for u in [*has, *stay]}
    assert all(land.into in ids for land in went.values() if land.into)


def test_a_split_gives_the_procedures_to_where_their_unit_went() -> None:
    split = plan(ChangeKind.SPLIT, ["O"], "A", UnitMove("k", "B"))
    went = landings(
        split, [UnitFacts("k", "O", "Kinh tế", False), UnitFacts("t", "O", "Tư pháp", False)], []
    )
    assert ending(split) == ["O"]
    assert receiver_after(split, "O", "1", "k", went) == "B"
    assert receiver_after(split, "O", "1", "t", went) == "A"
    assert receiver_after(split, "O", "1", "elsewhere", went) == "A"


def test_where_the_source_stays_procedures_follow_their_unit_but_for_those_that_stay() -> None:
    part = PlanChange(
        ChangeKind.SPLIT, ["O"], "O", TODAY.isoformat(), "QĐ 1", "Tách", [],
        [UnitMove("k", "B")], source_stays=True, staying=["2"],
    )  # fmt: skip
    went = landings(
        part, [UnitFacts("k", "O", "Kinh tế", False), UnitFacts("t", "O", "Tư pháp", False)], []
    )
    assert ending(part) == []
    assert receiver_after(part, "O", "1", "k", went) == "B"
    assert receiver_after(part, "O", "2", "k", went) == "O"
    assert receiver_after(part, "O", "3", "t", went) == "O"


def test_a_dossier_at_the_desk_goes_with_it_and_one_elsewhere_keeps_its_holder() -> None:
    old, heir, department, unit, new_unit = (uuid4() for _ in range(5))
    row: dict[str, UUID | None] = {
        "receiving_agency_id": old, "holding_agency_id": old, "holding_unit_id": None,
    }  # fmt: skip
    ended, units = frozenset({old}), {unit: (new_unit, heir)}
    assert new_dossier_place(row, ended, units, heir, heir) == (heir, heir, None)
    at_unit = row | {"holding_unit_id": unit}
    assert new_dossier_place(at_unit, ended, units, heir, heir) == (heir, heir, new_unit)
    other = uuid4()
    elsewhere = row | {"holding_agency_id": department, "holding_unit_id": other}
    assert new_dossier_place(elsewhere, ended, units, heir, heir) == (heir, department, other)
