"""Wrong, hostile and unlucky requests: a clear Vietnamese sentence, nothing lost or half done."""

import asyncio
import io
import uuid
from collections.abc import Awaitable, Callable
from typing import Any

import asyncpg
import httpx
import pytest
from PIL import Image

from shared.client import documents, dossiers
from shared.client.base import ApiClient, ApiProblem
from shared.contracts.acts import Transfer
from shared.contracts.drafts import Draft, SaveDraft
from tests.api.conftest import ANSWERS, PROCEDURE, Office, photo, sign_in, submitted

Citizen = Callable[[int], Awaitable[ApiClient]]
Officer = Callable[[str], Awaitable[ApiClient]]


def is_problem(answer: httpx.Response, status: int) -> dict[str, Any]:
    """The body of an RFC 9457 problem with a sentence in Vietnamese."""
    assert answer.status_code == status, answer.text
    assert answer.headers["content-type"].startswith("application/problem+json")
    body: dict[str, Any] = answer.json()
    assert body["type"].startswith("urn:motcua:problem:")
    assert body["status"] == status
    assert any(letter in body["detail"].lower() for letter in "ăâđêôơưạảấầậắặẹếềệịọốồộớờợụứừựỳ")
    return body


async def cookies(http: httpx.AsyncClient, number: int) -> dict[str, str]:
    """Headers of the n-th citizen for raw requests."""
    from backend.organisation.demo.names import personal_id

    value = await sign_in(http, personal_id(number), "citizen")
    return {"Cookie": f"motcua_citizen={value}", "X-MotCua-Face": "citizen"}


async def test_an_unknown_procedure_is_said_to_be_unknown(
    http: httpx.AsyncClient, citizen: Citizen
) -> None:
    await citizen(30)
    is_problem(await http.get("/api/v1/procedures/9.999999"), 404)
    headers = await cookies(http, 30)
    is_problem(
        await http.post("/api/v1/drafts", json={"procedure_code": "9.999999"}, headers=headers), 404
    )


@pytest.mark.parametrize(
    ("body", "status", "pointer"),
    [
        (b"{", 400, None),
        (b"", 400, None),
        (b'{"procedure_code": 5}', 400, "/procedure_code"),
        (b'{"procedure_code": "1.004873", "evil": 1}', 400, None),
        (b'\xff\xfe{"procedure_code": "1"}', 400, None),
        (b"[1]", 400, None),
    ],
)
async def test_a_body_that_cannot_be_read_names_the_field(
    http: httpx.AsyncClient, citizen: Citizen, body: bytes, status: int, pointer: str | None
) -> None:
    await citizen(30)
    headers = await cookies(http, 30) | {"Content-Type": "application/json"}
    answer = await http.post("/api/v1/drafts", content=body, headers=headers)
    found = is_problem(answer, status)
    if pointer:
        assert [e["pointer"] for e in found["errors"]] == [pointer]


async def test_an_address_that_is_no_id_is_not_found(
    http: httpx.AsyncClient, citizen: Citizen
) -> None:
    await citizen(30)
    headers = await cookies(http, 30)
    for path in ("/dossiers/1", "/dossiers/%00", f"/dossiers/{uuid.uuid4()}", "/drafts/../../etc"):
        is_problem(await http.get(f"/api/v1{path}", headers=headers), 404)
    is_problem(await http.get("/api/v1/dossiers/mine?limit=1000", headers=headers), 400)
    is_problem(await http.get("/api/v1/dossiers/mine?cursor=%F0%9F%92%A9", headers=headers), 400)


async def draft_of(me: ApiClient) -> Draft:
    """An open draft."""
    return await dossiers.start_draft(me, PROCEDURE)


async def test_wrong_answers_are_named_and_the_right_ones_before_them_stay(
    citizen: Citizen,
) -> None:
    me = await citizen(31)
    draft = await draft_of(me)
    saved = await dossiers.save_draft(
        me, draft.id, SaveDraft(answers={"requester_name": "Nguyễn Văn Mẫu"}), draft.version
    )
    with pytest.raises(ApiProblem) as refused:
        await dossiers.save_draft(
            me, draft.id, SaveDraft(answers={"requester_phone": "12", "status": "dragon"}),
            saved.version,
        )  # fmt: skip
    assert refused.value.status == 422
    assert {e.pointer for e in refused.value.errors} == {
        "/answers/requester_phone", "/answers/status",
    }  # fmt: skip
    kept = await dossiers.draft(me, draft.id)
    assert kept.answers["requester_name"] == "Nguyễn Văn Mẫu"
    assert "requester_phone" not in kept.answers


async def test_sending_an_unfinished_draft_lists_what_is_missing(citizen: Citizen) -> None:
    me = await citizen(32)
    draft = await draft_of(me)
    with pytest.raises(ApiProblem) as refused:
        await dossiers.submit(me, draft.id, uuid.uuid4().hex)
    assert refused.value.status == 422
    assert len(refused.value.errors) >= 5
    assert (await dossiers.draft(me, draft.id)).id == draft.id


async def test_two_windows_cannot_overwrite_each_other(
    http: httpx.AsyncClient, citizen: Citizen
) -> None:
    me = await citizen(33)
    draft = await draft_of(me)
    first = SaveDraft(answers={"requester_name": "Nguyễn Văn Mẫu"})
    await dossiers.save_draft(me, draft.id, first, draft.version)
    with pytest.raises(ApiProblem) as refused:
        await dossiers.save_draft(
            me, draft.id, SaveDraft(answers={"requester_name": "Trần Thị Ví Dụ"}), draft.version
        )
    assert refused.value.status == 412
    kept = await dossiers.draft(me, draft.id)
    assert kept.answers["requester_name"] == "Nguyễn Văn Mẫu"
    headers = await cookies(http, 33)
    path = f"/api/v1/drafts/{draft.id}"
    is_problem(await http.patch(path, json={"answers": {}}, headers=headers), 428)
    read = await http.get(path, headers=headers)
    tag = read.headers["etag"]
    again = await http.get(path, headers=headers | {"If-None-Match": tag})
    assert again.status_code == 304
    assert again.content == b""
    saved = await http.patch(path, json={"answers": {}}, headers=headers | {"If-Match": tag})
    assert saved.status_code == 200
    assert saved.headers["etag"] != tag


async def test_an_expired_draft_says_so_and_comes_back_with_its_answers(
    citizen: Citizen, database: asyncpg.Pool
) -> None:
    me = await citizen(34)
    draft = await draft_of(me)
    await dossiers.save_draft(me, draft.id, SaveDraft(answers=ANSWERS), draft.version)
    await database.execute(
        "update draft set expires_at = now() - interval '1 day' where id = $1", uuid.UUID(draft.id)
    )
    with pytest.raises(ApiProblem) as refused:
        await dossiers.submit(me, draft.id, uuid.uuid4().hex)
    assert refused.value.problem.type.endswith("draft-expired")
    assert "hết hạn" in refused.value.message
    again = await draft_of(me)
    assert again.answers["requester_name"] == ANSWERS["requester_name"]


def bomb() -> bytes:
    """A picture of few bytes and very many pixels."""
    out = io.BytesIO()
    Image.new("1", (30_000, 30_000)).save(out, "PNG")
    return out.getvalue()


@pytest.mark.parametrize(
    ("name", "content", "status"),
    [
        ("giay.pdf", b"MZ\x90\x00 this is a program", 415),
        ("giay.pdf", b"", 415),
        ("giay.exe", photo(), 415),
        ("giay.docm", b"PK\x03\x04 macro", 415),
        ("anh.png", photo(), 415),
        ("anh.svg", b"<svg onload='alert(1)'/>", 415),
        ("to-bomb.png", bomb(), 415),
        ("khong-phai-anh.jpg", photo()[:120], 415),
        ("lon.pdf", b"%PDF-1.7\n" + bytes(21 * 1024 * 1024), 413),
    ],
)
async def test_a_file_that_is_not_what_it_says_is_refused_and_leaves_nothing(
    http: httpx.AsyncClient, citizen: Citizen, name: str, content: bytes, status: int
) -> None:
    me = await citizen(35)
    draft = await draft_of(me)
    headers = await cookies(http, 35)
    answer = await http.post(
        f"/api/v1/drafts/{draft.id}/documents",
        files={"file": (name, content)},
        data={"component_key": "to_khai", "purpose": "component"},
        headers=headers,
    )
    is_problem(answer, status)
    assert (await dossiers.draft(me, draft.id)).documents == []


async def test_an_act_that_this_state_does_not_know_is_refused_with_the_way_out(
    citizen: Citizen, officer: Officer
) -> None:
    office = Office(officer, "dongkinh")
    id_ = (await submitted(await citizen(36), "Đông Kinh")).dossier_id
    with pytest.raises(ApiProblem) as refused:
        await office.act("tiepnhan1", id_, "transfer", unit_id=str(uuid.uuid4()))
    assert refused.value.status == 409
    assert refused.value.message


async def test_an_act_of_somebody_else_is_refused_and_a_stranger_sees_nothing(
    citizen: Citizen, officer: Officer
) -> None:
    me = await citizen(37)
    id_ = (await submitted(me, "Đông Kinh")).dossier_id
    near = Office(officer, "dongkinh")
    with pytest.raises(ApiProblem) as refused:
        await near.act("vanthu", id_, "refuse", reason="Lý do đủ dài để gửi.")
    assert refused.value.status in (403, 404)
    far = Office(officer, "tamthanh")
    with pytest.raises(ApiProblem) as unseen:
        await dossiers.dossier(await far.as_("tiepnhan1"), id_)
    assert unseen.value.status == 404
    now = await dossiers.dossier(me, id_)
    with pytest.raises(ApiProblem) as mine:
        await dossiers.act(me, id_, "transfer", Transfer(version=now.version, unit_id="x"))
    assert mine.value.status in (403, 409)


async def test_of_two_officers_at_once_one_wins_and_the_other_is_told(
    citizen: Citizen, officer: Officer
) -> None:
    office = Office(officer, "dongkinh")
    await office.as_("tiepnhan1")
    await office.as_("tiepnhan2")
    id_ = (await submitted(await citizen(38), "Đông Kinh")).dossier_id
    reason = "Giấy tờ gửi kèm không đọc được chữ."
    done = await asyncio.gather(
        office.act("tiepnhan1", id_, "refuse", reason=reason),
        office.act("tiepnhan2", id_, "refuse", reason=reason),
        return_exceptions=True,
    )
    lost = [d for d in done if isinstance(d, ApiProblem)]
    assert len(lost) == 1
    assert lost[0].status == 409


async def test_a_repeated_request_gets_the_first_answer_and_another_body_is_refused(
    http: httpx.AsyncClient, citizen: Citizen
) -> None:
    await citizen(39)
    headers = await cookies(http, 39) | {"Idempotency-Key": uuid.uuid4().hex}
    body = {"procedure_code": PROCEDURE}
    first = await http.post("/api/v1/drafts", json=body, headers=headers)
    second = await http.post("/api/v1/drafts", json=body, headers=headers)
    assert first.status_code == second.status_code == 201
    assert first.json() == second.json()
    assert second.headers["idempotent-replayed"] == "true"
    other = await http.post("/api/v1/drafts", json={"procedure_code": "1.001193"}, headers=headers)
    assert is_problem(other, 422)["type"].endswith("idempotency-key-reused")
    headers["Idempotency-Key"] = "x"
    is_problem(await http.post("/api/v1/drafts", json=body, headers=headers), 400)


async def test_a_document_of_somebody_else_cannot_be_opened(citizen: Citizen) -> None:
    me, other = await citizen(42), await citizen(43)
    draft = await draft_of(me)
    file = await documents.upload_to_draft(me, draft.id, "anh.jpg", photo(), "to_khai")
    assert await documents.content(me, file.id)
    with pytest.raises(ApiProblem) as refused:
        await documents.content(other, file.id)
    assert refused.value.status == 404
