"""The fees of a procedure as rules: those its content sets out, else its one amount by channel."""

from typing import Protocol

from backend.catalogue.content import ProcedureContent
from backend.law.fees import Fee, FeeCase, FeeRule, UnknownCase, fee_for
from backend.platform.problems import RuleBroken, field
from shared.vocabulary.channels import Channel
from shared.vocabulary.fees import FeeKind

WHOLE_FEE = "theo_thu_tuc"


def fee_rules(content: ProcedureContent) -> list[FeeRule]:
    """Empty for a procedure that costs nothing, or whose amounts are not known for certain."""
    if content.fees:
        return content.fees
    amounts = {c.channel.value: c.fee_vnd for c in content.channels if c.fee_vnd}
    if not amounts:
        return []
    source = next((c.fee_text for c in content.channels if c.fee_vnd and c.fee_text), "")
    return [FeeRule(WHOLE_FEE, "Lệ phí", FeeKind.CHARGE, amounts, source=source)]


def rule_of(content: ProcedureContent, key: str) -> FeeRule | None:
    """The rule of a key, or None."""
    return next((rule for rule in fee_rules(content) if rule.key == key), None)


class Counted(Protocol):
    """What is counted of a fee in one case."""

    @property
    def units(self) -> int: ...
    @property
    def copies(self) -> int: ...
    @property
    def exemption(self) -> str: ...


def worked_out(rule: FeeRule, channel: Channel, counted: Counted) -> Fee:
    """A rule in one case. Raises RuleBroken pointing at what does not fit."""
    try:
        return fee_for(rule, FeeCase(channel, counted.units, counted.copies, counted.exemption))
    except UnknownCase as error:
        raise RuleBroken(str(error), errors=[field(error.pointer, str(error))]) from error
