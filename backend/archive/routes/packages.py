"""Packages for the historical archive, and everything about one person."""

from typing import Annotated
from uuid import UUID

from litestar import get, post
from litestar.params import Parameter
from litestar.response import Stream

from backend.access.actor import Actor
from backend.access.guards import citizen, officer, signed_in
from backend.access.step_up import stepped_up
from backend.archive import exports, package_queries, packages
from backend.archive.rules import EXPORTERS, KEEPERS
from backend.documents.store import store
from backend.platform.file_headers import file_headers
from backend.platform.problems import Conflict, Unavailable
from shared.contracts.archive_packages import ConfirmReceipt, ExportPerson, Package, StartPackage
from shared.contracts.common import Page
from storage.objects import StorageError

Cursor = Annotated[str, Parameter(max_length=300)]


@get("/archive/packages", **signed_in())
async def my_packages(actor: Actor, kind: str = "", cursor: Cursor = "") -> Page[Package]:
    """Packages of the agencies whose archive I keep, and of persons' data that I asked for."""
    return await package_queries.packages(actor, kind[:10], cursor)


@post("/archive/packages", status_code=202, **officer(*KEEPERS))
async def start_package(actor: Actor, data: StartPackage) -> Package:
    """Has the queue pack what is kept for ever; ask again for how far it is."""
    return await package_queries.package(actor, await packages.start_package(actor, data))


@get("/archive/packages/{package_id:uuid}", **signed_in())
async def one_package(actor: Actor, package_id: UUID) -> Package:
    """How far a package is."""
    return await package_queries.package(actor, package_id)


@get("/archive/packages/{package_id:uuid}/content", **signed_in())
async def package_content(actor: Actor, package_id: UUID) -> Stream:
    """The ZIP of a package; each download is in the audit trail."""
    row = await package_queries.package_row(actor, package_id)
    if row["state"] != "done":
        raise Conflict(
            "Gói chưa đóng xong hoặc đã hết hạn tải. Hãy yêu cầu gói mới nếu cần.",
            en="The package is not ready, or no longer there.",
            slug="package-not-ready",
        )
    try:
        content = await store().get(row["object_key"])
    except StorageError as error:
        raise Unavailable(
            "Kho tài liệu đang bận. Vui lòng tải lại sau ít phút.",
            en="The document store is busy.",
        ) from error
    await packages.note_download(actor, package_id)
    name = f"{'nop-luu' if row['kind'] == 'handover' else 'du-lieu-ca-nhan'}-{package_id}.zip"
    return Stream(content, media_type="application/zip", headers=file_headers(name, "attachment"))


@post("/archive/packages/{package_id:uuid}/receipt", status_code=200, **officer(*KEEPERS))
async def confirm_receipt(actor: Actor, package_id: UUID, data: ConfirmReceipt) -> Package:
    """Takes note that the historical archive has the package."""
    await packages.confirm_receipt(actor, package_id, data.receipt)
    return await package_queries.package(actor, package_id)


@post("/archive/exports/mine", status_code=202, **stepped_up(citizen()))
async def export_mine(actor: Actor) -> Package:
    """Has the queue gather everything that is kept about me."""
    return await package_queries.package(actor, await exports.export_mine(actor))


@post("/archive/exports", status_code=202, **stepped_up(officer(*EXPORTERS)))
async def export_person(actor: Actor, data: ExportPerson) -> Package:
    """On a person's request, what I have in sight about them."""
    return await package_queries.package(actor, await exports.export_person(actor, data))


ROUTES = [
    my_packages,
    start_package,
    one_package,
    package_content,
    confirm_receipt,
    export_mine,
    export_person,
]
