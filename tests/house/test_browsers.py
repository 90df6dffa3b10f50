"""Style sheets and scripts keep to what the supported browsers of docs/guide/operator.md know.

Only Chromium runs in the tests; this keeps out what another browser would drop in silence.
"""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.house.project import ROOT

FOLDERS = ("shared/ui/assets", "ui_citizen/assets", "ui_officer/assets")
SHEETS = [path for folder in FOLDERS for path in (ROOT / folder).glob("*.css")]
SCRIPTS = [path for folder in FOLDERS for path in (ROOT / folder).glob("*.js")]
# Newer than Chrome and Edge 109, Firefox 115, Safari 15.4: each would need a second way.
_NEW_STYLE = (
    "@container", "@layer", "@scope", "@starting-style", "@property", "color-mix(", "dvh", "svh",
    "subgrid", "field-sizing", "anchor-name", "text-box", "oklch(", "light-dark(",
    "animation-timeline", "view-transition", "interpolate-size", "&:", "& .",
)  # fmt: skip
_NEW_SCRIPT = (
    r"\?\?=", r"\|\|=", r"&&=", r"\.at\(", r"structuredClone", r"Object\.(hasOwn|groupBy)",
    r"\.toSorted\(", r"\.toReversed\(", r"\.findLast\(", r"static \{", r"^await ", r"showPopover",
    r"Promise\.withResolvers", r"new Set\([^)]*\)\.(union|difference)", r"\(\?<[=!]",
)  # fmt: skip
_PREFIXED = {"-webkit-text-size-adjust", "-webkit-line-clamp", "-webkit-box-orient"}


def _rules(text: str) -> Iterator[tuple[str, str]]:
    """Selectors and body of every rule, also of those inside a media query."""
    for found in re.finditer(r"([^{}]+)\{([^{}]*)\}", re.sub(r"/\*.*?\*/", "", text, flags=re.S)):
        yield found.group(1).strip(), found.group(2)


def _parts(selectors: str) -> list[str]:
    """The selectors of a list; commas inside brackets belong to one of them."""
    return [part.strip() for part in re.split(r",(?![^(]*\))", selectors)]


def test_there_is_something_to_read() -> None:
    assert len(SHEETS) >= 6 and len(SCRIPTS) >= 10


@pytest.mark.parametrize("path", SHEETS, ids=lambda path: f"{path.parent.parent.name}/{path.name}")
def test_a_style_sheet_is_read_by_every_supported_browser(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert not [word for word in _NEW_STYLE if word in text]
    for selectors, body in _rules(text):
        with_has = [part for part in _parts(selectors) if ":has(" in part]
        # A browser that does not know one selector of a list drops the whole rule.
        assert len(with_has) in (0, len(_parts(selectors))), (
            f"write :has in a rule alone: {selectors}"
        )
        for name in re.findall(r"(?:^|;)\s*(-(?:webkit|moz|ms)-[a-z-]+):", body):
            plain = re.sub(r"^-(webkit|moz|ms)-", "", name)
            known = name in _PREFIXED or re.search(rf"(?:^|;)\s*{plain}:", body)
            assert known, f"{name} of one browser alone: {selectors}"


@pytest.mark.parametrize("path", SCRIPTS, ids=lambda path: f"{path.parent.parent.name}/{path.name}")
def test_a_script_is_read_by_every_supported_browser(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert not [word for word in _NEW_SCRIPT if re.search(word, text, re.M)]


def test_the_first_paint_goes_also_where_has_is_unknown() -> None:
    sheet = (ROOT / "ui_citizen" / "assets" / "site.css").read_text(encoding="utf-8")
    script = (ROOT / "shared" / "ui" / "assets" / "wishes.js").read_text(encoding="utf-8")
    for mark, part in (("ready", "#first-paint"), ("told", "#told-first")):
        assert f"body:has(#{mark}) {part}{{display:none}}" in sheet
        assert f"body.live-{mark} {part}{{display:none}}" in sheet and f'"{mark}"' in script
