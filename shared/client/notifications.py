"""Messages: the inbox, choices, the ledger of a dossier, templates, providers."""

from shared.client.base import ApiClient
from shared.contracts.common import Page
from shared.contracts.notifications import (
    DropTemplate,
    LedgerLine,
    MarkedNotices,
    MarkNotices,
    MessageChoices,
    Notice,
    Preview,
    Providers,
    PushBrowser,
    ReceiptTaken,
    SetFailover,
    SetMessageChoices,
    SwitchOnPush,
    Template,
    TemplateRow,
    TryTemplate,
    TurnProvider,
    UnreadCount,
    WriteTemplate,
)


async def notices(api: ApiClient, cursor: str = "", *, unread: bool = False) -> Page[Notice]:
    """My messages, the newest first; on wish only those not read yet."""
    params = {"cursor": cursor, "unread": "true" if unread else ""}
    return await api.get("/notices", Page[Notice], params=params)


async def unread(api: ApiClient) -> int:
    """How many of my messages wait to be read."""
    return (await api.get("/notices/unread", UnreadCount)).count


async def mark(api: ApiClient, ids: list[str], *, read: bool) -> MarkedNotices:
    """Marks messages of mine; no ids: all of them."""
    return await api.post("/notices/marks", MarkNotices(read, ids), MarkedNotices)


async def choices(api: ApiClient) -> MessageChoices:
    """How I am told of things."""
    return await api.get("/me/message-choices", MessageChoices)


async def choose(api: ApiClient, data: SetMessageChoices) -> MessageChoices:
    """Changes how I am told."""
    return await api.post("/me/message-choices", data, MessageChoices)


async def push_browsers(api: ApiClient) -> list[PushBrowser]:
    """My browsers that show notices."""
    return await api.get("/me/push-browsers", list[PushBrowser])


async def switch_on_push(api: ApiClient, data: SwitchOnPush) -> PushBrowser:
    """Shows notices in a browser of mine."""
    return await api.post("/me/push-browsers", data, PushBrowser)


async def switch_off_push(api: ApiClient, browser_id: str) -> None:
    """Shows no more notices in a browser of mine."""
    await api.delete(f"/me/push-browsers/{browser_id}")


async def sendings(api: ApiClient, dossier_id: str, cursor: str = "") -> Page[LedgerLine]:
    """What was told about a dossier."""
    return await api.get(
        f"/dossiers/{dossier_id}/sendings", Page[LedgerLine], params={"cursor": cursor}
    )


async def templates(api: ApiClient, agency_id: str = "") -> list[TemplateRow]:
    """Officers: every message people get."""
    return await api.get("/message-templates", list[TemplateRow], params={"agency_id": agency_id})


async def template(api: ApiClient, event: str, language: str, agency_id: str = "") -> Template:
    """Officers: the words in force and earlier ones."""
    return await api.get(
        f"/message-templates/{event}/{language}", Template, params={"agency_id": agency_id}
    )


async def write_template(api: ApiClient, data: WriteTemplate) -> Template:
    """Officers: new words."""
    return await api.post("/message-templates", data, Template)


async def drop_template(api: ApiClient, data: DropTemplate) -> Template:
    """Officers: back to the words without one's own."""
    return await api.post("/message-templates/drop", data, Template)


async def preview(api: ApiClient, data: TryTemplate) -> Preview:
    """Officers: words on sample data."""
    return await api.post("/message-templates/preview", data, Preview)


async def providers(api: ApiClient) -> Providers:
    """Administrators: how text messages are carried."""
    return await api.get("/message-providers", Providers)


async def set_failover(api: ApiClient, data: SetFailover) -> Providers:
    """Administrators: when a provider is left."""
    return await api.post("/message-providers/rule", data, Providers)


async def turn_provider(api: ApiClient, data: TurnProvider) -> Providers:
    """Administrators: another provider from now on."""
    return await api.post("/message-providers/turn", data, Providers)


async def receipt(
    api: ApiClient, provider: str, said: object, headers: dict[str, str]
) -> ReceiptTaken:
    """Providers: what became of a message; the headers carry moment and seal."""
    return await api.post(f"/message-receipts/{provider}", said, ReceiptTaken, headers=headers)
