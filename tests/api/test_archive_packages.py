"""Packages of the archive and of one person: complete, checkable by anybody, and only for them."""

import hashlib
import io
import json
import shutil
import subprocess
import uuid
import zipfile
from collections.abc import Awaitable, Callable
from datetime import date
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import asyncpg
import httpx
import pytest

from backend.documents.store import store
from shared.client import archive, archive_packages, documents, dossiers
from shared.client.base import ApiClient, ApiProblem
from shared.contracts.archive_packages import ExportPerson, Package, StartPackage
from tests.api.conftest import Office, eventually, pdf, submitted
from tests.api.people import fresh_citizen
from tests.api.test_archive import closed, written_pdf
from tests.api.test_sweeps import sweep

Citizen = Callable[[int], Awaitable[ApiClient]]
Officer = Callable[[str], Awaitable[ApiClient]]
pytestmark = pytest.mark.usefixtures("freshly_proven")


async def returned(citizen: Citizen, officer: Officer, number: int, slug: str, name: str) -> str:
    """A dossier whose result was handed over, entered into the archive."""
    me, office = await citizen(number), Office(officer, slug)
    id_ = (await submitted(me, name)).dossier_id
    await office.to_result(id_, "Tư pháp")
    await office.act("tiepnhan1", id_, "hand_over", method="desk", received_by="Nguyễn Văn Mẫu")
    await sweep()
    return id_


async def agency_of(api: ApiClient, dossier_id: str) -> str:
    return (await dossiers.dossier(api, dossier_id)).receiving_agency.id


async def made(api: ApiClient, package: Package) -> Package:
    """The package once the queue is done with it."""

    async def there() -> Package | None:
        now = await archive_packages.package(api, package.id)
        return now if now.state in ("done", "failed") else None

    found: Package = await eventually(there)
    return found


def opened(content: bytes, folder: Path) -> Path:
    """The bag, unpacked by the standard library."""
    with zipfile.ZipFile(io.BytesIO(content)) as bag:
        assert bag.testzip() is None
        for name in bag.namelist():
            assert ".." not in name.split("/") and not name.startswith("/")
        bag.extractall(folder)
    (root,) = folder.iterdir()
    return root


def checked(root: Path) -> dict[str, str]:
    """Path and digest of each payload file, computed anew here and by `sha256sum`."""
    listed = dict(
        reversed(line.split("  ", 1))
        for line in (root / "manifest-sha256.txt").read_text().splitlines()
    )
    there = {
        str(path.relative_to(root)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in (root / "data").rglob("*")
        if path.is_file()
    }
    assert there == listed
    assert (root / "bagit.txt").read_text().startswith("BagIt-Version: 1.0\n")
    size = sum((root / path).stat().st_size for path in there)
    assert f"Payload-Oxum: {size}.{len(there)}" in (root / "bag-info.txt").read_text()
    assert shutil.which("sha256sum")
    for manifest in ("manifest-sha256.txt", "tagmanifest-sha256.txt"):
        subprocess.run(
            ["sha256sum", "--check", "--strict", "--quiet", manifest], cwd=root, check=True
        )
    return there


@pytest.mark.criterion("II.15")
@pytest.mark.criterion("G.9")
async def test_a_package_for_the_historical_archive_is_whole_and_checked_by_other_tools(
    citizen: Citizen, officer: Officer, tmp_path: Path
) -> None:
    id_ = await returned(citizen, officer, 41, "tamthanh", "Tam Thanh")
    clerk = await officer("vanthu.tamthanh")
    record = await archive.record(clerk, id_)
    assert record.row.class_code == "ho-tich" and record.row.keep_until is None
    assert "vĩnh viễn" in record.why_not_disposed
    day = date.fromisoformat(record.row.closed_at[:10])
    wanted = StartPackage(
        agency_id=await agency_of(clerk, id_), closed_from=day, closed_to=day,
        recipient="Lưu trữ lịch sử tỉnh (trình diễn)",
    )  # fmt: skip
    package = await made(clerk, await archive_packages.start(clerk, wanted))
    assert (package.state, package.done) == ("done", package.total), package.problem
    content = await archive_packages.content(clerk, package.id)
    assert hashlib.sha256(content).hexdigest() == package.sha256
    assert len(content) == package.size
    root = opened(content, tmp_path)
    files = checked(root)
    folder = root / "data" / record.row.code
    facts = json.loads((folder / "ho-so.json").read_text())
    seen = await dossiers.dossier(clerk, id_)
    assert facts["dossier"]["code"] == seen.code
    assert facts["dossier"]["answers"]["ethnicity"] == "Tày"
    assert [event["act"] for event in facts["events"]] == [entry.act for entry in seen.timeline]
    assert facts["retention"]["class"] == "ho-tich"
    assert facts["results"][0]["number"] == "12/XN"
    expected = {file.sha256 for file in seen.documents} | {
        hashlib.sha256(await documents.content(clerk, form.document_id)).hexdigest()
        for form in seen.issued_forms
    }
    assert expected <= {file["sha256"] for file in facts["files"]} <= set(files.values())
    tree = ElementTree.parse(folder / "ho-so.xml").getroot()
    assert tree.findtext("dossier/code") == seen.code
    assert len(tree.findall("events/item")) == len(facts["events"])
    # Packed once; taken over once; then it is no longer the agency's to dispose of.
    with pytest.raises(ApiProblem) as refused:
        await archive_packages.start(clerk, wanted)
    assert refused.value.status == 422
    done = await archive_packages.confirm_receipt(clerk, package.id, "Biên bản 01/BB-LTLS")
    assert done.received_at
    assert (await archive.record(clerk, id_)).row.status == "handed_over"
    with pytest.raises(ApiProblem) as refused:
        await archive_packages.confirm_receipt(clerk, package.id, "Biên bản 02/BB-LTLS")
    assert refused.value.status == 409
    for stranger in (await officer("vanthu.bacson"), await citizen(41)):
        with pytest.raises(ApiProblem) as refused:
            await archive_packages.content(stranger, package.id)
        assert refused.value.status == 404


async def test_a_package_never_carries_a_file_that_is_no_longer_what_was_stored(
    citizen: Citizen, officer: Officer, database: asyncpg.Pool
) -> None:
    id_ = await returned(citizen, officer, 42, "dongdang", "Đồng Đăng")
    clerk, admin = await officer("vanthu.dongdang"), await officer("quantri.ubndtinh")
    row = await database.fetchrow(
        "select id, object_key, size from document where dossier_id = $1 and purpose = 'result'",
        uuid.UUID(id_),
    )
    whole = await store().get_bytes(row["object_key"])
    await store().put_bytes(row["object_key"], whole[:-1] + b"#", "application/pdf")
    record = await archive.record(clerk, id_)
    day = date.fromisoformat(record.row.closed_at[:10])
    wanted = StartPackage(
        agency_id=await agency_of(clerk, id_), closed_from=day, closed_to=day,
        recipient="Lưu trữ lịch sử tỉnh (trình diễn)",
    )  # fmt: skip
    package = await made(clerk, await archive_packages.start(clerk, wanted))
    assert package.state == "failed" and "ket-qua.pdf" in package.problem
    with pytest.raises(ApiProblem) as refused:
        await archive_packages.content(clerk, package.id)
    assert refused.value.status == 409
    (finding,) = [f for f in (await archive_packages.findings(admin)).items if f.dossier_id == id_]
    assert finding.kind == "altered"
    # Restored and resolved: the same dossiers can be packed again.
    await store().put_bytes(row["object_key"], whole, "application/pdf")
    await archive_packages.resolve(admin, finding.id, "Đã khôi phục tệp từ bản sao lưu.")
    again = await made(clerk, await archive_packages.start(clerk, wanted))
    assert again.state == "done"


@pytest.mark.criterion("G.9")
async def test_a_citizen_gets_everything_about_themselves_and_nothing_of_others(
    citizen: Citizen, officer: Officer, tmp_path: Path, database: asyncpg.Pool
) -> None:
    me, stranger = await citizen(43), await citizen(44)
    id_ = await closed(citizen, officer, 43, written_pdf("Giấy của tôi"))
    other = await closed(citizen, officer, 44)
    first = await archive_packages.export_mine(me)
    second = await archive_packages.export_mine(me)
    assert first.id == second.id or first.state == "done"
    package = await made(me, first)
    assert package.state == "done" and package.expires_at
    root = opened(await archive_packages.content(me, package.id), tmp_path)
    checked(root)
    account = json.loads((root / "data" / "account.json").read_text())[0]
    assert account["full_name"] == (await dossiers.dossier(me, id_)).applicant_name
    text = "".join(path.read_text(errors="ignore") for path in root.rglob("*.json"))
    assert "password" not in text and "token" not in text and "totp" not in text
    mine = await dossiers.dossier(me, id_)
    folder = root / "data" / "ho-so" / (mine.code or mine.reference)
    facts = json.loads((folder / "ho-so.json").read_text())
    assert mine.documents[0].sha256 in {file["sha256"] for file in facts["files"]}
    assert not any("actor_name" in event or "note" in event for event in facts["events"])
    theirs = await dossiers.dossier(stranger, other)
    assert not (root / "data" / "ho-so" / theirs.reference).exists()
    assert json.loads((root / "data" / "sign_ins.json").read_text())
    for who in (stranger, await officer("lanhdao.kylua")):
        with pytest.raises(ApiProblem) as refused:
            await archive_packages.content(who, package.id)
        assert refused.value.status == 404
    # After its days it is gone from the store and says so.
    await database.execute(
        "update archive_package set expires_at = now() - interval '1 minute' where id = $1",
        uuid.UUID(package.id),
    )
    key = await database.fetchval(
        "select object_key from archive_package where id = $1", uuid.UUID(package.id)
    )
    await sweep()
    assert (await archive_packages.package(me, package.id)).state == "expired"
    with pytest.raises(ApiProblem) as refused:
        await archive_packages.content(me, package.id)
    assert refused.value.status == 409
    from storage.objects import ObjectMissing

    with pytest.raises(ObjectMissing):
        await store().stat(key)
    logged = await database.fetch(
        "select action from audit_entry where subject_id = $1 order by id", uuid.UUID(package.id)
    )
    actions = [row["action"] for row in logged]
    assert actions[0] == "person.export_asked" and "archive.package_taken" in actions


async def test_an_officer_exports_a_person_with_a_reason_and_within_their_sight(
    http: httpx.AsyncClient, database: asyncpg.Pool, officer: Officer, tmp_path: Path
) -> None:
    me, leader = await fresh_citizen(http, database), await officer("lanhdao.kylua")

    async def only_me(_number: int) -> ApiClient:
        return me

    id_ = await closed(only_me, officer, 0, pdf())
    facts: Any = await dossiers.dossier(me, id_)
    personal_id = facts.applicant_personal_id
    wanted = ExportPerson(personal_id, "Theo đơn của công dân ngày 20/11/2026.")
    package = await made(leader, await archive_packages.export_person(leader, wanted))
    assert package.state == "done" and package.total >= 1
    root = opened(await archive_packages.content(leader, package.id), tmp_path)
    assert any(facts.reference in path for path in checked(root))
    assert not (root / "data" / "account.json").exists()
    for who, status in (("lanhdao.bacson", 404), ("vanthu.kylua", 403)):
        with pytest.raises(ApiProblem) as refused:
            await archive_packages.export_person(await officer(who), wanted)
        assert refused.value.status == status
    with pytest.raises(ApiProblem) as refused:
        await archive_packages.content(me, package.id)
    assert refused.value.status == 404


async def test_a_damaged_file_keeps_nobody_from_the_rest_of_their_data(
    citizen: Citizen, officer: Officer, tmp_path: Path, database: asyncpg.Pool
) -> None:
    me = await citizen(47)
    id_ = await closed(citizen, officer, 47, written_pdf("Giấy hỏng"), pdf())
    key = await database.fetchval(
        "select object_key from document where dossier_id = $1 and name = 'giay-0.pdf'",
        uuid.UUID(id_),
    )
    await store().put_bytes(key, b"%PDF-1.7 khac", "application/pdf")
    package = await made(me, await archive_packages.export_mine(me))
    assert package.state == "done"
    root = opened(await archive_packages.content(me, package.id), tmp_path)
    checked(root)
    mine = await dossiers.dossier(me, id_)
    facts = json.loads((root / "data" / "ho-so" / mine.reference / "ho-so.json").read_text())
    told = {file["name"]: file.get("problem") for file in facts["files"]}
    assert told["giay-0.pdf"] == "damaged" and told["giay-1.pdf"] is None
    admin = await officer("quantri.ubndtinh")
    assert id_ in {f.dossier_id for f in (await archive_packages.findings(admin)).items}


async def test_taking_data_out_asks_again_who_it_is(
    citizen: Citizen, officer: Officer, database: asyncpg.Pool
) -> None:
    me, leader = await citizen(57), await officer("lanhdao.kylua")
    await database.execute("update session set stepped_up_at = now() - interval '61 minutes'")
    wanted = ExportPerson("020099000001", "Theo đơn của công dân ngày 20/11/2026.")
    for asked in (archive_packages.export_mine(me), archive_packages.export_person(leader, wanted)):
        with pytest.raises(ApiProblem) as refused:
            await asked
        assert refused.value.problem.type.endswith("step-up-needed")
