"""Directions, reminders, answers, lateness explained."""

from shared.client.base import ApiClient
from shared.contracts.common import Page
from shared.contracts.directives import (
    Directive,
    DossierDirectives,
    ExplainLateness,
    ExportLateness,
    GiveDirective,
    GiveUnitDirective,
    Lateness,
    SayWhy,
    UnitDirective,
    UnitDirectives,
)
from shared.contracts.exports import Export


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


async def lateness(api: ApiClient, **wanted: str) -> Lateness:
    """Officers: what was or is late (`day_from`, `day_to`, `agency_id`, `explained`, `cursor`)."""
    return await api.get("/lateness", Lateness, params=wanted)


async def explain(
    api: ApiClient, dossier_id: str, data: ExplainLateness, key: str = ""
) -> Directive:
    """Those who hold the dossier: why it is late, and what is done about it."""
    return await api.post(f"/dossiers/{dossier_id}/lateness", data, Directive, idempotency_key=key)


async def export_lateness(api: ApiClient, data: ExportLateness) -> Export:
    """Officers: have the queue make a file of the list."""
    return await api.post("/lateness/exports", data, Export)


async def unit_directives(api: ApiClient, **wanted: str) -> UnitDirectives:
    """Officers: directions to units (`agency_id`, `shown`, `cursor`, `limit`)."""
    return await api.get("/unit-directives", UnitDirectives, params=wanted)


async def give_to_units(
    api: ApiClient, data: GiveUnitDirective, key: str = ""
) -> list[UnitDirective]:
    """Heads: the same direction to some units, one for each."""
    return await api.post("/unit-directives", data, list[UnitDirective], idempotency_key=key)


async def answer_for_unit(api: ApiClient, directive_id: str, data: SayWhy) -> UnitDirective:
    """The head of the unit: what was done about it, once."""
    return await api.post(f"/unit-directives/{directive_id}/answer", data, UnitDirective)
