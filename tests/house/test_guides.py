"""The guides speak of menus and pages as they are."""

import re
from pathlib import Path

import pytest

from tests.house.project import ROOT

GUIDES = sorted((ROOT / "docs" / "guide").glob("*.md"))
_ENTRY = re.compile(r'\("([^"]+)", "/[^"]*", ')
_GROUP = re.compile(r'^        "([^"]+)",$', re.MULTILINE)
_BARE = re.compile(r'^                "([^"/]+)",$', re.MULTILINE)


def _menu() -> dict[str, set[str]]:
    """Entries of each group of the officers' menu."""
    text = (ROOT / "ui_officer" / "menu.py").read_text(encoding="utf-8")
    text = text[text.index("_GROUPS") : text.index("def menu")]
    places = [(found[1], found.start()) for found in _GROUP.finditer(text)]
    ends = [start for _, start in places[1:]] + [len(text)]
    return {
        title: {*_ENTRY.findall(text[start:end]), *_BARE.findall(text[start:end])}
        for (title, start), end in zip(places, ends, strict=True)
    }


@pytest.mark.criterion("III.7")
@pytest.mark.parametrize("guide", GUIDES, ids=lambda path: path.name)
def test_what_a_guide_calls_a_menu_is_one(guide: Path) -> None:
    menu = _menu()
    assert len(menu) == 5
    assert sum(map(len, menu.values())) > 35
    path = re.compile(rf"\*({'|'.join(menu)}) → ([^*\n→]+?)(?: →[^*\n]*)?\*")
    named = path.findall(guide.read_text(encoding="utf-8"))
    assert [f"{group} → {entry}" for group, entry in named if entry not in menu[group]] == []


def test_every_guide_is_named_where_guides_are_looked_for() -> None:
    index = (ROOT / "docs" / "guide" / "README.md").read_text(encoding="utf-8")
    named = set(re.findall(r"\((\w+\.md)\)", index))
    assert named == {path.name for path in GUIDES} - {"README.md"}
