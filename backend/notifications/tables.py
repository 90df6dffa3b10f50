"""Notices to people, the ways they took, and what people and agencies chose."""

from piccolo.columns import UUID, Boolean, Date, Integer, SmallInt, Text, Timestamptz, Varchar
from piccolo.table import Table


class NoticeRow(Table, tablename="notice"):
    """One message to one account in the inbox of the portal; made once for an outbox message."""

    id = UUID(primary_key=True, default=None)
    tenant_id = Varchar(40)
    outbox_id = UUID(default=None)
    account_id = UUID(null=True, default=None)
    dossier_id = UUID(null=True, default=None)
    address = Varchar(254)  # of older releases; the ledger keeps it masked
    subject = Text()
    body = Text()
    created_at = Timestamptz()
    mailed_at = Timestamptz(null=True, default=None)
    read_at = Timestamptz(null=True, default=None)
    event = Varchar(60)
    language = Varchar(2)
    link = Text()


class MessageChoice(Table, tablename="message_choice"):
    """How somebody wants to hear from us; who has none is asked nothing and gets the usual."""

    account_id = UUID(primary_key=True, default=None)
    tenant_id = Varchar(40)
    mail = Boolean()
    sms = Boolean()
    zalo = Boolean()
    push = Boolean()
    quiet_from = SmallInt(null=True, default=None)
    quiet_to = SmallInt(null=True, default=None)
    language = Varchar(2)
    digest = Boolean()
    digest_on = Date(null=True, default=None)
    changed_at = Timestamptz()


class MessageTemplate(Table, tablename="message_template"):
    """Words of an agency (or of all, without one) for an event; versions are never changed."""

    id = UUID(primary_key=True, default=None)
    tenant_id = Varchar(40)
    event = Varchar(60)
    agency_id = UUID(null=True, default=None)
    language = Varchar(2)
    version = Integer()
    subject = Text()
    body = Text()
    short = Text()
    retired = Boolean()
    written_by = UUID(default=None)
    written_by_name = Text()
    written_at = Timestamptz()


class MessageSending(Table, tablename="message_sending"):
    """The ledger: one notice on one way. Address masked; the whole is in the sealed delivery."""

    id = UUID(primary_key=True, default=None)
    tenant_id = Varchar(40)
    notice_id = UUID(null=True, default=None)
    account_id = UUID(null=True, default=None)
    dossier_id = UUID(null=True, default=None)
    event = Varchar(60)
    medium = Varchar(8)
    address = Varchar(120)
    told_at = Timestamptz()
    due_at = Timestamptz()
    provider = Varchar(20)
    reference = Varchar(120)
    tried_at = Timestamptz(null=True, default=None)
    handed_at = Timestamptz(null=True, default=None)
    received_at = Timestamptz(null=True, default=None)
    failed_at = Timestamptz(null=True, default=None)
    failure = Text()
    bounced_at = Timestamptz(null=True, default=None)
    bounce_code = Varchar(12)


class DeadMailbox(Table, tablename="dead_mailbox"):
    """A mailbox that nothing reaches, by a keyed word; since when, and what its server said."""

    tenant_id = Varchar(40, primary_key=True)
    mailbox = Varchar(64, primary_key=True)
    account_id = UUID(null=True, default=None)
    since = Timestamptz()
    status = Varchar(12)
    words = Text()


class ZaloToken(Table, tablename="zalo_token"):
    """Zalo's tokens, sealed: the one shown, and the one that works once and brings the next."""

    tenant_id = Varchar(40, primary_key=True)
    seed = Varchar(64)
    access = Text()
    following = Text()
    expires_at = Timestamptz(null=True, default=None)
    life_seconds = Integer()
    renewed_at = Timestamptz(null=True, default=None)
    asked_at = Timestamptz(null=True, default=None)
    failing_since = Timestamptz(null=True, default=None)
    failure = Text()


class PushBrowserRow(Table, tablename="push_browser"):
    """A browser that shows notices of one account; the subscription is sealed, and empty once it
    is switched off or its push service knows it no more."""

    id = UUID(primary_key=True, default=None)
    tenant_id = Varchar(40)
    account_id = UUID(default=None)
    endpoint_mark = Varchar(64)
    subscription = Text()
    public_key = Varchar(100)
    device = Varchar(120)
    added_at = Timestamptz()
    last_at = Timestamptz(null=True, default=None)
    gone_at = Timestamptz(null=True, default=None)


class PushGiven(Table, tablename="push_given"):
    """Which browser was given which line of the ledger, so that a later try passes it over."""

    sending_id = UUID(primary_key=True, default=None)
    browser_id = UUID(primary_key=True, default=None)
    at = Timestamptz()


class MessageReceipt(Table, tablename="message_receipt"):
    """What a provider said became of a message, and whether it was believed."""

    id = UUID(primary_key=True, default=None)
    tenant_id = Varchar(40)
    at = Timestamptz()
    provider = Varchar(20)
    address = Varchar(64)
    sending_id = UUID(null=True, default=None)
    verdict = Varchar(12)
    state = Varchar(12)


class FailoverRow(Table, tablename="failover_rule"):
    """When a provider is left, set on the screen; without a row the usual rule holds."""

    tenant_id = Varchar(40, primary_key=True)
    medium = Varchar(8)
    window_minutes = Integer()
    late_minutes = Integer()
    share_percent = Integer()
    minimum = Integer()
    rest_minutes = Integer()
    version = Integer()
    changed_by = UUID(default=None)
    changed_at = Timestamptz()


class ProviderTurn(Table, tablename="provider_turn"):
    """From when on which provider carries a medium, and why."""

    id = UUID(primary_key=True, default=None)
    tenant_id = Varchar(40)
    medium = Varchar(8)
    provider = Varchar(20)
    at = Timestamptz()
    kind = Varchar(8)
    tried = Integer()
    late = Integer()
    by_id = UUID(null=True, default=None)
    by_name = Text()
