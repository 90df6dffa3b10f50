"""Every message written to the outbox has somebody who works on it."""

import ast
import importlib
import re
from collections.abc import Iterator
from pathlib import Path

from backend.consumers import CONSUMERS
from tests.house.project import ROOT, tracked_files

OUTBOX = ROOT / "backend" / "platform" / "outbox.py"


def test_every_topic_that_is_published_has_a_consumer() -> None:
    published = dict(_published())
    assert published, "nothing is published; this test has gone blind"
    orphans = {topic: where for where, topic in published.items() if topic not in CONSUMERS}
    assert not orphans, orphans


def test_every_consumer_has_a_topic_that_is_published() -> None:
    idle = set(CONSUMERS) - {topic for _where, topic in _published()}
    assert not idle, idle


def test_nobody_writes_into_the_outbox_beside_it() -> None:
    words = re.compile(r"(insert into|copy_records_to_table\(\s*\")\s*outbox", re.IGNORECASE)
    beside = [str(path) for path in _modules() if words.search(path.read_text(encoding="utf-8"))]
    assert not beside, beside


def _modules() -> list[Path]:
    """The back end without the outbox itself."""
    backend = ROOT / "backend"
    return [
        path
        for path in tracked_files()
        if path.suffix == ".py" and path.is_relative_to(backend) and path != OUTBOX
    ]


def _published() -> Iterator[tuple[str, str]]:
    """Place and topic of each call of `publish` and `publish_many`."""
    for path in _modules():
        tree = ast.parse(path.read_text(encoding="utf-8"))
        imported = _imported_from_the_outbox(tree)
        for node in ast.walk(tree):
            if not isinstance(node, ast.Call):
                continue
            name = _called(node.func, imported)
            where = f"{path.relative_to(ROOT)}:{node.lineno}"
            if name == "publish":
                yield where, _topic(path, _argument(node, "topic"), where)
            elif name == "publish_many":
                for index, topic in enumerate(_topics(node, where)):
                    yield f"{where} #{index}", _topic(path, topic, where)


def _imported_from_the_outbox(tree: ast.Module) -> set[str]:
    return {
        name.name
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and node.module == "backend.platform.outbox"
        for name in node.names
    }


def _called(function: ast.expr, imported: set[str]) -> str:
    """`publish` for `outbox.publish(…)` and for the name imported from there, else nothing."""
    if isinstance(function, ast.Attribute):
        of_outbox = isinstance(function.value, ast.Name) and function.value.id == "outbox"
        return function.attr if of_outbox else ""
    return function.id if isinstance(function, ast.Name) and function.id in imported else ""


def _argument(call: ast.Call, name: str) -> ast.expr:
    named = [keyword.value for keyword in call.keywords if keyword.arg == name]
    return named[0] if named else call.args[1]


def _topics(call: ast.Call, where: str) -> list[ast.expr]:
    """The first member of each tuple, in a list or in a comprehension."""
    messages = _argument(call, "messages")
    if isinstance(messages, ast.List):
        rows = messages.elts
    elif isinstance(messages, ast.ListComp | ast.GeneratorExp):
        rows = [messages.elt]
    else:
        raise AssertionError(f"{where}: write the messages where they are published")
    return [row.elts[0] for row in rows if isinstance(row, ast.Tuple)]


def _topic(path: Path, written: ast.expr, where: str) -> str:
    if isinstance(written, ast.Constant) and isinstance(written.value, str):
        return written.value
    assert isinstance(written, ast.Name), f"{where}: name the topic by a constant"
    module = importlib.import_module(
        ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")
    )
    topic = getattr(module, written.id, None)
    assert isinstance(topic, str), f"{where}: {written.id} is no constant of its module"
    return topic
