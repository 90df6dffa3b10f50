"""Messages over HTTP: the inbox, choices, the ledger, templates, providers and their receipts."""

from typing import Annotated, Any
from uuid import UUID

from litestar import Request, delete, get, post
from litestar.params import Parameter

from backend.access.actor import Actor
from backend.access.guards import for_all, officer, public, signed_in
from backend.identity.sessions import device
from backend.notifications import (
    browsers,
    carrying,
    choosing,
    queries,
    reading,
    receipts,
    templates,
)
from backend.platform.rate import Bucket
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
from shared.vocabulary.roles import Role

AnyRequest = Request[Any, Any, Any]
Cursor = Annotated[str, Parameter(max_length=2000)]
Limit = Annotated[int, Parameter(ge=1, le=100)]
AgencyId = Annotated[str, Parameter(max_length=40)]
_providers = Bucket(1000, 100)


@get("/notices", **signed_in())
async def my_notices(
    actor: Actor, cursor: Cursor = "", limit: Limit = 20, unread: bool = False
) -> Page[Notice]:
    """My messages, the newest first."""
    return await queries.notices(actor, cursor, limit, unread=unread)


@get("/notices/unread", **signed_in())
async def unread_notices(actor: Actor) -> UnreadCount:
    """How many of my messages wait to be read."""
    return UnreadCount(await queries.unread(actor))


@post("/notices/marks", status_code=200, **signed_in())
async def mark_notices(actor: Actor, data: MarkNotices) -> MarkedNotices:
    """Marks messages of mine read or unread."""
    return await reading.mark(actor, data)


@get("/me/message-choices", **signed_in())
async def my_message_choices(actor: Actor) -> MessageChoices:
    """How I am told of things."""
    return await choosing.my_choices(actor)


@post("/me/message-choices", status_code=200, **signed_in())
async def set_message_choices(actor: Actor, data: SetMessageChoices) -> MessageChoices:
    """Changes how I am told; the inbox stays."""
    return await choosing.choose(actor, data)


@get("/me/push-browsers", **signed_in())
async def my_push_browsers(actor: Actor) -> list[PushBrowser]:
    """My browsers that show notices."""
    return await browsers.mine(actor)


@post("/me/push-browsers", **signed_in())
async def switch_on_push(request: AnyRequest, actor: Actor, data: SwitchOnPush) -> PushBrowser:
    """Shows notices in this browser."""
    return await browsers.switch_on(actor, data, device(request.headers.get("user-agent", "")))


@delete("/me/push-browsers/{browser_id:uuid}", **signed_in())
async def switch_off_push(actor: Actor, browser_id: UUID) -> None:
    """Shows no more notices in one of my browsers."""
    await browsers.switch_off(actor, browser_id)


@get("/dossiers/{dossier_id:uuid}/sendings", **signed_in())
async def dossier_sendings(
    actor: Actor, dossier_id: UUID, cursor: Cursor = "", limit: Limit = 20
) -> Page[LedgerLine]:
    """What was told about a dossier, on which way, and how far it came."""
    return await queries.ledger(actor, dossier_id, cursor, limit)


@get("/message-templates", **officer(*templates.WRITERS))
async def message_templates(actor: Actor, agency_id: AgencyId = "") -> list[TemplateRow]:
    """Every message people get, with the languages of an agency's own words."""
    return await templates.listed(actor, agency_id)


@get("/message-templates/{event:str}/{language:str}", **officer(*templates.WRITERS))
async def message_template(
    actor: Actor,
    event: Annotated[str, Parameter(max_length=60)],
    language: Annotated[str, Parameter(pattern="^(vi|en)$")],
    agency_id: AgencyId = "",
) -> Template:
    """The words in force and earlier ones."""
    return await templates.template(actor, event, language, agency_id)


@post("/message-templates", **officer(*templates.WRITERS))
async def write_template(actor: Actor, data: WriteTemplate) -> Template:
    """New words, as the next version."""
    return await templates.write(actor, data)


@post("/message-templates/drop", status_code=200, **officer(*templates.WRITERS))
async def drop_template(actor: Actor, data: DropTemplate) -> Template:
    """Back to the words for all agencies, or of the system."""
    return await templates.drop(actor, data)


@post("/message-templates/preview", status_code=200, **officer(*templates.WRITERS))
async def preview_template(actor: Actor, data: TryTemplate) -> Preview:
    """Words on sample data; on wish as a letter to my own mailbox."""
    return await templates.look(actor, data)


@get("/message-providers", **for_all(Role.SYSTEM_ADMIN))
async def message_providers(actor: Actor) -> Providers:
    """How text messages are carried now."""
    return await carrying.shown(actor)


@post("/message-providers/rule", status_code=200, **for_all(Role.SYSTEM_ADMIN))
async def set_failover(actor: Actor, data: SetFailover) -> Providers:
    """When a provider is left."""
    return await carrying.set_rule(actor, data)


@post("/message-providers/turn", status_code=200, **for_all(Role.SYSTEM_ADMIN))
async def turn_provider(actor: Actor, data: TurnProvider) -> Providers:
    """Another provider from now on."""
    return await carrying.turn(actor, data)


@post("/message-receipts/{provider:str}", status_code=200, **public())
async def message_receipt(
    request: AnyRequest, provider: Annotated[str, Parameter(pattern="^(sms|sms2|zalo)$")]
) -> ReceiptTaken:
    """A provider says what became of a message (signed)."""
    address = request.client.host if request.client is not None else ""
    _providers.take(address)
    body = await request.body()
    return ReceiptTaken(await receipts.take(provider, request.headers, body, address))


ROUTES = [
    my_notices,
    unread_notices,
    mark_notices,
    my_message_choices,
    set_message_choices,
    my_push_browsers,
    switch_on_push,
    switch_off_push,
    dossier_sendings,
    message_templates,
    message_template,
    write_template,
    drop_template,
    preview_template,
    message_providers,
    set_failover,
    turn_provider,
    message_receipt,
]
