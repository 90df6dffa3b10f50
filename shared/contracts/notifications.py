"""Messages to people: the inbox, choices, the ledger, templates, providers.

Moments are RFC 3339 texts; an empty text stands for "not yet".
"""

from typing import Annotated, Literal

from msgspec import Meta, Struct

from shared.contracts.common import Choice, Named

Clock = Annotated[str, Meta(pattern=r"^$|^([01][0-9]|2[0-3]):[0-5][0-9]$")]
EventKey = Annotated[str, Meta(min_length=1, max_length=60, pattern=r"^[a-z_.]+$")]
LanguageCode = Literal["vi", "en"]


class Notice(Struct, frozen=True):
    """One message to a person, mostly about a dossier; `link` is the page it is about, or empty."""

    id: str
    at: str
    subject: str
    body: str
    dossier_id: str | None
    link: str
    read: bool


class UnreadCount(Struct, frozen=True):
    """How many messages wait to be read; more than 99 are 99."""

    count: int


class MarkNotices(Struct, forbid_unknown_fields=True, frozen=True):
    """Messages that are now read, or unread again; an empty list of ids means all."""

    read: bool
    ids: Annotated[list[Annotated[str, Meta(max_length=40)]], Meta(max_length=100)] = []


class MarkedNotices(Struct, frozen=True):
    """How many changed, and how many are still unread."""

    count: int
    unread: int


class SetMessageChoices(Struct, forbid_unknown_fields=True, frozen=True):
    """How to be told. The inbox cannot be switched off. Quiet hours as "22:00", both or none."""

    mail: bool
    sms: bool
    zalo: bool
    push: bool
    quiet_from: Clock
    quiet_to: Clock
    language: LanguageCode
    digest: bool = False


class MessageChoices(Struct, frozen=True):
    """A person's choices, what is offered here, and where they can be reached.

    `push_key` is the public key for browser notifications, empty where there are none.
    """

    mail: bool
    sms: bool
    zalo: bool
    push: bool
    quiet_from: str
    quiet_to: str
    language: str
    digest: bool
    email_known: bool
    phone_known: bool
    sms_offered: bool
    zalo_offered: bool
    push_key: str
    officer: bool


class SwitchOnPush(Struct, forbid_unknown_fields=True, frozen=True):
    """What this browser's push service gave it (W3C Push API), keys in base64url."""

    endpoint: Annotated[str, Meta(min_length=12, max_length=500)]
    p256dh: Annotated[str, Meta(min_length=80, max_length=100, pattern=r"^[A-Za-z0-9_=-]+$")]
    auth: Annotated[str, Meta(min_length=16, max_length=32, pattern=r"^[A-Za-z0-9_=-]+$")]


class PushBrowser(Struct, frozen=True):
    """One of my browsers that show notices; `mark` is the SHA-256 of its endpoint in hex, by which
    a page knows whether it is this one."""

    id: str
    mark: str
    device: str
    added_at: str
    last_at: str


class LedgerLine(Struct, frozen=True):
    """One message on one way, with the address masked; `medium` inbox is the portal itself.

    `reason` says in words why it did not arrive, empty otherwise.
    """

    id: str
    at: str
    subject: str
    medium: str
    medium_label: str
    address: str
    state: str
    state_label: str
    state_at: str
    reason: str = ""


class TemplateRow(Struct, frozen=True):
    """One event with the languages in which somebody wrote words of their own."""

    event: str
    label: str
    weighty: bool
    own: list[str]


class TemplateText(Struct, frozen=True):
    """Words of one version; version 0 are those of the system."""

    version: int
    subject: str
    body: str
    short: str
    written_by: str
    written_at: str
    retired: bool


class Template(Struct, frozen=True):
    """The words in force for an event, agency and language, earlier ones, and what may be said.

    `inherited` says whose words hold where this agency has none: "system" or "all".
    """

    event: str
    label: str
    agency: Named | None
    language: str
    current: TemplateText
    inherited: str
    history: list[TemplateText]
    words: list[Choice]
    may_edit: bool


class WriteTemplate(Struct, forbid_unknown_fields=True, frozen=True):
    """New words over the version that was read; `agency_id` empty: for all agencies."""

    event: EventKey
    language: LanguageCode
    over_version: Annotated[int, Meta(ge=0, le=100_000)]
    subject: Annotated[str, Meta(min_length=3, max_length=200, pattern=r"\S")]
    body: Annotated[str, Meta(min_length=3, max_length=4000, pattern=r"\S")]
    short: Annotated[str, Meta(min_length=3, max_length=320, pattern=r"\S")]
    agency_id: Annotated[str, Meta(max_length=40)] = ""


class DropTemplate(Struct, forbid_unknown_fields=True, frozen=True):
    """Back to the words that hold without this agency's own."""

    event: EventKey
    language: LanguageCode
    over_version: Annotated[int, Meta(ge=1, le=100_000)]
    agency_id: Annotated[str, Meta(max_length=40)] = ""


class TryTemplate(Struct, forbid_unknown_fields=True, frozen=True):
    """Words to look at on sample data; with `send`, also as a letter to one's own mailbox."""

    event: EventKey
    language: LanguageCode
    subject: Annotated[str, Meta(min_length=1, max_length=200)]
    body: Annotated[str, Meta(min_length=1, max_length=4000)]
    short: Annotated[str, Meta(min_length=1, max_length=320)]
    send: bool = False


class Preview(Struct, frozen=True):
    """What people would read; `sent_to` is the masked mailbox of a test letter."""

    subject: str
    letter: str
    short: str
    sent_to: str


class SetFailover(Struct, forbid_unknown_fields=True, frozen=True):
    """When a provider is left: percent late in the window, of at least so many; then its rest."""

    window_minutes: Annotated[int, Meta(ge=1, le=120)]
    late_minutes: Annotated[int, Meta(ge=1, le=60)]
    share_percent: Annotated[int, Meta(ge=1, le=100)]
    minimum: Annotated[int, Meta(ge=1, le=10_000)]
    rest_minutes: Annotated[int, Meta(ge=1, le=1440)]
    over_version: Annotated[int, Meta(ge=0, le=1_000_000)]


class TurnProvider(Struct, forbid_unknown_fields=True, frozen=True):
    """Another provider from now on."""

    provider: Literal["sms", "sms2"]


class ProviderShown(Struct, frozen=True):
    """One provider within the window: how many were given to it, how many receipts are late."""

    id: str
    name: str
    in_use: bool
    configured: bool
    tried: int
    late: int
    late_percent: int


class TurnShown(Struct, frozen=True):
    """One change of provider."""

    at: str
    provider: str
    why: str
    by: str


class BadReceipt(Struct, frozen=True):
    """A receipt that was not believed and changed nothing."""

    at: str
    provider: str
    address: str
    verdict: str
    verdict_label: str


class Providers(Struct, frozen=True):
    """How text messages are carried, the rule, what changed lately, receipts not believed."""

    providers: list[ProviderShown]
    window_minutes: int
    late_minutes: int
    share_percent: int
    minimum: int
    rest_minutes: int
    version: int
    turns: list[TurnShown]
    bad_receipts: list[BadReceipt]


class ReceiptTaken(Struct, frozen=True):
    """The answer to a provider's receipt."""

    taken: bool
