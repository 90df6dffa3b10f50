"""Disposal: three persons, nothing that is held or young, objects destroyed, a record left."""

import asyncio
import uuid
from collections.abc import Awaitable, Callable
from datetime import timedelta

import asyncpg
import pytest

from backend.documents.store import store
from backend.platform import clock
from backend.settings import settings
from shared.client import archive, archive_packages, documents, dossiers
from shared.client.base import ApiClient, ApiProblem
from shared.contracts.acts import ActInput
from shared.contracts.archive_packages import DisposalList, ProposeDisposal
from storage.objects import ObjectMissing
from tests.api.conftest import Office, eventually, submitted
from tests.api.test_archive import written_pdf
from tests.api.test_sweeps import sweep
from tests.conftest import Services

Citizen = Callable[[int], Awaitable[ApiClient]]
Officer = Callable[[str], Awaitable[ApiClient]]
pytestmark = pytest.mark.usefixtures("freshly_proven")
REASON = "Hết thời hạn lưu trữ theo bảng thời hạn của cơ quan."


async def kept_too_long(
    citizen: Citizen, officer: Officer, database: asyncpg.Pool, number: int, slug: str, name: str
) -> str:
    """A refused dossier with a file whose last day was in the year before."""
    me, office = await citizen(number), Office(officer, slug)
    id_ = (await submitted(me, name)).dossier_id
    await office.act(
        "tiepnhan1", id_, "request_supplement", reason="Thiếu giấy tờ kèm theo.",
        items=["Giấy tờ"], answer_within_days=5,
    )  # fmt: skip
    await documents.upload_to_dossier(me, id_, "giay.pdf", written_pdf("Giấy"), "", "supplement")
    now = await dossiers.dossier(me, id_)
    await dossiers.act(me, id_, "supplement", ActInput(version=now.version))
    await office.act("tiepnhan1", id_, "refuse", reason="Không thuộc thẩm quyền giải quyết.")
    await sweep()
    await database.execute(
        "update archive_record set dispose_after = $2 where dossier_id = $1",
        uuid.UUID(id_), clock.today() - timedelta(days=400),
    )  # fmt: skip
    return id_


async def proposed(api: ApiClient, dossier_id: str) -> DisposalList:
    agency = (await dossiers.dossier(api, dossier_id)).receiving_agency.id
    until = clock.today() - timedelta(days=365)
    return await archive_packages.propose_disposal(api, ProposeDisposal(agency, until, REASON))


async def finished(api: ApiClient, list_id: str) -> DisposalList:
    async def there() -> DisposalList | None:
        now = await archive_packages.disposal(api, list_id)
        return now if now.state == "done" else None

    found: DisposalList = await eventually(there)
    return found


@pytest.mark.criterion("II.15")
@pytest.mark.criterion("G.9")
async def test_two_other_persons_approve_and_then_objects_go_and_the_record_stays(
    citizen: Citizen, officer: Officer, database: asyncpg.Pool
) -> None:
    one = await kept_too_long(citizen, officer, database, 46, "locbinh", "Lộc Bình")
    held = await kept_too_long(citizen, officer, database, 47, "locbinh", "Lộc Bình")
    clerk, head = await officer("vanthu.locbinh"), await officer("truongbophan.locbinh")
    leader, desk = await officer("lanhdao.locbinh"), await officer("tiepnhan1.locbinh")
    keys = await database.fetch(
        "select object_key from document where dossier_id = $1 and object_key is not null",
        uuid.UUID(one),
    )
    assert keys
    file = (await dossiers.dossier(clerk, one)).documents[0].id
    assert await documents.page(clerk, file, 1, "thumb")  # drawn, and kept beside it
    drawn = f"{settings().tenant}/previews/{file}/"
    listed = await proposed(clerk, one)
    assert (listed.state, listed.total, listed.may) == ("proposed", 2, [])
    with pytest.raises(ApiProblem) as refused:  # in one list at a time
        await proposed(clerk, one)
    assert refused.value.status == 422
    for person, step, status in (
        (clerk, archive_packages.review_disposal, 403),
        (leader, archive_packages.approve_disposal, 409),
        (desk, archive_packages.review_disposal, 403),
        (await officer("truongbophan.bacson"), archive_packages.review_disposal, 404),
    ):
        with pytest.raises(ApiProblem) as refused:
            await step(person, listed.id)
        assert refused.value.status == status
    assert (await archive_packages.disposal(head, listed.id)).may == ["review", "refuse"]
    reviewed = await archive_packages.review_disposal(head, listed.id)
    assert reviewed.state == "reviewed"
    # Somebody remembers in time: what is held when its turn comes stays.
    await archive.set_hold(clerk, held, "Toà án yêu cầu giữ hồ sơ vụ án 5/2026.")
    await archive_packages.approve_disposal(leader, listed.id)
    done = await finished(clerk, listed.id)
    assert (done.done, done.kept) == (1, 1)
    assert len({done.proposed_by, done.reviewed_by, done.approved_by}) == 3
    for key in keys:
        with pytest.raises(ObjectMissing):
            await store().stat(key["object_key"])
    with pytest.raises(ApiProblem) as refused:
        await documents.content(clerk, file)
    assert refused.value.status == 404
    assert await store().delete_under(drawn) == 0
    gone = await dossiers.dossier(clerk, one)
    assert gone.answers == [] and gone.documents == []
    record = await archive.record(clerk, one)
    assert record.row.status == "disposed" and record.disposal_id == listed.id
    lines = {
        line.dossier_id: line
        for line in (await archive_packages.disposal_lines(clerk, listed.id)).items
    }
    assert lines[one].destroyed_at and lines[one].files >= 1 and lines[one].bytes > 0
    assert not lines[held].destroyed_at and "giữ" in lines[held].kept_because
    assert (await archive.record(clerk, held)).row.status == "kept"
    assert (await dossiers.dossier(clerk, held)).answers
    with pytest.raises(asyncpg.InsufficientPrivilegeError):
        await database.execute("delete from disposal_item where dossier_id = $1", uuid.UUID(one))
    with pytest.raises(ApiProblem) as refused:
        await archive.set_hold(clerk, one, REASON)
    assert refused.value.status == 409


async def test_one_person_cannot_take_two_steps_even_against_the_database(
    citizen: Citizen, officer: Officer, database: asyncpg.Pool
) -> None:
    id_ = await kept_too_long(citizen, officer, database, 48, "luongvantri", "Lương Văn Tri")
    leader, head = await officer("lanhdao.luongvantri"), await officer("truongbophan.luongvantri")
    listed = await proposed(leader, id_)  # a leader may propose, but then not decide
    await archive_packages.review_disposal(head, listed.id)
    with pytest.raises(ApiProblem) as refused:
        await archive_packages.approve_disposal(leader, listed.id)
    assert refused.value.problem.type.endswith("same-person")
    with pytest.raises(asyncpg.CheckViolationError):
        await database.execute(
            "update disposal set state = 'running', approved_by = proposed_by where id = $1",
            uuid.UUID(listed.id),
        )
    with pytest.raises(asyncpg.CheckViolationError):
        await database.execute(
            "update disposal set state = 'running' where id = $1", uuid.UUID(listed.id)
        )


async def test_a_refused_list_sets_its_dossiers_free(
    citizen: Citizen, officer: Officer, database: asyncpg.Pool
) -> None:
    id_ = await kept_too_long(citizen, officer, database, 49, "bacson", "Bắc Sơn")
    clerk, head = await officer("vanthu.bacson"), await officer("truongbophan.bacson")
    listed = await proposed(clerk, id_)
    refused_list = await archive_packages.refuse_disposal(head, listed.id, "Còn cần tra cứu thêm.")
    assert refused_list.state == "refused" and refused_list.refusal
    with pytest.raises(ApiProblem) as refused:
        await archive_packages.approve_disposal(await officer("lanhdao.bacson"), listed.id)
    assert refused.value.status == 409
    assert (await archive.record(clerk, id_)).row.status == "kept"
    assert (await proposed(clerk, id_)).state == "proposed"


async def test_a_disposal_that_fell_between_database_and_store_is_finished(
    citizen: Citizen, officer: Officer, database: asyncpg.Pool, services: Services
) -> None:
    from backend.archive import disposals

    id_ = await kept_too_long(citizen, officer, database, 50, "dongkinh", "Đông Kinh")
    clerk, head = await officer("vanthu.dongkinh"), await officer("truongbophan.dongkinh")
    listed = await proposed(clerk, id_)
    await archive_packages.review_disposal(head, listed.id)
    services.worker.stop()
    try:
        await archive_packages.approve_disposal(await officer("lanhdao.dongkinh"), listed.id)
        item = await database.fetchval(
            "select id from disposal_item where disposal_id = $1", uuid.UUID(listed.id)
        )
        keys = await disposals._cleared(uuid.UUID(listed.id), item, uuid.UUID(id_))
        keys = [key for key in keys or [] if not key.endswith("/")]
        assert keys
        for key in keys:
            assert await store().stat(key)  # here the power failed
    finally:
        services.worker.start()
    done = await finished(clerk, listed.id)
    assert done.done == 1
    for key in keys:
        with pytest.raises(ObjectMissing):
            await store().stat(key)


async def approved(officer: Officer, slug: str, dossier_id: str) -> DisposalList:
    """A list through all three hands, worked on to its end."""
    clerk, head = await officer(f"vanthu.{slug}"), await officer(f"truongbophan.{slug}")
    listed = await proposed(clerk, dossier_id)
    await archive_packages.review_disposal(head, listed.id)
    await archive_packages.approve_disposal(await officer(f"lanhdao.{slug}"), listed.id)
    return await finished(clerk, listed.id)


@pytest.mark.criterion("II.15")
async def test_a_result_locked_in_the_store_keeps_its_dossier_until_the_lock_has_ended(
    citizen: Citizen, officer: Officer, database: asyncpg.Pool
) -> None:
    id_ = await kept_too_long(citizen, officer, database, 51, "kylua", "Kỳ Lừa")
    row = await database.fetchrow(
        "select id, object_key from document where dossier_id = $1 and purpose = 'supplement'",
        uuid.UUID(id_),
    )
    ends = clock.now() + timedelta(seconds=25)
    locked = await store().put_locked(
        f"{settings().tenant}/2026/01/{uuid.uuid4()}", b"%PDF-signed", "application/pdf", ends
    )
    if not store().locks:
        pytest.skip("this server has no object lock")
    await database.execute(
        "update document set object_key = $2 where id = $1", row["id"], locked.key
    )
    first = await approved(officer, "kylua", id_)
    assert (first.done, first.kept) == (0, 1)
    lines = (await archive_packages.disposal_lines(await officer("vanthu.kylua"), first.id)).items
    assert "khóa trong kho" in next(x for x in lines if x.dossier_id == id_).kept_because
    assert await store().get_bytes(locked.key) == b"%PDF-signed"
    await asyncio.sleep(max(0, (ends - clock.now()).total_seconds()) + 1)
    second = await approved(officer, "kylua", id_)
    assert (second.done, second.kept) == (1, 0)
    with pytest.raises(ObjectMissing):
        await store().stat(locked.key)


async def test_nothing_young_and_no_day_to_come_can_be_listed(
    citizen: Citizen, officer: Officer
) -> None:
    clerk = await officer("vanthu.kylua")
    me = await citizen(51)
    id_ = (await submitted(me, "Kỳ Lừa")).dossier_id
    agency = (await dossiers.dossier(clerk, id_)).receiving_agency.id
    for until in (clock.today(), clock.today() + timedelta(days=400)):
        with pytest.raises(ApiProblem) as refused:
            await archive_packages.propose_disposal(clerk, ProposeDisposal(agency, until, REASON))
        assert refused.value.errors[0].pointer == "/until"
