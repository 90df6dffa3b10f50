"""Who looked at my data, and my consents."""

from shared.client.base import ApiClient
from shared.contracts.common import Page
from shared.contracts.privacy import (
    Consent,
    DataLook,
    IdentityStatus,
    ProveIdentity,
    ProvenPerson,
    SetConsent,
    Unmask,
    Unmasked,
)


async def looks(api: ApiClient, cursor: str = "") -> Page[DataLook]:
    """Looks at my data, the newest first."""
    return await api.get("/data-looks", Page[DataLook], params={"cursor": cursor})


async def consents(api: ApiClient) -> list[Consent]:
    """What I let be done with my data."""
    return await api.get("/consents", list[Consent])


async def set_consent(api: ApiClient, data: SetConsent) -> list[Consent]:
    """Give or withdraw."""
    return await api.post("/consents", data, list[Consent])


async def identity_status(api: ApiClient) -> IdentityStatus:
    """Whether my account is known to be mine, and the code for the desk."""
    return await api.get("/identity-proof", IdentityStatus)


async def prove_identity(api: ApiClient, data: ProveIdentity) -> ProvenPerson:
    """Desk: person, card and account agree."""
    return await api.post("/desk/identity-proofs", data, ProvenPerson)


async def unmask(api: ApiClient, dossier_id: str, data: Unmask) -> Unmasked:
    """See masked data of a dossier whole; its owner is told."""
    return await api.post(f"/dossiers/{dossier_id}/unmaskings", data, Unmasked)
