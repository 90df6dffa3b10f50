"""Every Vietnamese sentence the screens are written with, as the keys of their English.

`python -m tests.house.english ui_citizen` lists, file by file, what has no English yet.
"""

import ast
import re
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from shared.ui.english import labels, written
from tests.house.project import ROOT, tracked_files

VIETNAMESE = re.compile(r"[À-ỹđĐ]")
_SHORT = 8  # letters of a sentence with holes that says too little to hold others
_TAG = re.compile(r"</?[a-zA-Z][^<>]*>|<!--.*?-->")
_FIELD = re.compile(r"\{[^{}]*\}")
_SCRIPT = re.compile(
    r"//[^\n]*|/\*.*?\*/|(\"(?:[^\"\\\n]|\\.)*\"|'(?:[^'\\\n]|\\.)*'|`(?:[^`\\]|\\.)*`)", re.DOTALL
)
_HOLE_OF_SCRIPT = re.compile(r"\$\{(?:[^{}`]|`[^`]*`|\{[^{}]*\})*\}")

# What no screen shows as words, with the reason.
NOT_SAID = {
    "đ": "a letter to be replaced",
    "Đ": "a letter to be replaced",
    "Xét hồ sơ mã {code} của {owner},": "the first line of a result, which is Vietnamese",
}


@cache
def keys_of(app: str) -> dict[str, list[str]]:
    """Key to the places it is written in, of one app or of `shared/ui`."""
    found: dict[str, list[str]] = {}
    for path in tracked_files():
        if not path.is_relative_to(ROOT / app):
            continue
        if path.suffix == ".py":
            keys = _of_python(path)
        elif path.suffix == ".js":
            keys = _of_script(path)
        else:
            continue
        for key in keys:
            found.setdefault(key, []).append(str(path.relative_to(ROOT)))
    return found


def vietnamese_of(app: str) -> dict[str, list[str]]:
    """The keys that need English: those with a Vietnamese letter."""
    return {
        key: where
        for key, where in keys_of(app).items()
        if VIETNAMESE.search(key) and key not in NOT_SAID
    }


def as_keys(text: str) -> Iterator[str]:
    """A text as it stands in nodes of a page: between its tags, blanks drawn together.

    >>> list(as_keys("<p>Xem  <b>{}</b> bài </p>"))
    ['Xem', '{}', 'bài']
    """
    for part in _TAG.split(text):
        key = " ".join(part.split())
        if key:
            yield key


def _of_python(path: Path) -> Iterator[str]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    yield from _texts(tree)


def _texts(node: ast.AST) -> Iterator[str]:
    """Texts of a syntax tree; a sum or an f-string is one text with holes."""
    if isinstance(node, ast.BinOp | ast.JoinedStr | ast.Constant) and _is_text(node):
        yield from as_keys(_text(node))
        for inner in _values_in(node):
            yield from _texts(inner)
        return
    if isinstance(node, ast.Call) and (text := _formatted(node)) is not None:
        yield from as_keys(_FIELD.sub("{}", text))
        for inner in (*node.args, *(word.value for word in node.keywords)):
            yield from _texts(inner)
        return
    for child in ast.iter_child_nodes(node):
        if not _is_comment(child):
            yield from _texts(child)


def _is_comment(node: ast.AST) -> bool:
    """A docstring, or a string left standing to tell something."""
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)


def _formatted(node: ast.Call) -> str | None:
    """The literal of `"…".format(…)`."""
    match node.func:
        case ast.Attribute(attr="format", value=ast.Constant(value=str(text))):
            return text
    return None


def _is_text(node: ast.expr) -> bool:
    if isinstance(node, ast.Constant):
        return isinstance(node.value, str)
    if isinstance(node, ast.BinOp):
        return isinstance(node.op, ast.Add) and (_is_text(node.left) or _is_text(node.right))
    return isinstance(node, ast.JoinedStr)


def _text(node: ast.expr) -> str:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value
    if isinstance(node, ast.JoinedStr):
        return "".join(_text(part) for part in node.values)
    if isinstance(node, ast.BinOp) and _is_text(node):
        return _text(node.left) + _text(node.right)
    return "{}"


def _values_in(node: ast.expr) -> Iterator[ast.AST]:
    """What fills the holes of a text."""
    if isinstance(node, ast.JoinedStr):
        for part in node.values:
            if isinstance(part, ast.FormattedValue):
                yield part.value
    elif isinstance(node, ast.BinOp) and _is_text(node):
        yield from _values_in(node.left)
        yield from _values_in(node.right)
    elif not isinstance(node, ast.Constant):
        yield node


def _of_script(path: Path) -> Iterator[str]:
    for found in _SCRIPT.finditer(path.read_text(encoding="utf-8")):
        text = found.group(1)
        if text is None:
            continue
        for inner in _HOLE_OF_SCRIPT.finditer(text) if text[0] == "`" else ():
            for nested in _SCRIPT.finditer(inner.group(0)):
                if nested.group(1):
                    yield from as_keys(_HOLE_OF_SCRIPT.sub("{}", nested.group(1)[1:-1]))
        yield from as_keys(_HOLE_OF_SCRIPT.sub("{}", text[1:-1]) if text[0] == "`" else text[1:-1])


def missing(app: str) -> dict[str, list[str]]:
    """What an app, or `shared/ui`, says in Vietnamese alone."""
    known = labels() | written(app if app.startswith("ui_") else "ui_citizen")
    frames = [_frame(key) for key in known if "{}" in key and len(key) > _SHORT]
    return {
        key: where
        for key, where in vietnamese_of(app).items()
        if key not in known and not any(_fits(frame, key, known) for frame in frames)
    }


def _frame(key: str) -> re.Pattern[str]:
    return re.compile("(.+?)".join(re.escape(piece) for piece in key.split("{}")))


def _fits(frame: re.Pattern[str], key: str, known: dict[str, str]) -> bool:
    """As `english.js` does it: "Trợ giúp – Cổng Dịch vụ công" is "{} – Cổng Dịch vụ công"."""
    found = frame.fullmatch(key)
    return found is not None and all(
        value in known or not VIETNAMESE.search(value) for value in found.groups()
    )


def main() -> None:
    """Prints what is missing as TOML to fill in."""
    by_file: dict[str, list[str]] = {}
    for key, where in missing(sys.argv[1]).items():
        by_file.setdefault(where[0], []).append(key)
    for name, keys in sorted(by_file.items()):
        print(f"# {name}")
        for key in keys:
            escaped = key.replace("\\", "\\\\").replace('"', '\\"')
            print(f'"{escaped}" = ""')


if __name__ == "__main__":
    main()
