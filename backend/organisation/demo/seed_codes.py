"""The national portal's codes for the demonstration's sectors, papers and fees."""

from backend.catalogue.seed import procedures
from backend.national.codes import keep_code
from backend.payments.fee_rules import fee_rules
from backend.platform.database import fetch_value, transaction
from backend.sandbox.national_lists import SECTOR_CODES, component_code, fee_code
from backend.settings import settings

_FIXED = (
    ("subject", "citizen", "1"),
    ("subject", "organisation", "2"),
    ("subject_2026", "citizen", "0"),
    ("subject_2026", "organisation", "1"),
    ("register", "population", "7"),
    ("register", "business", "8"),
    ("paper_kind", "original", "1"),
    ("paper_kind", "certified", "2"),
    ("paper_kind", "copy", "3"),
)


async def seed_codes() -> None:
    """Keeps them once; what an administrator changed afterwards stays."""
    there = await fetch_value(
        "select true from code_mapping where tenant_id = $1 and adapter_id = 'national' limit 1",
        settings().tenant,
    )
    if there:
        return
    async with transaction() as connection:
        for kind, code, theirs in _FIXED:
            await keep_code(connection, None, kind, code, theirs)
        for name, theirs in SECTOR_CODES.items():
            await keep_code(connection, None, "sector", name, theirs)
        for seed in procedures():
            content = seed.content
            for number, paper in enumerate(content.components, start=1):
                theirs = component_code(content.code, number)
                await keep_code(
                    connection, None, "component", f"{content.code}/{paper.key}", theirs
                )
            for number, rule in enumerate(fee_rules(content), start=1):
                theirs = fee_code(content.code, number)
                await keep_code(connection, None, "fee", f"{content.code}/{rule.key}", theirs)
            by_hand = f"{content.code}/theo_thong_bao"
            await keep_code(connection, None, "fee", by_hand, fee_code(content.code, 99))
