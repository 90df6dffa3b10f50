"""Many results signed in one act: one PIN and code, an outcome for each, nothing half done."""

from collections.abc import Awaitable, Callable

import asyncpg
import pytest

from backend.sandbox.signing import PIN
from shared.client import documents, dossiers, results
from shared.client.base import ApiClient, ApiProblem
from shared.contracts.results import OneOfMany, SignedMany, SignMany
from tests.api.conftest import Office, eventually
from tests.api.results.conftest import Phone
from tests.api.results.flow import Drafting, appraised

Citizen = Callable[[int], Awaitable[ApiClient]]
Officer = Callable[[str], Awaitable[ApiClient]]
SLUG = "tamthanh"
Ready = Callable[[int], Awaitable[list[Drafting]]]


@pytest.fixture
def ready(citizen: Citizen, officer: Officer, phone: Phone) -> Ready:
    """So many fresh dossiers whose drafts wait for the leader."""
    office = Office(officer, SLUG)

    async def fresh(count: int) -> list[Drafting]:
        me = await citizen(31)
        works = [await appraised(me, office, phone, SLUG) for _ in range(count)]
        for work in works:
            await work.drafted()
        return works

    return fresh


async def _seen(works: list[Drafting], role: str) -> list[OneOfMany]:
    items = []
    for work in works:
        _api, data = await work.seen(role)
        items.append(OneOfMany(work.id, data.version, data.sha256))
    return items


async def _code(work: Drafting) -> str:
    await results.send_code(await work.office.as_("lanhdao"), work.id)
    return await work.phone.code(f"lanhdao.{SLUG}")


async def _ended(api: ApiClient, stands: SignedMany) -> SignedMany:
    async def done() -> SignedMany | None:
        now = await results.signed_many(api, stands.batch_id)
        return None if now.running else now

    if not stands.running:
        return stands
    found: SignedMany = await eventually(done)
    return found


@pytest.mark.criterion("II.9")
async def test_many_are_signed_with_one_code_and_then_sealed_with_one_pin(
    ready: Ready, citizen: Citizen, anonymous: ApiClient
) -> None:
    works = await ready(4)
    leader = await works[0].office.as_("lanhdao")
    waiting = {one.dossier_id: one for one in (await results.waiting(leader, "sign")).items}
    assert {work.id for work in works} <= set(waiting)
    assert not waiting[works[0].id].seen
    items = await _seen(works, "lanhdao")
    again = {one.dossier_id: one for one in (await results.waiting(leader, "sign")).items}
    assert again[works[0].id].seen, "what was looked at is known"
    assert again[works[0].id].sha256 == items[0].sha256

    code = await _code(works[0])
    done = await _ended(leader, await results.sign_many(leader, SignMany("sign", items), PIN, code))
    assert (done.done, done.failed) == (4, 0), done.items
    for work in works:
        assert (await dossiers.dossier(leader, work.id)).state == "approved"

    clerk = await works[0].office.as_("vanthu")
    to_seal = {one.dossier_id for one in (await results.waiting(clerk, "seal")).items}
    assert {work.id for work in works} <= to_seal
    items = await _seen(works, "vanthu")
    done = await _ended(clerk, await results.sign_many(clerk, SignMany("seal", items), PIN))
    assert (done.done, done.failed) == (4, 0), done.items
    owner = await citizen(31)
    numbers = set()
    for work in works:
        mine = (await dossiers.dossier(owner, work.id)).result
        assert mine is not None
        numbers.add(mine.number)
        content = await documents.content(owner, mine.document_id)
        checked = await results.check_file(anonymous, "ket-qua.pdf", content)
        assert checked.valid, checked.reasons
    assert len(numbers) == 4, "each has its own number"


@pytest.mark.criterion("II.9")
async def test_what_cannot_be_signed_is_told_and_does_not_hold_up_the_rest(ready: Ready) -> None:
    changed, unseen, good = await ready(3)
    leader = await good.office.as_("lanhdao")
    items = await _seen([changed, good], "lanhdao")
    await changed.saved({"residence": "Một nơi khác hẳn"})
    desk = await results.desk(leader, unseen.id)
    assert desk.draft is not None
    version = (await dossiers.dossier(leader, unseen.id)).version
    items.append(OneOfMany(unseen.id, version, desk.draft.sha256))
    code = await _code(good)
    done = await _ended(leader, await results.sign_many(leader, SignMany("sign", items), PIN, code))
    by_id = {one.dossier_id: one for one in done.items}
    assert by_id[good.id].state == "done"
    assert "sửa sau khi bạn xem" in by_id[changed.id].words
    assert "xem bản dự thảo trước khi ký" in by_id[unseen.id].words
    assert (await dossiers.dossier(leader, changed.id)).state == "submitted_for_approval"


@pytest.mark.criterion("II.9")
async def test_a_wrong_pin_or_an_absent_service_signs_none_of_them(
    ready: Ready, phone: Phone, database: asyncpg.Pool
) -> None:
    works = await ready(2)
    leader = await works[0].office.as_("lanhdao")
    items = await _seen(works, "lanhdao")
    code = await _code(works[0])
    with pytest.raises(ApiProblem) as refused:
        await results.sign_many(leader, SignMany("sign", items), "000000", code)
    assert refused.value.problem.type.endswith("wrong-pin")
    await phone.fault("down")
    with pytest.raises(ApiProblem) as refused:
        await results.sign_many(leader, SignMany("sign", items), PIN, code)
    assert refused.value.status == 503
    await phone.fault("none")
    states = [(await dossiers.dossier(leader, work.id)).state for work in works]
    assert states == ["submitted_for_approval"] * 2
    left = {one.dossier_id: one for one in (await results.waiting(leader, "sign")).items}
    assert left[works[0].id].failed, "why the last go failed stands on the list"
    code = await _code(works[0])
    done = await _ended(leader, await results.sign_many(leader, SignMany("sign", items), PIN, code))
    assert done.done == 2


async def test_nobody_signs_or_follows_what_is_not_theirs(ready: Ready, officer: Officer) -> None:
    (work,) = await ready(1)
    items = await _seen([work], "lanhdao")
    stranger = await officer("lanhdao.bacson")
    assert work.id not in {i.dossier_id for i in (await results.waiting(stranger, "sign")).items}
    stands = await results.sign_many(stranger, SignMany("sign", items), PIN, "1")
    assert (stands.done, stands.failed) == (0, 1)
    executor = await work.office.as_(work.office.specialist)
    assert work.id not in {i.dossier_id for i in (await results.waiting(executor, "sign")).items}
    leader = await work.office.as_("lanhdao")
    code = await _code(work)
    stands = await results.sign_many(leader, SignMany("sign", items), PIN, code)
    with pytest.raises(ApiProblem) as refused:
        await results.signed_many(stranger, stands.batch_id)
    assert refused.value.status == 404
    await _ended(leader, stands)
    with pytest.raises(ApiProblem) as refused:
        await results.sign_many(leader, SignMany("sign", [items[0], items[0]]), PIN, code)
    assert refused.value.status == 422
