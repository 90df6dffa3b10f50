"""Certified electronic copies over HTTP."""

from typing import Annotated
from uuid import UUID

from litestar import get, post
from litestar.params import Parameter

from backend.access.actor import Actor
from backend.access.guards import officer, signed_in
from backend.documents import certifying
from backend.documents.certified_queries import copies_of
from backend.documents.withheld import unknown
from backend.dossiers.queries import may_see_dossier
from shared.contracts.certified import CertifiedCopies, CertifiedCopy
from shared.vocabulary.roles import Role

Pin = Annotated[str, Parameter(header="X-Signing-Pin", required=False, max_length=64)]
Code = Annotated[str, Parameter(header="X-Signing-Code", required=False, max_length=16)]
_DESK = (Role.DESK_OFFICER, Role.DESK_HEAD)


@post("/documents/{document_id:uuid}/certification-code", **officer(*_DESK))
async def send_certification_code(actor: Actor, document_id: UUID) -> CertifiedCopies:
    """Has the signing service send me its one-time code."""
    return await _listed(actor, await certifying.send_code(actor, document_id))


@post("/documents/{document_id:uuid}/certification", **officer(*_DESK))
async def certify(actor: Actor, document_id: UUID, pin: Pin = "", code: Code = "") -> CertifiedCopy:
    """Vouches that a scan of my desk is true to the original, and signs the copy."""
    return await certifying.certify(actor, document_id, pin, code)


@get("/dossiers/{dossier_id:uuid}/certified-copies", **signed_in())
async def certified_copies(actor: Actor, dossier_id: UUID) -> CertifiedCopies:
    """The certified copies of a dossier in my sight, and the scans I may certify."""
    if not await may_see_dossier(actor, dossier_id):
        raise unknown()
    return await _listed(actor, dossier_id)


async def _listed(actor: Actor, dossier_id: UUID) -> CertifiedCopies:
    return CertifiedCopies(
        copies=await copies_of(dossier_id),
        certifiable=await certifying.certifiable(actor, dossier_id),
        needs_code=await certifying.needs_code(actor, dossier_id),
    )


ROUTES = [send_certification_code, certify, certified_copies]
