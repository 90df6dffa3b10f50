"""What the screens must not do, because the content security policy stops it in silence."""

from tests.house.project import ROOT


def test_no_screen_runs_text_as_program() -> None:
    wrong = [
        str(path.relative_to(ROOT))
        for folder in ("ui_citizen", "ui_officer", "shared/ui")
        for path in (ROOT / folder).rglob("*.py")
        if ".web" not in str(path) and "call_script" in path.read_text(encoding="utf-8")
    ]
    assert not wrong, f"use `wish` of shared/ui/elements.py: {wrong}"
