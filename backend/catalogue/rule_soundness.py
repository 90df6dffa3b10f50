"""What is wrong with rules of fees, supplements and pauses as they were written, and what the rules
of fees come to. Pure."""

from collections import Counter
from collections.abc import Iterator

import msgspec

from backend.catalogue.content import ProcedureContent
from backend.law.fees import FeeCase, FeeRule, UnknownCase, fee_for, problems_of, vnd
from shared.contracts.common import FieldProblem
from shared.contracts.procedures import DefinedFee, DefinedRules
from shared.vocabulary.channels import CHANNEL_LABELS, Channel
from shared.vocabulary.fees import FEE_UNIT_LABELS, FeeUnit

_TRIED = 3  # units of what is counted


def rule_faults(rules: DefinedRules | None) -> list[FieldProblem]:
    """Every fault, rule by rule."""
    return list(_faults(rules)) if rules is not None else []


def _faults(rules: DefinedRules) -> Iterator[FieldProblem]:
    for key, times in Counter(fee.key for fee in rules.fees).items():
        if times > 1:
            yield FieldProblem("/rules/fees", f"Quy tắc phí “{key}” có {times} lần.")
    for number, fee in enumerate(rules.fees):
        called = fee.name.strip() or f"Quy tắc phí thứ {number + 1}"
        for words in _wrong(fee):
            yield FieldProblem(f"/rules/fees/{number}", f"{called}: {words}")
    if rules.supplement is not None and not rules.supplement.source.strip():
        yield FieldProblem(
            "/rules/supplement", "Quy định riêng về bổ sung: ghi điều, khoản của văn bản."
        )


def _wrong(fee: DefinedFee) -> Iterator[str]:
    if not fee.key.strip() or not all(one.key.strip() for one in fee.exemptions):
        yield "thiếu mã của khoản thu hoặc của trường hợp miễn, giảm."
    if not fee.name.strip():
        yield "ghi tên khoản thu."
    if not fee.source.strip():
        yield "ghi văn bản quy định mức thu."
    if not set(fee.amounts) <= {"", *Channel}:
        yield "có cách nộp không tồn tại."
    for words in problems_of(msgspec.convert(msgspec.to_builtins(fee), FeeRule)):
        yield words[0].lower() + words[1:]
    if len({one.key for one in fee.exemptions}) < len(fee.exemptions):
        yield "có hai căn cứ miễn, giảm trùng mã."
    if any(not one.name.strip() or not one.source.strip() for one in fee.exemptions):
        yield "mỗi trường hợp miễn, giảm cần tên và văn bản quy định."


def tried(content: ProcedureContent) -> list[str]:
    """What who submits would pay, by rule and way to submit."""
    said = []
    for rule in content.fees:
        units = 1 if rule.per is FeeUnit.DOSSIER else _TRIED
        for entry in content.channels:
            try:
                fee = fee_for(rule, FeeCase(entry.channel, units))
            except UnknownCase:
                continue  # a fault says so
            way, unit = CHANNEL_LABELS[entry.channel].vi, FEE_UNIT_LABELS[rule.per].vi
            said.append(f"{rule.name}, {way}, {units} {unit}: {vnd(fee.amount_vnd)}")
    return said
