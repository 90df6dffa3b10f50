"""The table of ASVS 5.0.0 is whole, and what it names as proof is there."""

import ast
import tomllib
from functools import cache
from typing import Any

import pytest

from tests.house.project import ROOT
from tests.security.asvs import PAGE, page

TABLE = ROOT / "docs" / "security" / "asvs.toml"
STATUSES = {"met", "part", "open", "operator", "none"}
# The level of each requirement of the standard, section by section, in order.
LEVELS = {
    "V1.1": "22", "V1.2": "1111122223", "V1.3": "112222222223", "V1.4": "222", "V1.5": "123",
    "V2.1": "122", "V2.2": "112", "V2.3": "12223", "V2.4": "23",
    "V3.1": "3", "V3.2": "113", "V3.3": "12223", "V3.4": "11222233", "V3.5": "11122333",
    "V3.6": "3", "V3.7": "22333",
    "V4.1": "12233", "V4.2": "23333", "V4.3": "22", "V4.4": "1222",
    "V5.1": "2", "V5.2": "112333", "V5.3": "113", "V5.4": "222",
    "V6.1": "122", "V6.2": "111111112222", "V6.3": "11223333", "V6.4": "112233",
    "V6.5": "22222333", "V6.6": "2223", "V6.7": "33", "V6.8": "2222",
    "V7.1": "222", "V7.2": "1111", "V7.3": "22", "V7.4": "11222", "V7.5": "223", "V7.6": "22",
    "V8.1": "1233", "V8.2": "1123", "V8.3": "133", "V8.4": "23",
    "V9.1": "111", "V9.2": "1222",
    "V10.1": "22", "V10.2": "223", "V10.3": "22223", "V10.4": "1111122222233333",
    "V10.5": "22222", "V10.6": "22", "V10.7": "222",
    "V11.1": "2233", "V11.2": "22233", "V11.3": "11233", "V11.4": "1222", "V11.5": "23",
    "V11.6": "23", "V11.7": "33",
    "V12.1": "12233", "V12.2": "11", "V12.3": "22223",
    "V13.1": "2333", "V13.2": "222223", "V13.3": "2233", "V13.4": "1222233",
    "V14.1": "22", "V14.2": "12223333", "V14.3": "122",
    "V15.1": "12233", "V15.2": "12233", "V15.3": "1222222", "V15.4": "3333",
    "V16.1": "2", "V16.2": "22222", "V16.3": "2222", "V16.4": "222", "V16.5": "2223",
    "V17.1": "23", "V17.2": "22223333", "V17.3": "22",
}  # fmt: skip
# What matters most for a system like this one; the rows of level 3 among them are in the table too.
FIRST_WAVE = [
    "V1.2.4", "V1.2.5", "V1.2.10", "V1.3.6", "V1.5.1", "V2.2.1", "V2.2.2", "V2.3.1", "V2.3.3",
    "V2.3.4", "V2.3.5", "V2.4.1", "V3.2.1", "V3.3.1", "V3.3.4", "V3.4.1", "V3.4.3", "V3.4.4",
    "V3.4.6", "V3.5.1", "V3.5.4", "V4.4.1", "V4.4.2", "V5.2.1", "V5.2.2", "V5.2.3", "V5.2.4",
    "V5.2.6", "V5.3.2", "V5.4.1", "V5.4.3", "V6.2.1", "V6.2.4", "V6.3.1", "V6.3.3", "V6.3.8",
    "V6.4.3", "V6.5.1", "V6.5.5", "V6.6.3", "V6.8.1", "V7.2.4", "V7.3.1", "V7.4.1", "V7.4.2",
    "V7.5.3", "V8.2.1", "V8.2.2", "V8.2.3", "V8.3.1", "V8.3.2", "V8.3.3", "V8.4.1", "V9.1.1",
    "V9.1.2", "V9.2.1", "V9.2.3", "V11.1.2", "V11.3.2", "V11.4.2", "V11.5.1", "V12.3.3",
    "V13.2.4", "V13.3.1", "V14.2.1", "V14.2.6", "V14.2.7", "V15.1.2", "V15.3.3", "V15.4.2",
    "V16.2.1", "V16.2.5", "V16.3.2", "V16.4.2", "V16.4.3", "V16.5.3",
]  # fmt: skip


@cache
def rows() -> dict[str, dict[str, Any]]:
    """The table by id."""
    table: dict[str, dict[str, Any]] = tomllib.loads(TABLE.read_text(encoding="utf-8"))
    return table["requirements"]


def _levels() -> dict[str, int]:
    return {
        f"{section}.{number}": int(level)
        for section, levels in LEVELS.items()
        for number, level in enumerate(levels, start=1)
    }


def test_the_standard_is_counted_right() -> None:
    """345 requirements: 70, 183 and 92 of the three levels."""
    levels = list(_levels().values())
    assert [levels.count(level) for level in (1, 2, 3)] == [70, 183, 92]
    assert len(FIRST_WAVE) == 76
    assert set(FIRST_WAVE) <= set(_levels())


def test_every_requirement_of_levels_one_and_two_has_a_row() -> None:
    demanded = {id_ for id_, level in _levels().items() if level < 3} | set(FIRST_WAVE)
    assert demanded - set(rows()) == set()
    assert {id_: row["level"] for id_, row in rows().items()} == {
        id_: _levels()[id_] for id_ in rows()
    }


@pytest.mark.parametrize("id_", rows())
def test_a_row_says_how_and_by_what_it_is_proven(id_: str) -> None:
    row = rows()[id_]
    assert set(row) <= {"level", "status", "how", "proof"}
    assert row["status"] in STATUSES
    assert row["how"].endswith((".", ")."))
    proofs = row.get("proof", [])
    if row["status"] == "met":
        assert proofs, "what is met is proven by something"
    for proof in proofs:
        assert _is_there(proof), proof


def test_the_first_wave_is_met_or_explained() -> None:
    """Open rows of it would be explained nowhere but in the table; there are none."""
    assert [id_ for id_ in FIRST_WAVE if rows()[id_]["status"] == "open"] == []


def _is_there(proof: str) -> bool:
    name, _, test = proof.partition("::")
    path = ROOT / name
    if not path.is_file():
        return False
    return not test or test in _tests_of(name)


@cache
def _tests_of(name: str) -> set[str]:
    tree = ast.parse((ROOT / name).read_text(encoding="utf-8"))
    return {
        node.name
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and node.name.startswith("test_")
    }


def test_the_page_is_made_from_the_table() -> None:
    assert PAGE.read_text(encoding="utf-8") == page(), "run `python -m tests.security.asvs`"
