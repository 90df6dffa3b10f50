"""What production refuses: secrets of development, demonstration, and ways without TLS."""

import ipaddress
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, urlsplit

if TYPE_CHECKING:
    from backend.settings import Settings

DEVELOPMENT_SECRET = "only-for-development-and-tests"
_PARTNERS = (
    "national_url", "lgsp_url", "payment_url", "post_url", "emc_url", "pakn_url", "receipt_url",
)  # fmt: skip


class UnsafeSettings(Exception):
    """The settings must not run in production; the message names the variable to mend."""


def refuse_unsafe(settings: "Settings") -> None:
    """Raises UnsafeSettings for the first thing that is only for trying."""
    if settings.demo:
        raise UnsafeSettings("MOTCUA_DEMO: demonstration mode is not for production")
    if settings.policy == "trial":
        raise UnsafeSettings("MOTCUA_POLICY: choose level3 or level4")
    if settings.secret_key == DEVELOPMENT_SECRET or len(settings.secret_key) < 32:
        raise UnsafeSettings("MOTCUA_SECRET_KEY: set a random secret of at least 32 characters")
    if not settings.field_keys:
        raise UnsafeSettings("MOTCUA_FIELD_KEYS: set the keys of personal data (motcua keys new)")
    if len(settings.blind_key) < 40 or settings.blind_key in settings.field_keys:
        raise UnsafeSettings("MOTCUA_BLIND_KEY: set a key of its own, 32 random bytes in base64")
    if settings.mail_from.rstrip("> ").endswith(".example"):
        raise UnsafeSettings("MOTCUA_MAIL_FROM: say who letters are from, with an address of yours")
    if settings.signing_url and settings.signing_token == DEVELOPMENT_SECRET:
        raise UnsafeSettings("MOTCUA_SIGNING_TOKEN: set the key to the signing service")
    if settings.national_url and settings.national_inbound_key == DEVELOPMENT_SECRET:
        raise UnsafeSettings("MOTCUA_NATIONAL_INBOUND_KEY: set the key that seals what it sends us")
    if settings.national_version == "2026" and (
        settings.national_client_secret == DEVELOPMENT_SECRET
    ):
        raise UnsafeSettings("MOTCUA_NATIONAL_CLIENT_SECRET: set the secret of this client")
    if settings.payment_url and settings.payment_secret == DEVELOPMENT_SECRET:
        raise UnsafeSettings("MOTCUA_PAYMENT_SECRET: set the secret shared with the platform")
    if settings.pakn_url and settings.pakn_token == DEVELOPMENT_SECRET:
        raise UnsafeSettings("MOTCUA_PAKN_TOKEN: set the key to the petition system")
    if settings.office_url and settings.office_token == DEVELOPMENT_SECRET:
        raise UnsafeSettings("MOTCUA_OFFICE_TOKEN: set the key to document management")
    if settings.receipt_url and settings.receipt_token == DEVELOPMENT_SECRET:
        raise UnsafeSettings("MOTCUA_RECEIPT_TOKEN: set the key to the receipt service")
    if settings.receipt_url and len(settings.receipt_pin) < 6:
        raise UnsafeSettings("MOTCUA_RECEIPT_PIN: set the PIN of the seals that sign receipts")
    if settings.post_url and settings.post_token == DEVELOPMENT_SECRET:
        raise UnsafeSettings("MOTCUA_POST_TOKEN: set the key to the public post")
    if settings.s3_secret_key == DEVELOPMENT_SECRET:
        raise UnsafeSettings("MOTCUA_S3_SECRET_KEY: set the secret of the object store")
    for network in settings.webhook_inside.split():
        if not _may_be_called(network):
            raise UnsafeSettings("MOTCUA_WEBHOOK_INSIDE: never this machine or link-local networks")
    _refuse_unsafe_messages(settings)
    if settings.oidc_issuer and not settings.oidc_issuer.startswith("https://"):
        raise UnsafeSettings("MOTCUA_OIDC_ISSUER: must be an https:// address")
    inside = settings.inside_http.split()
    _refuse_unsafe_stores(settings)
    for name in _PARTNERS:
        address = urlsplit(getattr(settings, name))
        plain = address.scheme == "http" and address.hostname in inside
        if getattr(settings, name) and address.scheme != "https" and not plain:
            raise UnsafeSettings(
                f"MOTCUA_{name.upper()}: must be an https:// address, or its host one of "
                "MOTCUA_INSIDE_HTTP (a closed network that is ours)"
            )
    for name, url in (("CITIZEN", settings.citizen_url), ("OFFICER", settings.officer_url)):
        if not url.startswith("https://"):
            raise UnsafeSettings(f"MOTCUA_{name}_URL: must be an https:// address")


def _refuse_unsafe_stores(settings: "Settings") -> None:
    """Database, object store and mail relay are spoken to by TLS that checks who answers, but for
    this machine and the hosts of a closed network that are named (OWASP ASVS V12.3.1)."""
    database = urlsplit(settings.database_url)
    ways = parse_qs(database.query)
    host = database.hostname or ways.get("host", [""])[0]
    if not _is_near(settings, host) and ways.get("sslmode") != ["verify-full"]:
        raise UnsafeSettings(
            "MOTCUA_DATABASE_URL: add ?sslmode=verify-full (and sslrootcert=…), or its host to "
            "MOTCUA_INSIDE_HTTP (a closed network that is ours)"
        )
    if not settings.s3_secure and not _is_near(settings, settings.s3_endpoint.rsplit(":", 1)[0]):
        raise UnsafeSettings(
            "MOTCUA_S3_SECURE: set yes, or the store's host in MOTCUA_INSIDE_HTTP "
            "(a closed network that is ours)"
        )
    if settings.smtp_security == "none" and not _is_near(settings, settings.smtp_host):
        raise UnsafeSettings(
            "MOTCUA_SMTP_SECURITY: starttls or tls, or the relay's host in MOTCUA_INSIDE_HTTP "
            "(a closed network that is ours)"
        )


def _is_near(settings: "Settings", host: str) -> bool:
    """This machine, by a socket of its own or by loopback, or a host named as inside."""
    if host.startswith("/") or host in ("", "localhost", *settings.inside_http.split()):
        return True
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False


def _may_be_called(network: str) -> bool:
    found = ipaddress.ip_network(network)
    here = ("127.0.0.0/8", "169.254.0.0/16", "0.0.0.0/8", "::1/128", "fe80::/10", "::/128")
    return not any(
        found.version == each.version and found.overlaps(each)
        for each in map(ipaddress.ip_network, here)
    )


def _refuse_unsafe_messages(settings: "Settings") -> None:
    for name, url, secrets in (
        ("SMS", settings.sms_url, {"SMS_KEY": settings.sms_key}),
        ("SMS2", settings.sms2_url, {"SMS2_KEY": settings.sms2_key}),
        (
            "ZALO", settings.zalo_url,
            {"ZALO_SECRET": settings.zalo_secret}
            | (
                {"ZALO_APP_SECRET": settings.zalo_app_secret}
                if settings.zalo_refresh_token
                else {"ZALO_TOKEN": settings.zalo_token}
            ),
        ),
        (
            "ZALO_OAUTH", settings.zalo_oauth_url if settings.zalo_refresh_token else "", {},
        ),
    ):  # fmt: skip
        if not url:
            continue
        for key, value in secrets.items():
            if value == DEVELOPMENT_SECRET:
                raise UnsafeSettings(f"MOTCUA_{key}: set the key agreed with the provider")
        if not url.startswith("https://"):
            raise UnsafeSettings(f"MOTCUA_{name}_URL: must be an https:// address")
    if settings.bounce_mailbox.startswith("imap+plain:"):
        raise UnsafeSettings("MOTCUA_BOUNCE_MAILBOX: a password travels over TLS only")
    if settings.push_key and settings.push_contact.endswith(".example"):
        raise UnsafeSettings("MOTCUA_PUSH_CONTACT: mailto: of who runs this installation")
    if settings.smtp_user and settings.smtp_security == "none":
        raise UnsafeSettings("MOTCUA_SMTP_SECURITY: a password travels over TLS only")
