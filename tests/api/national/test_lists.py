"""The national lists against ours: found field by field, taken over or held by an administrator."""

import uuid
from collections.abc import Awaitable, Callable
from typing import Any

import asyncpg
import httpx
import pytest

from shared.client import catalogue, national_lists
from shared.client.base import ApiClient, ApiProblem
from shared.contracts.national_lists import ListDifference
from tests.api.conftest import eventually
from tests.api.test_national_portal import fault
from tests.conftest import Services

Officer = Callable[[str], Awaitable[ApiClient]]
CODE = "2.000884"  # nobody else's tests change this procedure


async def change(services: Services, code: str, **fields: Any) -> None:
    """Changes a procedure in the national list."""
    async with httpx.AsyncClient() as portal:
        url = f"{services.national_url}/lists/procedures/{code}"
        (await portal.post(url, json=fields)).raise_for_status()


async def compared(admin: ApiClient) -> None:
    """One comparison from beginning to end that begins now."""
    before = {p.id for p in await national_lists.pulls(admin)}
    while True:
        begun = (await national_lists.start_pull(admin))[0]

        async def done(id_: str = begun.id) -> bool:
            pulls = await national_lists.pulls(admin)
            return any(p.id == id_ and p.state == "done" for p in pulls)

        assert await eventually(done), await national_lists.pulls(admin)
        if begun.id not in before:
            return


async def found(admin: ApiClient, key: str, standing: str = "open") -> ListDifference | None:
    """The difference about one thing."""
    cursor = ""
    while True:
        page = await national_lists.differences(admin, standing=standing, cursor=cursor)
        for one in page.items:
            if one.key == key:
                return one
        cursor = page.next_cursor or ""
        if not cursor:
            return None


async def confirmed(second: ApiClient, key: str) -> None:
    """What one person proposed about a thing, agreed to by another."""
    one = await found(second, key, "proposed")
    assert one is not None
    await national_lists.confirm(second, one.id, one.revision)


@pytest.mark.criterion("II.1")
@pytest.mark.criterion("II.25")
@pytest.mark.criterion("S.5")
@pytest.mark.criterion("G.6")
@pytest.mark.criterion("G.1")
async def test_a_changed_procedure_is_shown_field_by_field_and_taken_over_as_a_new_version(
    officer: Officer, services: Services, database: asyncpg.Pool
) -> None:
    admin, second = await officer("danhmuc.ubndtinh"), await officer("quantri.ubndtinh")
    before = await catalogue.procedure(admin, CODE)
    name, steps = f"{before.name} (sửa đổi {uuid.uuid4().hex[:4]})", ["Nộp hồ sơ.", "Nhận kết quả."]
    await change(
        services,
        CODE,
        TENTTHC=name,
        TRINHTUTHUCHIEN=[{"TRUONGHOP": "", "TRINHTU": [{"TENTRINHTU": s} for s in steps]}],
    )
    await compared(admin)
    one = await found(admin, CODE)
    assert one is not None
    assert {f.key for f in one.fields} >= {"name", "steps"}
    assert "components" not in {f.key for f in one.fields}
    shown = next(f for f in one.fields if f.key == "name")
    assert (shown.ours, shown.theirs) == (before.name, name)
    await national_lists.approve(admin, one.id, ["name"])
    same = await catalogue.procedure(admin, CODE)
    assert (same.name, same.version) == (before.name, before.version), "one person changes nothing"
    await confirmed(second, CODE)
    after = await catalogue.procedure(admin, CODE)
    assert (after.name, after.version) == (name, before.version + 1)
    assert after.steps == before.steps, "only what was chosen is taken over"
    hands = await database.fetchrow(
        "select proposed_by_name, published_by_name from procedure_version "
        "where procedure_code = $1 and version = $2",
        CODE,
        after.version,
    )
    assert all(hands), "who proposed it and who put it in force"
    assert hands["proposed_by_name"] != hands["published_by_name"]
    assert after.components == before.components
    audit = "select detail->>'key' from audit_entry where action = 'national.difference_approved'"
    assert CODE in {row[0] for row in await database.fetch(audit)}
    with pytest.raises(ApiProblem) as again:
        await national_lists.approve(admin, one.id, ["name"])
    assert again.value.status == 409
    await compared(admin)
    rest = await found(admin, CODE)
    assert rest is not None
    assert "name" not in {f.key for f in rest.fields}
    assert "steps" in {f.key for f in rest.fields}
    await national_lists.hold(admin, rest.id, "Chờ văn bản hướng dẫn của Bộ.")
    await compared(admin)
    assert await found(admin, CODE, "proposed") is not None, "a comparison leaves a proposal alone"
    await confirmed(second, CODE)
    await compared(admin)
    assert await found(admin, CODE) is None, "what was held stays held while theirs is the same"
    assert await found(admin, CODE, "held") is not None
    await change(services, CODE, TENTTHC=before.name)
    await compared(admin)
    back = await found(admin, CODE)
    assert back is not None, "theirs changed again, so it is to be decided again"
    await national_lists.approve(second, back.id, ["name"])
    await confirmed(admin, CODE)
    assert (await catalogue.procedure(admin, CODE)).name == before.name


@pytest.mark.criterion("II.25")
async def test_who_proposed_is_never_the_second_person_and_what_changed_is_read_anew(
    officer: Officer, services: Services
) -> None:
    code = "3.000333"
    admin, second = await officer("danhmuc.ubndtinh"), await officer("quantri.ubndtinh")
    await change(services, code, YEUCAU=f"Yêu cầu mới {uuid.uuid4().hex[:6]}.")
    await compared(admin)
    one = await found(admin, code)
    assert one is not None
    with pytest.raises(ApiProblem) as nothing:
        await national_lists.confirm(second, one.id, one.revision)
    assert nothing.value.status == 409, "nobody has proposed anything"
    await national_lists.approve(admin, one.id, ["conditions"])
    own = await found(admin, code, "proposed")
    assert own is not None
    assert (own.may_confirm, own.chosen) == (False, ["conditions"])
    with pytest.raises(ApiProblem) as alone:
        await national_lists.confirm(admin, own.id, own.revision)
    assert alone.value.status == 403
    assert alone.value.problem.type.endswith("second-person")
    for again in (
        national_lists.approve(second, one.id, ["conditions"]),
        national_lists.hold(second, one.id, "Một quyết định khác cùng lúc."),
    ):
        with pytest.raises(ApiProblem) as waits:
            await again
        assert waits.value.status == 409
    read = await found(second, code, "proposed")
    assert read is not None
    assert read.may_confirm
    await national_lists.give_back(admin, one.id, "Tôi chọn nhầm, đề nghị lại.")
    given = await found(admin, code)
    assert given is not None
    assert "chọn nhầm" in given.note
    await national_lists.hold(admin, one.id, "Chưa có văn bản hướng dẫn.")
    with pytest.raises(ApiProblem) as old:
        await national_lists.confirm(second, one.id, read.revision)
    assert old.value.status == 412, "what was read is not what is proposed now"
    await change(services, code, YEUCAU=f"Yêu cầu khác {uuid.uuid4().hex[:6]}.")
    await compared(admin)
    fresh = await found(admin, code)
    assert fresh is not None, "theirs changed, so the proposal was about something else"
    assert (fresh.proposal, fresh.may_confirm) == ("", False)


@pytest.mark.criterion("S.5")
async def test_a_code_nobody_knows_is_not_taken_over(officer: Officer, services: Services) -> None:
    admin = await officer("danhmuc.ubndtinh")
    code = "2.000635"
    way = {
        "KENH": "Trực tuyến",
        "THOIGIAN": [{"THOIGIANGIAIQUYET": "2", "DONVITINH": "Tuần", "PHILEPHI": []}],
    }
    await change(services, code, CACHTHUCTHUCHIEN=[way])
    await compared(admin)
    one = await found(admin, code)
    assert one is not None
    blocked = next(f for f in one.fields if f.key == "channels")
    assert "Tuần" in blocked.why_not
    with pytest.raises(ApiProblem) as refused:
        await national_lists.approve(admin, one.id, ["channels"])
    assert refused.value.status == 422


@pytest.mark.criterion("II.25")
async def test_what_only_one_side_has_is_listed_and_sectors_get_their_codes(
    officer: Officer, services: Services, database: asyncpg.Pool
) -> None:
    admin = await officer("danhmuc.ubndtinh")
    theirs = f"7.{uuid.uuid4().int % 10**6:06d}"
    await change(services, theirs, TENTTHC="Thủ tục chỉ có ở Cổng quốc gia")
    held = "select id, their_code from code_mapping where kind = 'sector' and code = 'Đất đai'"
    row = await database.fetchrow(held)
    await database.execute("delete from code_mapping where id = $1", row["id"])
    await compared(admin)
    there = await found(admin, theirs)
    assert there is not None
    assert (there.kind, there.may_approve) == ("only_there", False)
    sector = await found(admin, "Đất đai")
    assert sector is not None
    await national_lists.approve(admin, sector.id, ["code"])
    assert await database.fetchrow(held) is None
    await confirmed(await officer("quantri.ubndtinh"), "Đất đai")
    assert (await database.fetchrow(held))["their_code"] == row["their_code"]


async def test_a_portal_that_is_away_leaves_the_comparison_to_go_on_later(
    officer: Officer, services: Services
) -> None:
    admin = await officer("danhmuc.ubndtinh")
    try:
        await fault(services, "down")
        begun = (await national_lists.start_pull(admin))[0]

        async def noted() -> bool:
            pulls = await national_lists.pulls(admin)
            return any(p.id == begun.id and p.error for p in pulls)

        assert await eventually(noted)
        assert (await national_lists.start_pull(admin))[0].id == begun.id, "one at a time"
    finally:
        await fault(services, "none")


async def test_only_administrators_see_and_decide(officer: Officer) -> None:
    desk = await officer("tiepnhan1.tamthanh")
    for call in (
        national_lists.pulls(desk),
        national_lists.differences(desk),
        national_lists.start_pull(desk),
        national_lists.inbound(desk),
    ):
        with pytest.raises(ApiProblem) as refused:
            await call
        assert refused.value.status == 403
