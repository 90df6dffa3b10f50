"""Certified electronic copies: an officer vouches that a scan is true to the original in hand.

NĐ 45/2020/NĐ-CP Điều 10: the copy is made and signed by who saw the original. A page that says
what is vouched for goes behind the scan and the officer's digital signature (PAdES) over all of
it; the scan stays the beginning of the signed file, which takes its place in the dossier and,
where such a paper can be used again, in its owner's vault. Its number comes from the book of the
agency and year (NĐ 23/2015/NĐ-CP Điều 13) and stands on the page.
"""

from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

import asyncpg
import msgspec
from anyio import CancelScope, fail_after, to_thread

from backend.access.actor import Actor
from backend.audit.actions import record
from backend.documents import workshop
from backend.documents.certification_words import paper_of, words_of
from backend.documents.certified_queries import DESKS, ONE, scans_of_desk, shown
from backend.documents.paperwork import SignedAlready, written_anew
from backend.documents.reading import read_to
from backend.documents.store import store
from backend.documents.upload_stream import disk_file
from backend.documents.withheld import openable, unknown
from backend.organisation.queries import agency
from backend.platform import clock
from backend.platform.database import fetch_row, fetch_value, transaction, uuid7
from backend.platform.problems import Conflict, Forbidden, RuleBroken, Unavailable, field
from backend.registers.certifications import SYMBOL, Certification, enter, number_words
from backend.results.actions.going import as_refusal
from backend.results.copies import remember, sign_document
from backend.results.numbers import hold, let_go, use
from backend.results.places import CERTIFICATION_PLACE
from backend.results.rendering import render
from backend.settings import settings
from backend.signing.last_page import NotToBeSigned, with_last_page
from backend.signing.pades import Signed
from backend.signing.signatory import Leave, Signatory, SigningFailed
from backend.signing.signer import signer
from backend.vault.actions.keeping import keep_components
from shared.contracts.certified import CertifiedCopy
from shared.vocabulary.scan_states import ScanState
from storage.objects import StorageError, object_key

PURPOSE = "Chứng thực bản sao điện tử"
_PATIENCE_SECONDS = 2


@dataclass(frozen=True, slots=True)
class _Scan:
    """A scan that may be certified, and the desk that made it."""

    row: asyncpg.Record
    dossier: asyncpg.Record
    organisation: str


async def certifiable(actor: Actor, dossier_id: UUID) -> list[str]:
    """The scans of a dossier that the caller may certify now; none for who is at no desk."""
    return [str(id_) for id_ in await scans_of_desk(actor, dossier_id)]


async def needs_code(actor: Actor, dossier_id: UUID) -> bool:
    """Whether certifying asks a one-time code; when in doubt it does, where nothing is asked not.

    The page must not wait for a signing service that is away.
    """
    if not await scans_of_desk(actor, dossier_id):
        return False
    receiver = await fetch_value(
        "select receiving_agency_id from dossier where id = $1", dossier_id
    )
    who = Signatory(actor.username, actor.full_name, (await agency(receiver)).name)
    try:
        with fail_after(_PATIENCE_SECONDS):
            return await signer().needs_code(who)
    except (SigningFailed, TimeoutError):
        return True


async def send_code(actor: Actor, document_id: UUID) -> UUID:
    """Has the signing service send its one-time code to the caller's own device.

    Returns the dossier. Raises as `certify`.
    """
    scan = await _scan(actor, document_id)
    try:
        await signer().send_code(Signatory(actor.username, actor.full_name, scan.organisation))
    except SigningFailed as failed:
        raise as_refusal(failed) from failed
    dossier_id: UUID = scan.dossier["id"]
    return dossier_id


async def certify(actor: Actor, document_id: UUID, pin: str, code: str) -> CertifiedCopy:
    """Vouches for a scan that the desk itself made of a paper in hand, and signs the copy.

    Raises NotFound, Withheld, Forbidden for another agency's desk or for a file the applicant
    sent, RuleBroken for what is no PDF or cannot be signed, Conflict when it is certified already,
    NotAsKept, Unavailable when the signing service or the store is away. Nothing is kept then.
    """
    scan = await _scan(actor, document_id)
    if not pin.strip():
        raise RuleBroken(
            "Nhập mã PIN ký số.", en="The PIN is missing.", errors=[field("/pin", "Nhập mã PIN.")]
        )
    agency_id: UUID = scan.dossier["receiving_agency_id"]
    year, number = await hold(agency_id, SYMBOL, document_id)
    try:
        return await _signed_and_kept(actor, scan, Leave(pin.strip(), code.strip()), (year, number))
    except BaseException:
        with CancelScope(shield=True):
            await let_go(agency_id, SYMBOL, year, number, document_id)
        raise


async def _signed_and_kept(
    actor: Actor, scan: _Scan, leave: Leave, number: tuple[int, int]
) -> CertifiedCopy:
    words = await words_of(
        actor, scan.row, scan.dossier, scan.organisation, number_words(number[1], number[0])
    )
    prepared = await _prepared(scan.row, words)
    try:
        made = await sign_document(
            prepared, actor, scan.organisation, leave, PURPOSE, CERTIFICATION_PLACE
        )
    except SigningFailed as failed:
        raise as_refusal(failed) from failed
    id_ = uuid7()
    key = object_key(settings().tenant, clock.now(), id_)
    try:
        await store().put_bytes(key, made.content, "application/pdf")
    except StorageError as error:
        raise Unavailable(
            "Kho tài liệu đang bận nên bản đã ký chưa được lưu; chữ ký bị bỏ. Hãy chứng thực lại "
            "sau ít phút.",
            en="The document store is busy; nothing was kept.",
        ) from error
    try:
        return await _kept(actor, scan, made, id_, key, number)
    except BaseException:
        await store().delete(key)
        raise


async def _scan(actor: Actor, document_id: UUID) -> _Scan:
    row = await openable(actor, document_id)
    if row["dossier_id"] is None or row["purpose"] not in ("component", "supplement"):
        raise unknown()
    if row["media_type"] != "application/pdf" or row["scan"] == ScanState.PENDING:
        raise _not_certifiable(
            "Chỉ chứng thực được bản quét PDF đã kiểm tra xong. Hãy quét giấy tờ thành PDF."
        )
    dossier = await fetch_row(
        "select d.*, (select kind from account where id = $2) as sender_kind, exists (select from "
        "certified_copy c where c.document_id = $3 and c.signed_at is not null "
        "or c.signed_document_id = $3) as certified from dossier d where d.id = $1",
        row["dossier_id"],
        row["uploaded_by"],
        document_id,
    )
    desks = actor.agencies(*DESKS)
    if (
        dossier is None
        or dossier["receiving_agency_id"] not in desks
        or dossier["sender_kind"] != "officer"
    ):
        raise Forbidden(
            "Chỉ Bộ phận Một cửa nơi nhận hồ sơ chứng thực được bản quét do nơi đó tự quét.",
            en="Only the receiving desk certifies, and only what it scanned itself.",
        )
    if dossier["certified"]:
        raise _certified_already()
    return _Scan(row, dossier, (await agency(dossier["receiving_agency_id"])).name)


async def _prepared(row: asyncpg.Record, words: dict[str, object]) -> bytes:
    """The scan with the page of the certification behind it, ready to be signed.

    Scanners write files that strict readers reject; such a one is written anew, its pages as they
    are. The scan as it came stays in the store, and its digest on the page and in the record.
    """
    page = await to_thread.run_sync(render, words)
    with disk_file() as scan, disk_file() as anew:
        await read_to(row, scan)
        try:
            content = await to_thread.run_sync(Path(scan.name).read_bytes)
            try:
                return await to_thread.run_sync(with_last_page, content, page)
            except NotToBeSigned:
                await workshop.run(written_anew, Path(scan.name), Path(anew.name), seconds=30)
            content = await to_thread.run_sync(Path(anew.name).read_bytes)
            return await to_thread.run_sync(with_last_page, content, page)
        except (NotToBeSigned, workshop.TooHeavy, SignedAlready) as error:
            raise _not_certifiable(
                "Tệp này đã có chữ ký số hoặc có cấu trúc lạ nên không chứng thực được. Hãy quét "
                "lại bản chính thành PDF."
            ) from error


async def _kept(
    actor: Actor, scan: _Scan, made: Signed, id_: UUID, key: str, number: tuple[int, int]
) -> CertifiedCopy:
    """The signed copy takes the place of the scan, in one transaction with all that follows."""
    row, dossier = scan.row, scan.dossier
    now, agency_id = clock.now(), dossier["receiving_agency_id"]
    paper = await paper_of(row, dossier)
    async with transaction() as connection:
        # Whoever reuses or decides on the paper waits until it is there.
        await connection.execute("select 1 from dossier where id = $1 for update", dossier["id"])
        took = await connection.fetchval(
            "update document set removed_at = $2 where id = $1 and removed_at is null "
            "and sha256 = $3 returning true",
            row["id"],
            now,
            row["sha256"],
        )
        if not took:
            raise _certified_already()
        if not await use(connection, agency_id, SYMBOL, *number, row["id"]):
            raise Conflict(
                "Số chứng thực vừa được cấp cho bản sao khác. Hãy chứng thực lại bản này.",
                en="The number was given to another copy meanwhile. Certify again.",
                slug="number-taken",
            )
        entry = Certification(
            agency_id, *number, row["id"], dossier["id"], now, dossier["applicant_name"], paper,
            row["pages"], actor.full_name, dossier["code"] or dossier["reference"],
        )  # fmt: skip
        await enter(connection, entry, dossier["regime"])
        await connection.execute(
            "insert into document (id, tenant_id, dossier_id, component_key, purpose, name, "
            "media_type, size, sha256, object_key, scan, pages, uploaded_by, uploaded_at, "
            "identity_paper, made_from) values ($1, $2, $3, $4, $5, $6, 'application/pdf', $7, $8, "
            "$9, $10, $11, $12, $13, $14, $15::jsonb)",
            id_, settings().tenant, dossier["id"], row["component_key"], row["purpose"],
            f"{row['name'].rsplit('.', 1)[0]} (chứng thực).pdf", len(made.content), made.sha256,
            key, row["scan"], row["pages"] + 1, actor.account_id, now, row["identity_paper"],
            msgspec.json.encode([str(row["id"])]).decode(),
        )  # fmt: skip
        await connection.execute(
            "insert into certified_copy (document_id, tenant_id, dossier_id, sha256, certified_by, "
            "certified_at, agency_id, signed_document_id, signed_at) "
            "values ($1, $2, $3, $4, $5, $6, $7, $8, $6) on conflict (document_id) do update set "
            "certified_by = $5, certified_at = $6, agency_id = $7, signed_document_id = $8, "
            "signed_at = $6",
            row["id"], settings().tenant, dossier["id"], row["sha256"], actor.account_id, now,
            dossier["receiving_agency_id"], id_,
        )  # fmt: skip
        await remember(connection, actor, made, row["sha256"], id_)
        await record(
            connection, actor, "document.certified", subject_id=dossier["id"],
            detail={
                "document": str(row["id"]), "sha256": bytes(row["sha256"]).hex(),
                "signed": str(id_), "signed_sha256": made.sha256.hex(),
                "number": number_words(number[1], number[0]),
            },
        )  # fmt: skip
        await keep_components(connection, actor, dossier, [row["component_key"]])
        found = await connection.fetchrow(ONE + "where c.document_id = $1", row["id"])
    assert found is not None
    return shown(found)


def _not_certifiable(words: str) -> RuleBroken:
    return RuleBroken(words, en="Only a checked PDF scan can be certified.", slug="not-certifiable")


def _certified_already() -> Conflict:
    return Conflict(
        "Bản sao này đã được chứng thực. Hãy tải lại trang để xem.",
        en="This copy is certified already.",
        slug="already-certified",
    )
