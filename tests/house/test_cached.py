"""What is remembered must be a value: a coroutine can be awaited once."""

import ast

from tests.house.project import ROOT

_REMEMBERS = {"cache", "lru_cache", "cached_property"}


def _name(decorator: ast.expr) -> str:
    called = decorator.func if isinstance(decorator, ast.Call) else decorator
    return called.attr if isinstance(called, ast.Attribute) else getattr(called, "id", "")


def test_no_coroutine_is_remembered() -> None:
    wrong = [
        f"{path.relative_to(ROOT)}: {node.name}"
        for folder in ("backend", "shared", "storage")
        for path in (ROOT / folder).rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.AsyncFunctionDef)
        and {_name(decorator) for decorator in node.decorator_list} & _REMEMBERS
    ]
    assert not wrong, f"await it and remember what it gave: {wrong}"
