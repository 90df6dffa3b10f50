"""Scripts and styles that pages ask for are there, and the shared ones are the shared ones."""

import re

import pytest

from tests.house.project import ROOT

SHARED = ROOT / "shared" / "ui" / "assets"
_ASKED = re.compile(r'"/([\w-]+\.(?:js|css))[?"]')
APPS = ("ui_citizen", "ui_officer")


@pytest.mark.parametrize("app", APPS)
def test_what_pages_ask_for_is_there(app: str) -> None:
    sources = [*(ROOT / app).glob("*.py"), *(ROOT / app / "pages").rglob("*.py")]
    asked = {name for path in sources for name in _ASKED.findall(path.read_text("utf-8"))}
    assert {"tokens.css", "site.css", "sending.js"} <= asked
    missing = {name for name in asked if not (ROOT / app / "assets" / name).is_file()}
    assert not missing


@pytest.mark.parametrize("app", APPS)
def test_shared_files_are_links_and_no_copies(app: str) -> None:
    """A link that became a file of its own holds a path where a script should be."""
    links = {path.name: path for path in (ROOT / app / "assets").iterdir()}
    both = {path.name for path in SHARED.iterdir()} & links.keys()
    assert len(both) >= 7
    wrong = [n for n in both if links[n].resolve() != (SHARED / n) or not links[n].is_symlink()]
    assert not wrong
