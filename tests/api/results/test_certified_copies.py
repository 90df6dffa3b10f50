"""Who may certify which scan, and what a stranger can check of the copy that was signed."""

import asyncio
import io
import shutil
import subprocess
import uuid
from collections.abc import Awaitable, Callable
from pathlib import Path

import asyncpg
import pytest
from pypdf import PdfReader

from backend.documents.store import store
from backend.sandbox.signing import PIN
from shared.client import certified, documents, dossiers, results, vault
from shared.client.base import ApiClient, ApiProblem
from shared.contracts.certified import CertifiedCopy
from shared.contracts.uploads import Arrange, NewFile, PageOfFile
from tests.api.conftest import Office, submitted
from tests.api.results.conftest import Phone
from tests.api.test_vault import HOME, entered
from tests.files.papers import a_pdf, jpeg
from tests.files.signed import signed_pdf

Citizen = Callable[[int], Awaitable[ApiClient]]
Officer = Callable[[str], Awaitable[ApiClient]]


async def refused(work: Awaitable[object]) -> tuple[int, str]:
    """The status and kind of a refusal."""
    with pytest.raises(ApiProblem) as problem:
        await work
    return problem.value.status, problem.value.problem.type.rsplit(":", 1)[-1]


async def vouched(desk: ApiClient, phone: Phone, user: str, document_id: str) -> CertifiedCopy:
    """Certified with PIN and the code that came to the officer's device."""
    await certified.send_code(desk, document_id)
    return await certified.certify(desk, document_id, PIN, await phone.code(user))


async def scanned(desk: ApiClient, dossier_id: str, content: bytes, paper: str = "to_khai") -> str:
    """A scan of the desk."""
    sent = await documents.upload_to_dossier(desk, dossier_id, "a.pdf", content, paper, "component")
    return sent.id


@pytest.mark.criterion("S.13")
async def test_the_desk_certifies_its_own_scan_with_a_signature_anybody_can_check(
    citizen: Citizen, officer: Officer, database: asyncpg.Pool, phone: Phone, tmp_path: Path
) -> None:
    me, office = await citizen(44), Office(officer, "dongkinh")
    id_ = (await submitted(me, "Đông Kinh")).dossier_id
    await office.accept(id_)
    desk = await office.as_("tiepnhan1")
    piled = await scanned(desk, id_, a_pdf(3), "")
    leaves = [PageOfFile(piled, 1, 0), PageOfFile(piled, 2, 90)]
    from shared.client import uploads

    scan = (
        await uploads.arrange_dossier(desk, id_, Arrange([NewFile("Tờ khai", leaves, "to_khai")]))
    )[0]
    listed = await certified.of_dossier(desk, id_)
    assert listed.certifiable == [scan.id] and listed.needs_code and not listed.copies
    original = await documents.content(desk, scan.id)
    await certified.send_code(desk, scan.id)
    code = await phone.code("tiepnhan1.dongkinh")
    assert await refused(certified.certify(desk, scan.id, "", code)) == (422, "rule-broken")
    assert await refused(certified.certify(desk, scan.id, "000000", code)) == (422, "wrong-pin")
    assert (await certified.of_dossier(desk, id_)).certifiable == [scan.id]

    copy = await vouched(desk, phone, "tiepnhan1.dongkinh", scan.id)
    assert copy.sha256 == scan.sha256 and copy.signed and copy.certified_by
    listed = await certified.of_dossier(me, id_)
    assert listed.copies == [copy] and not listed.certifiable and not listed.needs_code
    content = await documents.content(me, copy.signed_document_id)
    assert content.startswith(original) and len(content) > len(original)
    pages = PdfReader(io.BytesIO(content)).pages
    said = " ".join(pages[-1].extract_text().split())
    assert len(pages) == 3 and "Lời chứng".upper() in said.upper()
    assert copy.certified_by in said and "45/2020/NĐ-CP" in said
    assert copy.sha256 in said.replace(" ", "")
    paper = next(c for c in (await dossiers.dossier(desk, id_)).components if c.key == "to_khai")
    assert copy.signed_document_id in [d.id for d in paper.documents]
    assert scan.id not in [d.id for d in paper.documents]
    assert (await documents.view(desk, copy.signed_document_id)).pages == 3
    assert (await refused(certified.certify(desk, copy.signed_document_id, PIN)))[0] == 409

    checked = await results.check_file(me, "a.pdf", content)
    assert checked.valid and "bản sao điện tử" in checked.verdict
    assert [s.signer for s in checked.signatures] == [copy.certified_by]
    middle = len(original) // 2
    forged = content[:middle] + bytes([content[middle] ^ 1]) + content[middle + 1 :]
    assert not (await results.check_file(me, "a.pdf", forged)).valid
    assert not (await results.check_file(me, "a.pdf", content + b"\n% more\n")).valid
    if shutil.which("pdfsig"):
        (path := tmp_path / "a.pdf").write_bytes(content)
        done = await asyncio.create_subprocess_exec(
            "pdfsig", "-nocert", str(path), stdout=subprocess.PIPE
        )
        told = (await done.communicate())[0].decode()
        assert "Signature is Valid" in told and "Total document signed" in told
    row = await database.fetchrow(
        "select s.*, d.sha256 from result_signature s join document d on d.id = s.document_id "
        "where d.id = $1",
        uuid.UUID(copy.signed_document_id),
    )
    assert row["signed_sha256"] == row["sha256"] and row["seen_sha256"].hex() == scan.sha256
    assert await database.fetchval(
        "select detail->>'signed_sha256' from audit_entry where action = 'document.certified' "
        "and detail->>'document' = $1",
        scan.id,
    ) == copy.signed_sha256  # fmt: skip


@pytest.mark.criterion("V.16")
async def test_a_certified_paper_lies_in_its_owners_vault_signed(
    citizen: Citizen, officer: Officer, database: asyncpg.Pool, phone: Phone
) -> None:
    number = 57
    me, desk = await citizen(number), await officer("tiepnhan1.kylua")
    id_ = await entered(database, "", officer, number)
    # As some scanners write: strict readers reject it, so it is written anew before it is signed.
    scan = await scanned(desk, id_, a_pdf(2), HOME)
    copy = await vouched(desk, phone, "tiepnhan1.kylua", scan)
    item = next(i for i in (await vault.mine(me)).items if i.dossier_id == id_)
    assert item.state == "valid" and item.verified_by
    assert await database.fetchval(
        "select document_ids from vault_item where id = $1", uuid.UUID(item.id)
    ) == [uuid.UUID(copy.signed_document_id)]
    content = await documents.content(me, copy.signed_document_id)
    assert (await results.check_file(me, "a.pdf", content)).valid


async def test_what_cannot_be_certified_is_refused_and_nothing_is_kept(
    citizen: Citizen, officer: Officer, database: asyncpg.Pool, phone: Phone
) -> None:
    me, office = await citizen(46), Office(officer, "dongkinh")
    id_ = (await submitted(me, "Đông Kinh")).dossier_id
    await office.accept(id_)
    desk = await office.as_("tiepnhan1")
    photo = await documents.upload_to_dossier(desk, id_, "a.jpg", jpeg(), "to_khai", "component")
    assert await refused(certified.certify(desk, photo.id, PIN)) == (422, "not-certifiable")
    signed = await scanned(desk, id_, await asyncio.to_thread(signed_pdf))
    assert await refused(certified.certify(desk, signed, PIN)) == (422, "not-certifiable")
    scan = await scanned(desk, id_, a_pdf())
    await phone.fault("down")
    assert (await refused(certified.certify(desk, scan, PIN)))[0] == 503
    await phone.fault("none")
    key = await database.fetchval("select object_key from document where id = $1", uuid.UUID(scan))
    await store().put_bytes(key, a_pdf(2), "application/pdf")
    assert await refused(certified.certify(desk, scan, PIN)) == (410, "file-not-as-kept")
    assert not (await certified.of_dossier(desk, id_)).copies
    assert scan in (await certified.of_dossier(desk, id_)).certifiable


async def test_nobody_certifies_what_they_did_not_scan(citizen: Citizen, officer: Officer) -> None:
    me, office = await citizen(45), Office(officer, "dongkinh")
    id_ = (await submitted(me, "Đông Kinh")).dossier_id
    await office.act(
        "tiepnhan1", id_, "request_supplement", reason="Ảnh mờ, không đọc được.",
        items=["Tờ khai rõ hơn"], answer_within_days=5,
    )  # fmt: skip
    sent = await documents.upload_to_dossier(me, id_, "a.pdf", a_pdf(), "to_khai", "supplement")
    desk = await office.as_("tiepnhan1")
    assert (await certified.of_dossier(desk, id_)).certifiable == []
    assert (await refused(certified.certify(desk, sent.id, PIN)))[0] == 403
    assert (await refused(certified.certify(me, sent.id, PIN)))[0] == 403
    elsewhere = await officer("tiepnhan1.kylua")
    assert (await refused(certified.certify(elsewhere, sent.id, PIN)))[0] == 404
    assert (await refused(certified.of_dossier(elsewhere, id_)))[0] == 404
