"""Communes of the overview as tiles: one each, whatever agencies it has."""

from shared.contracts.overview import Counters, OverviewLine
from ui_officer.pages.overview.shapes import places, rows

_NOTHING = dict.fromkeys(Counters.__struct_fields__, 0)


def line(name: str, commune: str, commune_name: str, late: int, open_: int) -> OverviewLine:
    """What one agency holds."""
    counters = Counters(**(_NOTHING | {"late": late, "in_progress": open_}))
    return OverviewLine(f"id-{name}", "", name, commune, commune_name, counters)


FOUND = [
    line("UBND xã Một", "001", "Xã Một", 1, 10),
    line("UBND xã Hai", "002", "Xã Hai", 2, 10),
    line("Công an xã Một", "001", "Xã Một", 4, 10),
    line("Sở Tư pháp", "", "", 9, 10),
]


def test_a_commune_is_one_tile_with_what_its_agencies_hold_together() -> None:
    shown = places(FOUND, "")
    assert [(one.name, one.late, one.share) for one in shown] == [
        ("Xã Một", "5", "25% của 20"), ("Xã Hai", "2", "20% của 10"),
    ]  # fmt: skip
    assert "giu=id-UBND+x%C3%A3+M%E1%BB%99t%2Cid-C%C3%B4ng+an+x%C3%A3+M%E1%BB%99t" in shown[0].href
    assert "so=late" in shown[0].href


def test_agencies_of_one_commune_alone_are_no_tiles() -> None:
    assert places([FOUND[0], FOUND[2]], "") == []


def test_only_agencies_in_reach_lead_to_a_page_of_their_own() -> None:
    one, two, *_ = rows(FOUND, "", {"id-UBND xã Một"})
    assert one.href.endswith("co_quan=id-UBND+x%C3%A3+M%E1%BB%99t")
    assert two.href == ""
