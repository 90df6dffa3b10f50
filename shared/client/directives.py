"""Directions, reminders, answers, lateness explained."""

from shared.client.base import ApiClient
from shared.contracts.common import Page
from shared.contracts.directives import Directive, DossierDirectives, GiveDirective, SayWhy


async def open_directives(api: ApiClient, cursor: str = "") -> Page[Directive]:
    """What I gave and what I have to answer, not yet answered."""
    return await api.get("/directives", Page[Directive], params={"cursor": cursor})


async def of_dossier(api: ApiClient, dossier_id: str) -> DossierDirectives:
    """Everything said about a dossier."""
    return await api.get(f"/dossiers/{dossier_id}/directives", DossierDirectives)


async def give(api: ApiClient, dossier_id: str, data: GiveDirective, key: str = "") -> Directive:
    """Heads: a direction, or a reminder to hurry."""
    return await api.post(
        f"/dossiers/{dossier_id}/directives", data, Directive, idempotency_key=key
    )


async def answer(api: ApiClient, directive_id: str, data: SayWhy) -> Directive:
    """Those who hold the dossier: what was done about it."""
    return await api.post(f"/directives/{directive_id}/answer", data, Directive)


async def explain(api: ApiClient, dossier_id: str, data: SayWhy, key: str = "") -> Directive:
    """Those who hold the dossier: why it is late."""
    return await api.post(f"/dossiers/{dossier_id}/lateness", data, Directive, idempotency_key=key)
