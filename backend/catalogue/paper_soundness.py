"""What is wrong with the papers and requirements of a procedure before they hold. Pure."""

import re
from collections import Counter
from collections.abc import Collection, Iterator
from typing import Any

from backend.forms.rules.expressions import CHANNEL, TODAY, BrokenExpression, variables
from backend.forms.rules.soundness import never_true
from shared.contracts.common import FieldProblem
from shared.contracts.forms import Option, Question
from shared.contracts.papers import DefinedPaper, Papers
from shared.vocabulary.channels import CHANNEL_LABELS, Channel
from shared.vocabulary.vault import REGISTERS

_KEY = re.compile(r"[a-z][a-z0-9_]{0,59}")


def faults(papers: Papers, questions: list[Question], kinds: Collection[str]) -> list[FieldProblem]:
    """Every fault, paper by paper; `questions` are those of the form, `kinds` those of the vault.

    A paper's condition reads answers alone and never another paper, so that it cannot lead back to
    itself; that the answers do not is checked with the form.
    """
    return [FieldProblem(at, words) for at, words in _faults(papers, questions, kinds)]


def _faults(
    papers: Papers, questions: list[Question], kinds: Collection[str]
) -> Iterator[tuple[str, str]]:
    known = {q.key: q for q in questions} | {CHANNEL: _channel_question()}
    for key, times in Counter(c.key for c in papers.components).items():
        if times > 1:
            yield f"/components/{key}", f"Mã giấy tờ “{key}” có {times} lần."
    for paper in papers.components:
        at, name = f"/components/{paper.key}", paper.name.strip() or paper.key
        for words in _itself(paper, name, kinds):
            yield at, words
        if paper.when is not None:
            for words in _condition(paper.when, known):
                yield at, f"“{name}”: {words}"
    for number, requirement in enumerate(papers.requirements):
        at = f"/requirements/{number}"
        if not requirement.message.strip():
            yield at, f"Điều kiện {number + 1} chưa có câu nói với người dân."
        if requirement.rule is None:
            yield at, f"Điều kiện {number + 1} chưa có công thức."
            continue
        for words in _condition(requirement.rule, known):
            yield at, f"Điều kiện {number + 1}: {words}"


def _itself(paper: DefinedPaper, name: str, kinds: Collection[str]) -> Iterator[str]:
    if not _KEY.fullmatch(paper.key):
        yield f"Mã “{paper.key}” chỉ gồm chữ thường không dấu, chữ số, gạch dưới."
    if not paper.name.strip():
        yield f"Giấy tờ “{paper.key}” chưa có tên."
    replaced = bool(paper.register or paper.replaced_by_data.strip())
    if paper.originals + paper.certified + paper.copies == 0 and not replaced:
        yield f"“{name}”: ghi ít nhất một bản chính, bản sao chứng thực hoặc bản sao."
    if paper.register and paper.register not in REGISTERS:
        yield f"“{name}”: không có cơ sở dữ liệu “{paper.register}”."
    for kind in paper.vault_kinds or ():
        if kind not in kinds:
            yield f"“{name}”: kho giấy tờ không có loại “{kind}”."
    if paper.vault_kinds == [] and paper.reuse_months is not None:
        yield f"“{name}”: không dùng lại được giấy nào thì không có thời hạn dùng lại."
    if paper.condition.strip() and paper.when is None and paper.required:
        yield (
            f"“{name}” bắt buộc trong mọi trường hợp nhưng lại ghi điều kiện; thêm công thức hoặc "
            "chuyển thành không bắt buộc."
        )


def _condition(rule: Any, known: dict[str, Question]) -> Iterator[str]:
    try:
        names = variables(rule)
    except BrokenExpression as error:
        yield str(error)
        return
    for name in sorted(names - set(known) - {TODAY}):
        yield f"biểu mẫu không hỏi “{name}” nên không xét được."
    if not names:
        yield "công thức không xét câu trả lời nào."
    for _place, words in never_true(rule, "", known):
        yield words


def _channel_question() -> Question:
    """The way of applying, as a condition sees it."""
    options = [Option(channel, CHANNEL_LABELS[channel].vi) for channel in Channel]
    return Question(
        key=CHANNEL, kind="choice", label="Cách nộp", help="", section="", page="", required=True,
        options=options, min_length=0, max_length=0, minimum=None, maximum=None,
        not_after_today=False, show_if=None, computed=None, checks=[], prefill="", questions=[],
        min_items=0, max_items=0,
    )  # fmt: skip
