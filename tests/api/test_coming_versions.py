"""Versions approved for a day that meet what was changed after their approval."""

from collections.abc import AsyncIterator
from datetime import date, datetime, timedelta

import asyncpg
import msgspec
import pytest_asyncio

from backend.catalogue.coming_versions import take_effect_of_due
from backend.imports.kinds.fees import COLUMNS
from backend.platform import clock
from shared.client import catalogue, imports, papers, procedures, proposals
from shared.client.base import ApiClient
from shared.contracts.papers import DefinedPaper, SavePapers
from shared.contracts.procedures import ProcedureDesign, SaveProcedure
from shared.vocabulary.channels import CHANNEL_LABELS, Channel
from tests.api.own_procedures import SECOND, WRITER, Officer, kind_of, own_procedure, replace
from tests.api.test_imports import sheet
from tests.api.test_procedure_design import decided

SOON = clock.today() + timedelta(days=20)


@pytest_asyncio.fixture(loop_scope="session")
async def code(database: asyncpg.Pool) -> AsyncIterator[str]:
    """A procedure of its own; what its tests had approved waits no more afterwards."""
    async with own_procedure(database) as made:
        yield made
        await database.execute(
            "update procedure_change set state = 'called_off' where procedure_code = $1 "
            "and state = 'waiting'",
            made,
        )


def online(design: ProcedureDesign, day: date | None = None, **change: object) -> SaveProcedure:
    """The next version: something else of the way online."""
    ways = [replace(c, **change) if c.channel == "online" else c for c in design.procedure.channels]
    procedure = replace(design.procedure, channels=ways)
    on = day.isoformat() if day else None
    return SaveProcedure(design.next.revision, design.version, procedure, on)


async def fee_file(officer: Officer, code: str, fee: int) -> list[str]:
    """The fee online changes by spreadsheet; what the second person was warned of."""
    line = {
        "code": code, "channel": CHANNEL_LABELS[Channel.ONLINE].vi, "fee": str(fee),
        "text": f"{fee} đồng",
    }  # fmt: skip
    staged = await imports.stage(
        await officer(WRITER), "fees", "", "muc-thu.xlsx", sheet(COLUMNS, line)
    )
    second = await officer(SECOND)
    warned = (await imports.one(second, staged.id)).warnings
    await imports.apply(second, staged.id)
    return warned


async def at_day(day: date) -> None:
    with clock.at(datetime.combine(day, datetime.min.time(), clock.VIETNAM)):
        await take_effect_of_due()


async def way(anonymous: ApiClient, code: str) -> tuple[str, int | None]:
    """Term and fee of the way online as the portal says them."""
    page = await catalogue.procedure(anonymous, code)
    found = next(c for c in page.channels if c.channel.code == "online")
    return found.duration, found.fee_vnd


async def test_a_term_of_january_keeps_the_fee_and_the_paper_of_december(
    officer: Officer, anonymous: ApiClient, code: str
) -> None:
    writer, second = await officer(WRITER), await officer(SECOND)
    design = await procedures.design(writer, code)
    await decided(officer, code, online(design, SOON, amount="9"))
    warned = await fee_file(officer, code, 21_000)
    assert len(warned) == 1
    assert "cả hai thay đổi đều được giữ" in warned[0]
    paper = DefinedPaper("to_khai_moi", "Tờ khai bổ sung", copies=1)
    listed = (await papers.design(writer, code)).papers
    saved = await papers.save(
        writer, code, SavePapers(0, replace(listed, components=[*listed.components, paper]))
    )
    assert saved.touching == [], "a term and a paper are two things"
    saved = await papers.propose(writer, code, saved.next.revision)
    await papers.publish(second, code, saved.next.revision)
    await at_day(SOON)
    term, fee = await way(anonymous, code)
    assert fee == 21_000, "the fee that was set after the approval"
    assert term.startswith("9 ")
    page = await catalogue.procedure(anonymous, code)
    assert "to_khai_moi" in [c.key for c in page.components]
    assert (await procedures.design(writer, code)).waiting[0].state == "in_force"


async def test_a_fee_changed_by_both_holds_and_the_version_goes_back_with_the_reason(
    officer: Officer, anonymous: ApiClient, database: asyncpg.Pool, code: str
) -> None:
    writer = await officer(WRITER)
    design = await procedures.design(writer, code)
    await decided(officer, code, online(design, SOON, fee_vnd=12_000, amount="9"))
    warned = await fee_file(officer, code, 20_000)
    assert len(warned) == 1
    assert code in warned[0]
    assert "cách nộp Trực tuyến, phí" in warned[0]
    before, _fee = await way(anonymous, code)
    await at_day(SOON)
    assert await way(anonymous, code) == (before, 20_000), "nothing of it holds"
    back = await procedures.design(writer, code)
    assert back.waiting[0].state == "failed"
    assert "cách nộp Trực tuyến, phí" in back.waiting[0].note
    assert (back.next.state, back.base_version, back.effective_on) == ("draft", back.version, None)
    assert f"{SOON:%d/%m/%Y}" in back.next.note
    assert "phí" in back.next.note
    mine = next(c for c in back.procedure.channels if c.channel == "online")
    assert (mine.fee_vnd, mine.amount) == (12_000, "9"), "what was approved, over what is in force"
    listed = [p for p in (await proposals.proposals(writer)).items if p.key == code]
    assert [(p.subject, p.state) for p in listed] == [("procedure", "draft")]
    assert "procedure.given_back" in await acts_of(database, code)


async def acts_of(database: asyncpg.Pool, code: str) -> set[str]:
    rows = await database.fetch(
        "select distinct action from audit_entry where detail ->> 'key' = $1", code
    )
    return {row["action"] for row in rows}


async def test_a_later_version_knows_the_earlier_one_that_waits(
    officer: Officer, anonymous: ApiClient, code: str
) -> None:
    writer = await officer(WRITER)
    design = await procedures.design(writer, code)
    await decided(officer, code, online(design, SOON, fee_vnd=12_000))
    design = await procedures.design(writer, code)
    later = SOON + timedelta(days=10)
    saved = await procedures.save(writer, code, online(design, later, fee_vnd=13_000))
    assert any("thay giá trị đó" in words for words in saved.touching)
    saved = await procedures.propose(writer, code, saved.next.revision)
    assert saved.touching, "who approves is told too"
    await procedures.publish(await officer(SECOND), code, saved.next.revision)
    await at_day(SOON)
    assert (await way(anonymous, code))[1] == 12_000
    await at_day(later)
    assert (await way(anonymous, code))[1] == 13_000

    # The other way round, the one that was approved first cannot hold any more and says so.
    design = await procedures.design(writer, code)
    await decided(officer, code, online(design, later + timedelta(days=9), fee_vnd=14_000))
    design = await procedures.design(writer, code)
    sooner = online(design, later + timedelta(days=5), fee_vnd=15_000)
    saved = await procedures.save(writer, code, sooner)
    assert any("hãy hủy và soạn lại" in words for words in saved.touching)


async def test_a_draft_is_put_over_another_term_but_not_over_another_fee(
    officer: Officer, code: str
) -> None:
    writer = await officer(WRITER)
    design = await procedures.design(writer, code)
    saved = await procedures.save(writer, code, online(design, amount="9"))
    await fee_file(officer, code, 22_000)
    again = await procedures.design(writer, code)
    assert again.overtaken == []
    shown = next(c for c in again.preview.channels if c.channel.code == "online")
    assert (shown.fee_vnd, shown.duration[0]) == (22_000, "9")
    saved = await procedures.save(
        writer, code, replace(online(design, fee_vnd=8_000), revision=saved.next.revision)
    )
    assert saved.overtaken == ["channels"]
    call = procedures.propose(writer, code, saved.next.revision)
    assert await kind_of(call) == (409, "overtaken")


async def test_a_page_cannot_name_another_fee_than_is_charged(
    officer: Officer, database: asyncpg.Pool
) -> None:
    writer = await officer(WRITER)
    await database.execute("delete from proposal where key = '1.001612'")
    design = await procedures.design(writer, "1.001612")
    saved = await procedures.save(writer, "1.001612", online(design, fee_vnd=200_000))
    [fault] = saved.faults
    assert fault.pointer == "/channels/online/fee_vnd"
    assert "150.000 đồng" in fault.message
    call = procedures.propose(writer, "1.001612", saved.next.revision)
    assert await kind_of(call) == (422, "procedure-unsound")
    await procedures.discard(writer, "1.001612")


async def test_versions_that_waited_before_know_what_they_were_approved_over(
    officer: Officer, anonymous: ApiClient, database: asyncpg.Pool, code: str
) -> None:
    design = await procedures.design(await officer(WRITER), code)
    await decided(officer, code, online(design, SOON, amount="9"))
    kept = await database.fetchval(
        "select base from procedure_change where procedure_code = $1 and state = 'waiting'", code
    )
    before = msgspec.json.decode(kept)
    assert set(before) == {"channels"}
    old = next(c for c in design.procedure.channels if c.channel == "online")
    assert next(c for c in before["channels"] if c["channel"] == "online")["amount"] == old.amount
    await fee_file(officer, code, 23_000)
    await at_day(SOON)
    assert (await way(anonymous, code))[1] == 23_000
