"""Tests name criteria that exist."""

import ast

from tests.compliance.criteria import groups, known_ids
from tests.house.project import ROOT, tracked_files


def test_every_criterion_is_written_in_both_languages() -> None:
    criteria = [criterion for group in groups() for criterion in group.criteria]
    assert len(criteria) >= 143
    assert [c.id for c in criteria if not c.vi.strip() or not c.en.strip()] == []
    assert [c.id for g in groups() for c in g.criteria if not c.id.startswith(f"{g.key}.")] == []


def test_every_criterion_mark_names_one_that_is_written_down() -> None:
    wrong: list[str] = []
    for path in tracked_files():
        if path.suffix != ".py" or not path.is_relative_to(ROOT / "tests"):
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and ast.unparse(node.func) == "pytest.mark.criterion":
                ids = [getattr(argument, "value", None) for argument in node.args]
                if not ids or not known_ids().issuperset(ids):
                    wrong.append(f"{path.relative_to(ROOT)}:{node.lineno} {ids}")
    assert not wrong, "\n".join(wrong)
