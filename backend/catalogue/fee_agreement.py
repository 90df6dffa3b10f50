"""Whether the fee a page names is the fee that is charged. Pure.

Rules of fees are what is charged (`payments/fee_rules.py`); a way to submit names one amount.
"""

from collections.abc import Iterator, Sequence

from backend.catalogue.content import ChannelContent, ProcedureContent
from backend.law.fees import FeeRule, vnd
from shared.contracts.common import FieldProblem
from shared.vocabulary.channels import CHANNEL_LABELS


def fee_faults(content: ProcedureContent) -> list[FieldProblem]:
    """Every way to submit whose fee is not what the rules come to for one unit."""
    return list(_faults(content.channels, content.fees))


def _faults(channels: Sequence[ChannelContent], rules: Sequence[FeeRule]) -> Iterator[FieldProblem]:
    for entry in channels:
        if not rules or entry.fee_vnd is None:
            continue
        at, way = f"/channels/{entry.channel}/fee_vnd", CHANNEL_LABELS[entry.channel].vi
        amounts = [rule.amounts.get(entry.channel, rule.amounts.get("")) for rule in rules]
        known = [amount for amount in amounts if amount is not None]
        if len(known) < len(amounts):
            yield FieldProblem(at, f"{way}: quy tắc phí chưa có mức thu cho cách nộp này.")
        elif sum(known) != entry.fee_vnd:
            charged = vnd(sum(known))
            yield FieldProblem(
                at,
                f"{way}: trang ghi {vnd(entry.fee_vnd)} nhưng quy tắc phí thu {charged}. Sửa cho "
                "hai mức bằng nhau.",
            )
