"""Every sentence that tells of a fault, in the code of the back end and of both applications, is
Vietnamese and says what to do (criterion V.7: friendly messages with a remedy)."""

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.platform import problem_responses, problems, validation_messages
from backend.platform.problems import Refusal
from backend.platform.remedies import names_an_act, with_remedy
from shared.client.base import ApiUnavailable
from shared.vocabulary.label import Label
from tests.house.project import ROOT, tracked_files

KINDS = {
    name: kind
    for name, kind in vars(problems).items()
    if isinstance(kind, type) and issubclass(kind, Refusal)
}
_VIETNAMESE = re.compile(
    "[àáảãạăắằẳẵặâấầẩẫậđèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵ]", re.I
)
_HOLDS_A_FAULT = re.compile("problem|error|fault|trouble|wrong|refus", re.I)
# It tells how far something has come, not that anything is wrong.
_TELLING = {"… Đã dừng; các hồ sơ chưa làm vẫn giữ nguyên."}


def test_each_kind_of_refusal_knows_a_remedy_in_both_languages() -> None:
    assert len(KINDS) >= 13, "no kinds found; this test has gone blind"
    for kind in KINDS.values():
        assert names_an_act(kind.remedy.vi), kind
        assert _VIETNAMESE.search(kind.remedy.vi) and not _VIETNAMESE.search(kind.remedy.en), kind


@pytest.mark.criterion("V.7")
def test_every_refusal_in_the_code_says_what_is_wrong_and_what_to_do() -> None:
    said = list(_refusals())
    assert len(said) > 400, "few refusals found; this test has gone blind"
    wrong = []
    for where, kind, sentence in said:
        asked = {"retry_after": 1} if kind == "TooMany" else {}
        shown = KINDS[kind](sentence, **asked).detail.vi  # type: ignore[arg-type]
        if not (_VIETNAMESE.search(shown) and names_an_act(shown)):
            wrong.append(f"{where}: {shown}")
        if sentence.strip("… ") and not shown.startswith(sentence[:20]):
            wrong.append(f"{where}: what is wrong is lost: {shown}")
    assert not wrong, "\n".join(wrong)


@pytest.mark.criterion("V.7")
def test_every_word_beside_a_field_says_how_to_fill_it() -> None:
    said = [(where, words) for where, words in _beside_fields() if _VIETNAMESE.search(words)]
    said += [("validation_messages", vi) for _, vi, _ in validation_messages._SENTENCES]
    assert len(said) > 150, "few fields found; this test has gone blind"
    wrong = [f"{where}: {words}" for where, words in said if not names_an_act(words)]
    assert not wrong, "\n".join(wrong)


@pytest.mark.criterion("V.7")
def test_what_the_framework_and_a_fault_of_ours_say() -> None:
    ours = {503: problem_responses._FRAMEWORK[503], 500: problem_responses._INTERNAL}
    for status, (_slug, title, detail) in (problem_responses._FRAMEWORK | ours).items():
        assert names_an_act(detail.vi), (status, detail.vi)
        assert _VIETNAMESE.search(detail.vi) and title.en and detail.en, status
        # A fault of the system is called one, and never laid at the reader's door.
        assert ("Hệ thống" in detail.vi) is (status >= 500), (status, detail.vi)
    away = ApiUnavailable().message
    assert "Hệ thống" in away and "vẫn được giữ" in away and names_an_act(away)


@pytest.mark.criterion("V.7")
def test_every_fault_a_screen_tells_by_itself_says_what_to_do() -> None:
    said = list(_on_screens())
    assert len(said) > 120, "few faults found; this test has gone blind"
    wrong = [
        f"{where}: {words}"
        for where, words in said
        if words not in _TELLING and not words.endswith("…") and not names_an_act(words)
    ]
    assert not wrong, "\n".join(wrong)


@given(st.text(min_size=1, max_size=80))
def test_a_completed_sentence_keeps_its_beginning_and_is_completed_once(words: str) -> None:
    once = with_remedy(Label(words, words), Refusal.remedy)
    assert once.vi.startswith(words) and names_an_act(once.vi)
    assert with_remedy(once, Refusal.remedy) == once


def test_a_sentence_that_names_its_act_is_left_alone() -> None:
    own = Label("Số này đã dùng. Hãy lấy số khác.", "This number is used. Take another.")
    assert with_remedy(own, Refusal.remedy) == own
    bare = with_remedy(Label("Không có tệp này", "No such file"), problems.NotFound.remedy)
    assert bare.vi.startswith("Không có tệp này. Hãy kiểm tra")
    assert bare.en.startswith("No such file. Check")


def _refusals() -> Iterator[tuple[str, str, str]]:
    """Place, kind and sentence of every refusal written out."""
    for where, call in _calls("backend"):
        name = ast.unparse(call.func).rpartition(".")[2]
        if name in KINDS and call.args:
            for words in _texts(call.args[0]):
                yield where, name, words


def _beside_fields() -> Iterator[tuple[str, str]]:
    for where, call in _calls("backend"):
        if ast.unparse(call.func).rpartition(".")[2] == "field" and len(call.args) == 2:
            for words in _texts(call.args[1]):
                yield where, words


def _on_screens() -> Iterator[tuple[str, str]]:
    """What is put into a state's problem, and what stands in a page's list of faults."""
    for where, node in _nodes("ui_citizen", "ui_officer", "shared/ui"):
        if not isinstance(node, ast.Assign | ast.AnnAssign) or node.value is None:
            continue
        targets = node.targets if isinstance(node, ast.Assign) else [node.target]
        if any(_HOLDS_A_FAULT.search(ast.unparse(target)) for target in targets):
            values = node.value.values if isinstance(node.value, ast.Dict) else [node.value]
            for words in (words for each in values for words in _texts(each)):
                if _VIETNAMESE.search(words):
                    yield where, words


def _calls(*folders: str) -> Iterator[tuple[str, ast.Call]]:
    for where, node in _nodes(*folders):
        if isinstance(node, ast.Call):
            yield where, node


def _nodes(*folders: str) -> Iterator[tuple[str, ast.AST]]:
    for path in tracked_files():
        if path.suffix == ".py" and any(path.is_relative_to(ROOT / each) for each in folders):
            for node in _read(path):
                yield f"{path.relative_to(ROOT)}:{getattr(node, 'lineno', 0)}", node


@cache
def _read(path: Path) -> tuple[ast.AST, ...]:
    kinds = (ast.Call, ast.Assign, ast.AnnAssign)
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return tuple(node for node in ast.walk(tree) if isinstance(node, kinds))


def _texts(node: ast.expr) -> Iterator[str]:
    """The sentences an expression may come to, with "…" for what is filled in."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value:
        yield node.value
    elif isinstance(node, ast.JoinedStr):
        yield "".join(str(v.value) if isinstance(v, ast.Constant) else "…" for v in node.values)
    elif isinstance(node, ast.IfExp):
        yield from _texts(node.body)
        yield from _texts(node.orelse)
    elif isinstance(node, ast.BoolOp):
        for each in node.values:
            yield from _texts(each)
