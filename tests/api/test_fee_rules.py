"""Rules of fees written on the screen: tried in words, agreed with the page, charged as written."""

from collections.abc import AsyncIterator

import asyncpg
import pytest_asyncio

from backend.catalogue.queries import version_in_force
from backend.payments.fee_rules import fee_rules
from shared.client import procedures
from shared.contracts.procedures import (
    DefinedExemption,
    DefinedFee,
    DefinedRules,
    DefinedSupplement,
    DefinedTier,
    ProcedureDesign,
    SaveProcedure,
)
from shared.vocabulary.fees import FeeKind, FeeMoment, FeeUnit
from shared.vocabulary.time_units import SupplementPolicy
from tests.api.own_procedures import WRITER, Officer, kind_of, own_procedure, replace
from tests.api.test_procedure_design import decided

FEE = DefinedFee(
    "ban_sao",
    "Phí cấp bản sao",
    FeeKind.FEE,
    {"": 8_000},
    FeeUnit.COPY,
    [DefinedTier(3, 5_000)],
    200_000,
    FeeMoment.AT_SUBMISSION,
    [DefinedExemption("ho_ngheo", "Hộ nghèo", 100, "Nghị quyết 12/NQ-HĐND Điều 4")],
    source="Nghị quyết 12/NQ-HĐND",
)


@pytest_asyncio.fixture(loop_scope="session")
async def code(database: asyncpg.Pool) -> AsyncIterator[str]:
    """A procedure of its own without rules."""
    async with own_procedure(database) as made:
        yield made


def ruled(design: ProcedureDesign, *fees: DefinedFee, page: int = 8_000) -> SaveProcedure:
    """The next version: these rules, and this fee on the page."""
    ways = [replace(c, fee_vnd=page, fee_text=f"{page} đồng") for c in design.procedure.channels]
    own = DefinedSupplement("Luật Thử Điều 5", SupplementPolicy.PAUSE_RESUME, 3, 1)
    rules = DefinedRules([*fees], own, "Luật Thử Điều 6")
    procedure = replace(design.procedure, channels=ways, rules=rules)
    return SaveProcedure(design.next.revision, design.version, procedure)


async def test_rules_are_written_tried_approved_and_charged(officer: Officer, code: str) -> None:
    writer = await officer(WRITER)
    design = await procedures.design(writer, code)
    assert design.procedure.rules == DefinedRules([], None, "")
    saved = await procedures.save(writer, code, ruled(design, FEE))
    assert "Phí cấp bản sao, Trực tuyến, 3 bản: 21.000 đồng" in saved.fees_tried
    told = {d.field: " ".join(d.new) for d in saved.differences}
    assert "từ bản thứ 3: 5.000 đồng" in told["fees"]
    assert "Hộ nghèo: giảm 100 %" in told["fees"]
    assert "Luật Thử Điều 5" in told["supplement"]
    assert told["payment_pause_source"] == "Luật Thử Điều 6"
    done = await decided(officer, code, replace(ruled(design, FEE), revision=saved.next.revision))
    assert done.procedure.rules is not None
    assert done.procedure.rules.fees == [FEE]
    _id, content = await version_in_force(code, online=False)
    [rule] = fee_rules(content)
    assert (rule.key, rule.amounts, rule.tiers[0].amount_vnd) == ("ban_sao", {"": 8_000}, 5_000)
    assert content.supplement is not None
    assert content.supplement.requests == 1

    # Who writes through another program and leaves the rules out leaves them as they are.
    procedure = replace(done.procedure, rules=None, keywords=["bản sao thử"])
    kept = await decided(officer, code, SaveProcedure(done.next.revision, done.version, procedure))
    assert kept.procedure.rules == done.procedure.rules


async def test_rules_that_cannot_be_used_are_named(officer: Officer, code: str) -> None:
    writer = await officer(WRITER)
    design = await procedures.design(writer, code)
    bad = replace(FEE, tiers=[DefinedTier(5, 1), DefinedTier(3, 1)], source=" ")
    saved = await procedures.save(writer, code, ruled(design, bad, bad, page=1_000))
    words = " ".join(fault.message for fault in saved.faults)
    for said in ("có 2 lần", "tăng dần", "văn bản quy định mức thu", "quy tắc phí thu 16.000 đồng"):
        assert said in words, words
    call = procedures.propose(writer, code, saved.next.revision)
    assert await kind_of(call) == (422, "procedure-unsound")
    empty = replace(ruled(design, replace(FEE, amounts={"online": 8_000})), revision=1)
    saved = await procedures.save(writer, code, empty)
    assert any("chưa có mức thu cho cách nộp này" in f.message for f in saved.faults)
