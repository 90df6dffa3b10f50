"""Each duty of Art. 25 of Decree 61/2018 is tied to tests that prove it; docs/article-25.md tells.

A tied test carries the mark G.1, and what counts as proof of G.1 is that all of them pass.
"""

import ast
import tomllib
from pathlib import Path
from typing import Any

from tests.house.project import ROOT

TABLE = ROOT / "tests" / "compliance" / "article_25.toml"
PAGE = ROOT / "docs" / "article-25.md"
# Duties that Art. 25 lays upon those who build the two systems; 5 to 8 are other bodies' own.
ASKED = {
    "25.1, 25.2.a", "25.2.b", "25.2.c", "25.2.d", "25.2.đ", "25.2.e", "25.2.g", "25.3", "25.4",
}  # fmt: skip
MARK = "pytest.mark.criterion('G.1')"


def duties() -> list[dict[str, Any]]:
    """As they are written."""
    found: list[dict[str, Any]] = tomllib.loads(TABLE.read_text(encoding="utf-8"))["duty"]
    return found


def marked() -> set[str]:
    """Every test that carries the mark, read from the sources."""
    return {
        f"{path.relative_to(ROOT)}::{node.name}"
        for path in sorted((ROOT / "tests").rglob("test_*.py"))
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and MARK in {ast.unparse(each) for each in node.decorator_list}
    }


def test_every_duty_is_tied_to_tests_that_prove_it() -> None:
    assert {duty["article"] for duty in duties()} >= ASKED
    assert all(duty["tests"] for duty in duties())


def test_g1_is_proven_by_the_tied_tests_and_by_no_other() -> None:
    tied = {test for duty in duties() for test in duty["tests"]}
    assert tied == marked()


def test_the_page_says_the_same() -> None:
    assert PAGE.read_text(encoding="utf-8") == page(), f"python -m {__name__}"


def page() -> str:
    """docs/article-25.md."""
    lines = [
        "# Điều 25 Nghị định 61/2018/NĐ-CP", "",
        "Mỗi nghĩa vụ đối với Cổng và hệ thống một cửa và các kiểm thử chứng minh nghĩa vụ đó. Lời "
        "ở cột giữa là tóm tắt của dự án. Khoản 5 đến 8 là việc của cơ quan khác. Tiêu chí G.1 "
        "chỉ được coi là đã chứng minh khi mọi kiểm thử dưới đây đều đạt.", "",
        "Written by `python -m tests.compliance.test_article_25` from "
        "`tests/compliance/article_25.toml`.", "",
        "| Điều, khoản | Nghĩa vụ | Chứng minh bằng |", "|---|---|---|",
    ]  # fmt: skip
    for duty in duties():
        proofs = "<br>".join(f"`{test}`" for test in duty["tests"])
        lines.append(f"| {duty['article']} | {duty['vi']} | {proofs} |")
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    Path(PAGE).write_text(page(), encoding="utf-8")
