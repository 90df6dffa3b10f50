"""Ratings after hand-over, tablets at the desk, results."""

from shared.client.base import ApiClient
from shared.contracts.ratings import (
    KioskQuestion,
    LinkQuestion,
    Marks,
    NewTablet,
    OpenedTablet,
    RateAtKiosk,
    RateByLink,
    RateOnTablet,
    RatingAsk,
    RatingResults,
    RatingThanks,
    ShowOnTablet,
    Tablet,
    TabletKey,
)


async def ask_by_link(api: ApiClient, token: str) -> RatingAsk:
    """What a link asks about."""
    return await api.post("/ratings/link", LinkQuestion(token), RatingAsk)


async def by_link(api: ApiClient, token: str, marks: Marks) -> RatingThanks:
    """Rates by a link."""
    return await api.post("/ratings/by-link", RateByLink(token, marks), RatingThanks)


async def of_own(api: ApiClient, dossier_id: str) -> RatingAsk:
    """Whether a dossier of mine can be rated."""
    return await api.get(f"/dossiers/{dossier_id}/rating", RatingAsk)


async def rate_own(api: ApiClient, dossier_id: str, marks: Marks) -> RatingThanks:
    """Rates a dossier of mine."""
    return await api.post(f"/dossiers/{dossier_id}/rating", marks, RatingThanks)


async def ask_at_kiosk(api: ApiClient, code: str, digits: str) -> RatingAsk:
    """What the code of a receipt asks about."""
    return await api.post("/ratings/kiosk", KioskQuestion(code, digits), RatingAsk)


async def at_kiosk(api: ApiClient, code: str, digits: str, marks: Marks) -> RatingThanks:
    """Rates at the kiosk."""
    return await api.post("/ratings/at-kiosk", RateAtKiosk(code, digits, marks), RatingThanks)


async def tablet_now(api: ApiClient, key: str) -> RatingAsk:
    """What a tablet asks about now."""
    return await api.post("/ratings/tablet", TabletKey(key), RatingAsk)


async def on_tablet(api: ApiClient, key: str, code: str, marks: Marks) -> RatingThanks:
    """Rates on a tablet."""
    return await api.post("/ratings/on-tablet", RateOnTablet(key, code, marks), RatingThanks)


async def tablets(api: ApiClient) -> list[Tablet]:
    """The tablets of my desk."""
    return await api.get("/desk-tablets", list[Tablet])


async def add_tablet(api: ApiClient, data: NewTablet) -> OpenedTablet:
    """Registers a tablet."""
    return await api.post("/desk-tablets", data, OpenedTablet)


async def remove_tablet(api: ApiClient, tablet_id: str) -> None:
    """Takes a tablet out of use."""
    await api.delete(f"/desk-tablets/{tablet_id}")


async def show_on_tablet(api: ApiClient, tablet_id: str, dossier_id: str) -> Tablet:
    """Has a tablet ask about the dossier just handed over."""
    return await api.post(f"/desk-tablets/{tablet_id}/dossier", ShowOnTablet(dossier_id), Tablet)


async def results(api: ApiClient, **asked: str) -> RatingResults:
    """Results; `asked` are day_from, day_to, agency_id, grouping."""
    return await api.get("/ratings/results", RatingResults, params=asked)


async def results_file(api: ApiClient, kind: str, **asked: str) -> bytes:
    """Results as xlsx or csv."""
    return await api.content("/ratings/results/file", params={"kind": kind, **asked})
