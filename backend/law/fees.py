"""What a procedure costs in one case, and the arithmetic in words (Luật Phí và lệ phí 2015).

Amounts are whole VND. What is rounded is rounded in favour of who pays.
"""

from dataclasses import dataclass

from shared.vocabulary.channels import CHANNEL_LABELS, Channel
from shared.vocabulary.fees import FEE_UNIT_LABELS, FeeKind, FeeMoment, FeeUnit

MOST_UNITS = 10_000
_WHOLE = 100


class UnknownCase(ValueError):
    """The rule has no amount or exemption for the case; `pointer` names what was wrong."""

    def __init__(self, pointer: str, sentence: str) -> None:
        super().__init__(sentence)
        self.pointer = pointer


@dataclass(frozen=True, slots=True)
class FeeTier:
    """From the `first`-th unit on, each costs `amount_vnd`."""

    first: int
    amount_vnd: int


@dataclass(frozen=True, slots=True)
class Exemption:
    """A ground on which `percent` of the amount is not asked for; `proof` says what shows it."""

    key: str
    name: str
    percent: int
    source: str
    proof: str = ""


@dataclass(frozen=True, slots=True)
class FeeRule:
    """One fee or charge of a procedure, as its legal text sets it.

    `amounts` by channel, "" for every other. With `tiers` the first units cost the amount of the
    channel and later ones that of their tier; `most_vnd` limits one copy.
    """

    key: str
    name: str
    kind: FeeKind
    amounts: dict[str, int]
    per: FeeUnit = FeeUnit.DOSSIER
    tiers: tuple[FeeTier, ...] = ()
    most_vnd: int | None = None
    moment: FeeMoment = FeeMoment.WHILE_PROCESSING
    exemptions: tuple[Exemption, ...] = ()
    refundable: bool = True
    source: str = ""


@dataclass(frozen=True, slots=True)
class FeeCase:
    """What is asked for: `units` of the rule (pages of one copy, cases …) and how many copies."""

    channel: Channel
    units: int = 1
    copies: int = 1
    exemption: str = ""


@dataclass(frozen=True, slots=True)
class Fee:
    """What is to be paid, and how it was worked out."""

    amount_vnd: int
    explanation: tuple[str, ...]
    exemption: str = ""


def fee_for(rule: FeeRule, case: FeeCase) -> Fee:
    """The amount of one rule in one case. Raises UnknownCase."""
    for pointer, number in (("/units", case.units), ("/copies", case.copies)):
        if not 1 <= number <= MOST_UNITS:
            raise UnknownCase(pointer, f"Số lượng từ 1 đến {MOST_UNITS:,}.".replace(",", "."))
    counted = rule.per is not FeeUnit.DOSSIER
    amount, words = _one_copy(rule, case, case.units if counted else 1)
    lines = [words]
    if rule.most_vnd is not None and amount > rule.most_vnd:
        amount = rule.most_vnd
        lines.append(f"Mức thu tối đa: {vnd(amount)}.")
    if case.copies > 1:
        lines.append(f"{case.copies} bản × {vnd(amount)} = {vnd(amount * case.copies)}.")
        amount *= case.copies
    exemption = _exemption(rule, case.exemption)
    if exemption is not None:
        off = -(-amount * exemption.percent // _WHOLE)
        amount -= off
        name, source = exemption.name, exemption.source
        lines.append(
            f"{name}: miễn {vnd(off)} ({source}). Còn phải nộp {vnd(amount)}."
            if exemption.percent == _WHOLE
            else f"{name}: giảm {vnd(off)} ({source}). Còn phải nộp {vnd(amount)}."
        )
    if rule.source:
        lines.append(f"Căn cứ: {rule.source}.")
    return Fee(amount, tuple(lines), case.exemption)


def _one_copy(rule: FeeRule, case: FeeCase, units: int) -> tuple[int, str]:
    first = rule.amounts.get(case.channel, rule.amounts.get(""))
    if first is None:
        channel = CHANNEL_LABELS[case.channel].vi.lower()
        raise UnknownCase("/channel", f"Chưa có mức thu cho cách nộp {channel}.")
    unit = FEE_UNIT_LABELS[rule.per].vi
    starts = [1, *(tier.first for tier in rule.tiers)]
    prices = [first, *(tier.amount_vnd for tier in rule.tiers)]
    total, parts = 0, []
    for number, (start, price) in enumerate(zip(starts, prices, strict=True)):
        end = starts[number + 1] - 1 if number + 1 < len(starts) else units
        count = min(units, end) - start + 1
        if count > 0:
            total += count * price
            parts.append(f"{count} {unit} × {vnd(price)}")
    return total, f"{rule.name}: {' + '.join(parts)} = {vnd(total)}."


def _exemption(rule: FeeRule, key: str) -> Exemption | None:
    if not key:
        return None
    for exemption in rule.exemptions:
        if exemption.key == key:
            return exemption
    raise UnknownCase("/exemption", "Căn cứ miễn, giảm này không áp dụng cho khoản thu.")


def problems_of(rule: FeeRule) -> list[str]:
    """Why a rule cannot be used, in words; empty when it can."""
    wrong = []
    amounts = [*rule.amounts.values(), *(tier.amount_vnd for tier in rule.tiers)]
    if not rule.amounts:
        wrong.append("Chưa ghi mức thu.")
    if any(amount < 0 for amount in amounts):
        wrong.append("Mức thu không được âm.")
    firsts = [1, *(tier.first for tier in rule.tiers)]
    if firsts != sorted(set(firsts)):
        wrong.append("Các bậc phải bắt đầu sau 1 và tăng dần.")
    if rule.most_vnd is not None and rule.most_vnd < 0:
        wrong.append("Mức thu tối đa không được âm.")
    if any(not 1 <= e.percent <= _WHOLE for e in rule.exemptions):
        wrong.append("Mức giảm từ 1 đến 100 %.")
    return wrong


def vnd(amount: int) -> str:
    """An amount as it is written: "1.250.000 đồng"."""
    return f"{amount:,} đồng".replace(",", ".")
