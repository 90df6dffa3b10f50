"""Modules stay short enough to be read at one sitting; a longer one says why."""

import tomllib

from tests.house.project import ROOT, text_of, tracked_files

LONGEST = 300
REASONS = ROOT / "tests" / "house" / "long_modules.toml"


def _long_modules() -> dict[str, int]:
    lengths = {
        str(path.relative_to(ROOT)): (text_of(path) or "").count("\n")
        for path in tracked_files()
        if path.suffix == ".py"
    }
    return {name: length for name, length in lengths.items() if length > LONGEST}


def _reasons() -> dict[str, str]:
    reasons: dict[str, str] = tomllib.loads(REASONS.read_text(encoding="utf-8"))
    return reasons


def test_no_module_is_long_without_a_recorded_reason() -> None:
    unexplained = {
        name: length
        for name, length in _long_modules().items()
        if not _reasons().get(name, "").strip()
    }
    assert not unexplained, f"split, or say why in {REASONS.name}: {unexplained}"


def test_no_reason_outlives_its_module() -> None:
    assert set(_reasons()) <= set(_long_modules())
