"""From draft to signed result: seen, approved and signed are one file; and the check by anybody."""

import asyncio
import hashlib
from collections.abc import Awaitable, Callable
from uuid import UUID

import asyncpg
import httpx
import pytest

from backend.documents.store import store
from backend.sandbox.signing import PIN
from shared.client import documents, dossiers, results
from shared.client.base import ApiClient, ApiProblem
from shared.contracts.results import SignResult
from storage.objects import LOCKED
from tests.api.conftest import Office, eventually
from tests.api.results.conftest import Phone
from tests.api.results.flow import Drafting, appraised
from tests.conftest import Services

Citizen = Callable[[int], Awaitable[ApiClient]]
Officer = Callable[[str], Awaitable[ApiClient]]
SLUG = "dongkinh"


@pytest.fixture
def begin(citizen: Citizen, officer: Officer, phone: Phone) -> Callable[[], Awaitable[Drafting]]:
    """A fresh dossier of a citizen in the hands of its executor."""
    office = Office(officer, SLUG)

    async def fresh() -> Drafting:
        return await appraised(await citizen(30), office, phone, SLUG)

    return fresh


Begin = Callable[[], Awaitable[Drafting]]


async def _numbers(database: asyncpg.Pool) -> list[asyncpg.Record]:
    found: list[asyncpg.Record] = await database.fetch(
        "select n.number, n.used from result_number n join agency g on g.id = n.agency_id "
        "where n.symbol = 'XNHN-UBND' and g.name like '%Đông Kinh%' order by n.number"
    )
    return found


@pytest.mark.criterion("II.9")
@pytest.mark.criterion("II.12")
@pytest.mark.criterion("III.16")
@pytest.mark.criterion("III.17")
async def test_a_result_is_drafted_signed_sealed_locked_and_in_the_account(
    begin: Begin, citizen: Citizen, anonymous: ApiClient, database: asyncpg.Pool
) -> None:
    work = await begin()
    api = await work.office.as_(work.office.specialist)
    desk = await results.start(api, work.id, "marital_status")
    assert desk.draft is not None
    values = {f.key: f.value for f in desk.draft.fields}
    assert values["name"] == "Nguyễn Văn Mẫu", "it begins with what the dossier knows"
    await work.saved({"residence": "Số 9 phố Trình Diễn"})
    await work.office.act(work.office.specialist, work.id, "submit_for_approval")

    leader, data = await work.seen("lanhdao")
    looked_at = await results.file(leader, work.id)
    assert hashlib.sha256(looked_at).hexdigest() == data.sha256
    signed = await work.signed()
    assert signed.draft is not None
    assert signed.draft.state == "signed"
    assert (await dossiers.dossier(leader, work.id)).state == "approved"
    done = await work.sealed()
    assert done.draft is None
    assert done.results[0].state == "in_force"

    owner = await citizen(30)
    mine = await dossiers.dossier(owner, work.id)
    assert mine.state == "result_ready"
    assert mine.result is not None
    content = await documents.content(owner, mine.result.document_id)
    assert content.startswith(looked_at), "the issued file begins with the very file approved"

    row = await database.fetchrow(
        "select object_key, sha256 from document where id = $1", UUID(mine.result.document_id)
    )
    assert row["object_key"].startswith(LOCKED)
    events = await database.fetch(
        "select act, payload from dossier_event where dossier_id = $1 order by seq", UUID(work.id)
    )
    approved = next(e for e in events if e["act"] == "approve")
    assert data.sha256 in approved["payload"]

    by_code = await results.check(anonymous, mine.result.verification_code)
    assert by_code.valid and by_code.signed
    assert [s.wrong for s in by_code.signatures] == ["", ""]
    by_file = await results.check_file(anonymous, "ket-qua.pdf", content)
    assert by_file.valid
    assert by_file.result is not None and by_file.result.number == mine.result.number
    assert "0200" not in repr(by_file), "no personal number"


@pytest.mark.criterion("II.9")
async def test_a_draft_changed_after_it_was_seen_is_not_signed(begin: Begin) -> None:
    work = await begin()
    await work.drafted()
    leader, data = await work.seen("lanhdao")
    await results.send_code(leader, work.id)
    code = await work.phone.code(f"lanhdao.{SLUG}")
    await work.saved({"residence": "Một nơi khác hẳn"})
    with pytest.raises(ApiProblem) as refused:
        await results.sign(leader, work.id, data, PIN, code)
    assert refused.value.status == 409
    assert "sửa sau khi bạn xem" in refused.value.message
    newest = (await results.desk(leader, work.id)).draft
    assert newest is not None
    with pytest.raises(ApiProblem) as refused:
        await results.sign(leader, work.id, SignResult(data.version, newest.sha256), PIN, code)
    assert refused.value.problem.type.endswith("not-seen"), "knowing the digest is not looking"
    assert (await dossiers.dossier(leader, work.id)).state == "submitted_for_approval"
    assert (await work.signed()).draft.state == "signed"  # type: ignore[union-attr]


async def test_the_bare_act_does_not_go_round_the_signature(begin: Begin) -> None:
    work = await begin()
    await work.drafted()
    with pytest.raises(ApiProblem) as refused:
        await work.office.act("lanhdao", work.id, "approve")
    assert refused.value.problem.type.endswith("sign-to-approve")


async def test_what_is_sent_back_is_open_again_and_must_be_signed_anew(begin: Begin) -> None:
    work = await begin()
    await work.drafted()
    await work.signed()
    await work.office.act("lanhdao", work.id, "send_back", reason="Sai nơi cư trú, sửa lại.")
    desk = await work.saved({"residence": "Số 10 phố Trình Diễn"})
    assert desk.draft is not None
    assert desk.draft.state == "open"
    await work.office.act(work.office.specialist, work.id, "submit_for_approval")
    await work.signed()
    assert (await work.sealed()).results


async def test_fields_that_are_wrong_are_said_and_kept_and_bar_the_way(begin: Begin) -> None:
    work = await begin()
    api = await work.office.as_(work.office.specialist)
    desk = await results.start(api, work.id, "marital_status")
    assert desk.draft is not None
    desk = await results.save(api, work.id, {"personal_id": "12"}, desk.draft.version)
    assert desk.draft is not None
    field = next(f for f in desk.draft.fields if f.key == "personal_id")
    assert (field.value, bool(field.wrong)) == ("12", True)
    assert desk.draft.sha256 == ""
    with pytest.raises(ApiProblem) as refused:
        await work.office.act(work.office.specialist, work.id, "submit_for_approval")
    assert refused.value.problem.type.endswith("draft-incomplete")
    with pytest.raises(ApiProblem) as refused:
        await results.save(api, work.id, {"khong_co": "x"}, desk.draft.version)
    assert refused.value.status == 422
    with pytest.raises(ApiProblem) as refused:
        await results.save(api, work.id, {"personal_id": "1"}, 1)
    assert refused.value.status == 412


async def test_nobody_else_drafts_signs_or_seals(begin: Begin, officer: Officer) -> None:
    work = await begin()
    await work.drafted()
    for role in ("vanthu", "lanhdao"):
        with pytest.raises(ApiProblem) as refused:
            await results.start(await work.office.as_(role), work.id, "marital_status")
        assert refused.value.status == 403
    executor = await work.office.as_(work.office.specialist)
    desk = await results.desk(executor, work.id)
    assert desk.draft is not None
    version = (await dossiers.dossier(executor, work.id)).version
    with pytest.raises(ApiProblem) as refused:
        await results.sign(executor, work.id, SignResult(version, desk.draft.sha256), PIN, "1")
    assert refused.value.status == 403
    stranger = await officer("lanhdao.bacson")
    with pytest.raises(ApiProblem) as refused:
        await results.desk(stranger, work.id)
    assert refused.value.status == 404


@pytest.mark.criterion("II.9")
async def test_a_refusing_service_leaves_the_draft_and_the_number_free(
    begin: Begin, phone: Phone, database: asyncpg.Pool
) -> None:
    work = await begin()
    await work.drafted()
    await work.signed()
    await phone.fault("refuse")
    with pytest.raises(ApiProblem) as refused:
        await work.sealed()
    assert refused.value.problem.type.endswith("signing-refused")
    await phone.fault("none")
    done = await work.sealed()
    numbers = await _numbers(database)
    assert all(row["used"] for row in numbers), "the number held in vain was given out next"
    assert [row["number"] for row in numbers] == list(range(1, len(numbers) + 1))
    assert done.results[0].number.endswith("/XNHN-UBND")


async def test_a_slow_service_shows_progress_and_ends_well(begin: Begin, phone: Phone) -> None:
    work = await begin()
    await work.drafted()
    leader, data = await work.seen("lanhdao")
    await results.send_code(leader, work.id)
    code = await phone.code(f"lanhdao.{SLUG}")
    await phone.fault("slow")
    desk_while = asyncio.create_task(results.sign(leader, work.id, data, PIN, code))
    desk = await desk_while
    assert desk.signing is not None
    assert desk.signing.state == "running"
    await phone.fault("none")

    async def done() -> bool:
        now = await results.desk(leader, work.id)
        return now.draft is not None and now.draft.state == "signed"

    assert await eventually(done)


@pytest.mark.criterion("II.9")
async def test_numbers_have_no_gap_and_no_repeat_when_many_seal_at_once(
    begin: Begin, database: asyncpg.Pool
) -> None:
    ready = [await begin() for _ in range(4)]
    for work in ready:
        await work.drafted()
        await work.signed()
    await asyncio.gather(*(work.sealed() for work in ready))

    async def all_issued() -> bool:
        api = await ready[0].office.as_("vanthu")
        states = [(await dossiers.dossier(api, work.id)).state for work in ready]
        return set(states) == {"result_ready"}

    assert await eventually(all_issued)
    rows = await _numbers(database)
    numbers = [row["number"] for row in rows if row["used"]]
    assert numbers == list(range(1, len(numbers) + 1))


@pytest.mark.criterion("III.17")
async def test_a_result_altered_in_the_store_is_not_shown_as_valid(
    begin: Begin, citizen: Citizen, anonymous: ApiClient, database: asyncpg.Pool
) -> None:
    work = await begin()
    await work.drafted()
    await work.signed()
    await work.sealed()
    mine = await dossiers.dossier(await citizen(30), work.id)
    assert mine.result is not None
    key = await database.fetchval(
        "select object_key from document where id = $1", UUID(mine.result.document_id)
    )
    await store().put_bytes(key, b"%PDF-1.7 other", "application/pdf")
    found = await results.check(anonymous, mine.result.verification_code)
    assert not found.valid
    assert "nguyên vẹn" in found.wrong


@pytest.mark.criterion("III.17")
async def test_files_that_prove_nothing_are_said_to_prove_nothing(
    begin: Begin, citizen: Citizen, anonymous: ApiClient
) -> None:
    work = await begin()
    await work.drafted()
    await work.signed()
    await work.sealed()
    owner = await citizen(30)
    mine = await dossiers.dossier(owner, work.id)
    assert mine.result is not None
    content = await documents.content(owner, mine.result.document_id)
    added = await results.check_file(anonymous, "x.pdf", content + b"\n% more\n")
    assert not added.valid
    assert "sau khi phát hành" in added.verdict
    altered = bytearray(content)
    altered[len(content) // 2] ^= 1
    for name, forged in {
        "one byte": bytes(altered),
        "no pdf": b"hello",
        "empty": b"",
        "cut": content[: len(content) // 2],
        "plain": b"%PDF-1.4\n%%EOF",
    }.items():
        found = await results.check_file(anonymous, "x.pdf", forged or b" ")
        assert not found.valid, name
        assert found.reasons, name


async def test_pin_and_code_are_written_down_nowhere(
    begin: Begin, services: Services, database: asyncpg.Pool
) -> None:
    work = await begin()
    await work.drafted()
    leader, data = await work.seen("lanhdao")
    await results.send_code(leader, work.id)
    code = await work.phone.code(f"lanhdao.{SLUG}")
    pin = "975310864"  # a wrong one, unlike anything else that is kept
    with pytest.raises(ApiProblem):
        await results.sign(leader, work.id, data, pin, code)
    assert pin not in (services.folder / "services.log").read_text(errors="replace")
    for table in ("idempotency", "outbox", "audit_entry", "result_signing", "result_event"):
        found = await database.fetchval(
            f"select count(*) from {table} t where to_jsonb(t)::text like $1", f"%{pin}%"
        )
        assert found == 0, table


async def test_a_stranger_who_asks_too_often_is_asked_to_wait(http: httpx.AsyncClient) -> None:
    headers = {"X-Forwarded-For": "203.0.113.77"}
    answers = [await http.get("/api/v1/results/KHONGCOMANAY", headers=headers) for _ in range(61)]
    assert {a.status_code for a in answers[:60]} == {404}
    assert answers[60].status_code == 429
    assert int(answers[60].headers["Retry-After"]) >= 1
    elsewhere = await http.get(
        "/api/v1/results/KHONGCOMANAY", headers={"X-Forwarded-For": "203.0.113.78"}
    )
    assert elsewhere.status_code == 404, "one address does not hold up another"
