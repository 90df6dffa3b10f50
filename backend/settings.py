"""Settings from MOTCUA_* variables: typed, frozen, refused when unsafe in production.

A secret may come from a file: `MOTCUA_DATABASE_URL_FILE=/run/secrets/database_url`.
"""

import base64
import os
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from pathlib import Path

from backend.law.receipts import is_group
from backend.law.regimes import IN_FORCE, REGIMES, UnknownRegime, adopted
from backend.production import DEVELOPMENT_SECRET, UnsafeSettings, refuse_unsafe

ROOT = Path(__file__).resolve().parent.parent
MIB = 1024 * 1024
# Chrome, Edge, Firefox and Safari; what a browser names is called only if it lies under one.
_PUSH_SERVICES = "fcm.googleapis.com push.services.mozilla.com push.apple.com notify.windows.com"


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything a process of ours may be told from outside."""

    environment: str
    demo: bool
    tenant: str
    database_url: str = field(repr=False)
    database_owner_url: str = field(repr=False)
    s3_endpoint: str
    s3_access_key: str = field(repr=False)
    s3_secret_key: str = field(repr=False)
    s3_bucket: str
    s3_region: str
    s3_secure: bool
    s3_authorities: str
    smtp_host: str
    smtp_port: int
    smtp_security: str
    smtp_user: str
    smtp_password: str = field(repr=False)
    dkim_domain: str
    dkim_selector: str
    dkim_key: str = field(repr=False)
    national_url: str
    national_user: str
    national_password: str = field(repr=False)
    national_unit: str
    national_version: str
    national_client_id: str
    national_client_secret: str = field(repr=False)
    national_inbound_key: str = field(repr=False)
    signing_adapter: str
    signing_url: str
    signing_token: str = field(repr=False)
    signing_tsa_url: str
    signing_roots: str
    signing_crl_urls: str
    signing_timeout: int
    lgsp_url: str
    payment_url: str
    payment_partner: str
    payment_secret: str = field(repr=False)
    payment_bank: str
    payment_account: str
    payment_account_name: str
    receipt_url: str
    receipt_token: str = field(repr=False)
    receipt_pin: str = field(repr=False)
    receipt_series: str
    post_url: str
    post_token: str = field(repr=False)
    post_series: str
    post_fee_near: int
    post_fee_far: int
    pakn_url: str
    pakn_token: str = field(repr=False)
    rating_days: int
    rating_threshold: int
    office_url: str
    office_token: str = field(repr=False)
    inside_http: str
    emc_url: str
    emc_site: str
    emc_profile: str
    emc_script: bool
    sms_url: str
    sms_key: str = field(repr=False)
    sms_sender: str
    webhook_inside: str
    sms2_url: str
    sms2_key: str = field(repr=False)
    zalo_url: str
    zalo_app_id: str
    zalo_token: str = field(repr=False)
    zalo_secret: str = field(repr=False)
    zalo_refresh_token: str = field(repr=False)
    zalo_app_secret: str = field(repr=False)
    zalo_oauth_url: str
    push_key: str = field(repr=False)
    push_contact: str
    push_hosts: str
    oidc_issuer: str
    oidc_client_id: str
    oidc_client_secret: str = field(repr=False)
    result_lock_days: int
    partner_record_days: int
    mail_from: str
    bounce_address: str
    bounce_mailbox: str
    bounce_user: str
    bounce_password: str = field(repr=False)
    api_url: str
    citizen_url: str
    officer_url: str
    secret_key: str = field(repr=False)
    field_keys: str = field(repr=False)
    blind_key: str = field(repr=False)
    backup_key: str = field(repr=False)
    backup_drill_url: str = field(repr=False)
    regime: str
    max_upload_bytes: int
    max_files_per_component: int
    policy: str
    step_up_minutes: int
    max_dossier_bytes: int
    clamd_socket: str
    var: Path
    log_level: str

    @property
    def is_production(self) -> bool:
        """Whether unsafe conveniences are refused."""
        return self.environment == "production"

    @property
    def secure_cookies(self) -> bool:
        """Cookies travel over TLS only, wherever the portal itself does."""
        return self.citizen_url.startswith("https://")


def _read(name: str, default: str = "") -> str:
    path = os.environ.get(f"MOTCUA_{name}_FILE")
    if path:
        return Path(path).read_text(encoding="utf-8").strip() or default
    # compose.yaml hands on what is not set as an empty text or an empty file.
    return os.environ.get(f"MOTCUA_{name}") or default


def _flag(name: str, default: str = "no") -> bool:
    return _read(name, default).lower() in ("1", "yes", "true", "on")


def load() -> Settings:
    """Reads the environment. Raises UnsafeSettings, ValueError."""
    settings = Settings(
        environment=_read("ENV", "development"),
        demo=_flag("DEMO"),
        tenant=_read("TENANT", "trinh-dien"),
        database_url=_read("DATABASE_URL", "postgresql://motcua@127.0.0.1:54329/motcua"),
        database_owner_url=_read("DATABASE_OWNER_URL"),  # of `motcua migrate` alone
        s3_endpoint=_read("S3_ENDPOINT", "127.0.0.1:8333"),
        s3_access_key=_read("S3_ACCESS_KEY", "motcua"),
        s3_secret_key=_read("S3_SECRET_KEY", DEVELOPMENT_SECRET),
        s3_bucket=_read("S3_BUCKET", "motcua"),
        s3_region=_read("S3_REGION", "us-east-1"),
        s3_secure=_flag("S3_SECURE"),
        s3_authorities=_read("S3_AUTHORITIES"),  # file of CA certificates; empty: the machine's
        smtp_host=_read("SMTP_HOST", "127.0.0.1"),
        smtp_port=int(_read("SMTP_PORT", "2525")),
        smtp_security=_read("SMTP_SECURITY", "none"),  # none, starttls or tls
        smtp_user=_read("SMTP_USER"),
        smtp_password=_read("SMTP_PASSWORD"),
        dkim_domain=_read("DKIM_DOMAIN"),
        dkim_selector=_read("DKIM_SELECTOR", "motcua"),
        dkim_key=_read("DKIM_KEY"),  # PEM, or its base64; empty: letters are not signed
        national_url=_read("NATIONAL_URL"),  # empty: nothing is told to the national portal
        national_user=_read("NATIONAL_USER", "motcua"),
        national_password=_read("NATIONAL_PASSWORD"),
        national_unit=_read("NATIONAL_UNIT"),
        national_version=_read("NATIONAL_VERSION", "2019"),  # of the messages: 2019 or 2026
        national_client_id=_read("NATIONAL_CLIENT_ID", "motcua"),
        national_client_secret=_read("NATIONAL_CLIENT_SECRET", DEVELOPMENT_SECRET),
        national_inbound_key=_read("NATIONAL_INBOUND_KEY", DEVELOPMENT_SECRET),
        signing_adapter=_read("SIGNING_ADAPTER", "remote"),
        signing_url=_read("SIGNING_URL"),  # empty: nothing can be signed
        signing_token=_read("SIGNING_TOKEN", DEVELOPMENT_SECRET),
        signing_tsa_url=_read("SIGNING_TSA_URL"),
        signing_roots=_read("SIGNING_ROOTS"),  # PEM file of the roots that are trusted
        signing_crl_urls=_read("SIGNING_CRL_URLS"),
        signing_timeout=int(_read("SIGNING_TIMEOUT", "20")),
        lgsp_url=_read("LGSP_URL"),  # empty: no register can be asked
        payment_url=_read("PAYMENT_URL"),  # empty: nothing can be paid online
        payment_partner=_read("PAYMENT_PARTNER", "MOTCUA"),
        payment_secret=_read("PAYMENT_SECRET", DEVELOPMENT_SECRET),
        payment_bank=_read("PAYMENT_BANK", "970499"),  # the six digits of a bank in VietQR
        payment_account=_read("PAYMENT_ACCOUNT", "3713000000000"),
        payment_account_name=_read("PAYMENT_ACCOUNT_NAME", "KHO BAC NHA NUOC VI DU"),
        receipt_url=_read("RECEIPT_URL").rstrip("/"),  # empty: receipts are not electronic
        receipt_token=_read("RECEIPT_TOKEN", DEVELOPMENT_SECRET),
        receipt_pin=_read("RECEIPT_PIN"),  # lets the seal of an agency sign receipts by itself
        receipt_series=_read("RECEIPT_SERIES", "AA"),  # the two letters a series begins with
        post_url=_read("POST_URL").rstrip("/"),  # empty: nothing is ordered with the public post
        post_token=_read("POST_TOKEN", DEVELOPMENT_SECRET),
        post_series=_read("POST_SERIES", "MC"),  # two letters before the numbers of parcels
        post_fee_near=int(_read("POST_FEE_NEAR", "0")),  # VND within a province; 0: not said
        post_fee_far=int(_read("POST_FEE_FAR", "0")),  # VND to another province
        pakn_url=_read("PAKN_URL").rstrip("/"),  # empty: no exchange of petitions
        pakn_token=_read("PAKN_TOKEN", DEVELOPMENT_SECRET),
        rating_days=int(_read("RATING_DAYS", "30")),  # the link of a message serves so long
        rating_threshold=int(_read("RATING_THRESHOLD", "5")),  # fewer ratings are not shown
        office_url=_read("OFFICE_URL").rstrip("/"),  # empty: no document management
        office_token=_read("OFFICE_TOKEN", DEVELOPMENT_SECRET),
        inside_http=_read("INSIDE_HTTP").replace(",", " "),  # hosts of a closed network, no TLS
        emc_url=_read("EMC_URL").rstrip("/"),  # empty: nothing is told to the measuring system
        emc_site=_read("EMC_SITE"),
        emc_profile=_read("EMC_PROFILE"),
        emc_script=_flag("EMC_SCRIPT"),  # public pages of the portal count their visits there
        sms_url=_read("SMS_URL").rstrip("/"),  # empty: no codes by text message
        sms_key=_read("SMS_KEY", DEVELOPMENT_SECRET),
        sms_sender=_read("SMS_SENDER", "DVC"),
        webhook_inside=_read("WEBHOOK_INSIDE").replace(
            ",", " "
        ),  # networks that are ours and meant
        sms2_url=_read("SMS2_URL").rstrip("/"),  # a second gateway, used when the first is late
        sms2_key=_read("SMS2_KEY", DEVELOPMENT_SECRET),
        zalo_url=_read("ZALO_URL").rstrip("/"),  # empty: no messages by Zalo
        zalo_app_id=_read("ZALO_APP_ID"),
        zalo_token=_read("ZALO_TOKEN", DEVELOPMENT_SECRET),
        zalo_secret=_read("ZALO_SECRET", DEVELOPMENT_SECRET),
        zalo_refresh_token=_read("ZALO_REFRESH_TOKEN"),  # the first one; empty: not renewed here
        zalo_app_secret=_read("ZALO_APP_SECRET", DEVELOPMENT_SECRET),
        zalo_oauth_url=_read("ZALO_OAUTH_URL", "https://oauth.zaloapp.com/v4/oa/access_token"),
        push_key=_read("PUSH_KEY"),  # of Web Push; empty: browsers are not offered notices
        push_contact=_read("PUSH_CONTACT", "mailto:an-toan-thong-tin@motcua.example"),
        push_hosts=_read("PUSH_HOSTS", _PUSH_SERVICES).replace(",", " "),
        oidc_issuer=_read("OIDC_ISSUER").rstrip("/"),  # empty: VNeID is not offered
        oidc_client_id=_read("OIDC_CLIENT_ID", "motcua"),
        oidc_client_secret=_read("OIDC_CLIENT_SECRET"),
        result_lock_days=int(_read("RESULT_LOCK_DAYS", "3650")),
        partner_record_days=int(_read("PARTNER_RECORD_DAYS", "400")),
        mail_from=_read("MAIL_FROM", "Cổng Dịch vụ công <khong-tra-loi@motcua.example>"),
        bounce_address=_read("BOUNCE_ADDRESS"),  # letters that come back go there; empty: unread
        bounce_mailbox=_read("BOUNCE_MAILBOX"),  # imaps://host/INBOX, imap://… or maildir:/folder
        bounce_user=_read("BOUNCE_USER"),
        bounce_password=_read("BOUNCE_PASSWORD"),
        api_url=_read("API_URL", "http://127.0.0.1:8000"),
        citizen_url=_read("CITIZEN_URL", "http://localhost:3000"),
        officer_url=_read("OFFICER_URL", "http://localhost:3001"),
        secret_key=_read("SECRET_KEY", DEVELOPMENT_SECRET),
        field_keys=_read("FIELD_KEYS"),  # of personal data at rest: "1:<base64>,2:<base64>"
        blind_key=_read("BLIND_KEY"),  # of its look-ups; see `motcua keys rotate-lookups`
        backup_key=_read("BACKUP_KEY"),  # of the files of a backup; see `motcua backup key`
        backup_drill_url=_read("BACKUP_DRILL_URL"),  # an empty database for restore drills
        regime=_known_regime(_read("REGIME", "ND61-2018")),
        max_upload_bytes=int(_read("MAX_UPLOAD_BYTES", str(20 * MIB))),
        max_files_per_component=int(_read("MAX_FILES_PER_COMPONENT", "10")),
        policy=_read("POLICY") or ("level3" if _read("ENV") == "production" else "trial"),
        step_up_minutes=int(_read("STEP_UP_MINUTES", "0")),  # 0: the policy profile's own
        max_dossier_bytes=int(
            _read("MAX_DOSSIER_BYTES")
            or 5 * int(_read("MAX_UPLOAD_BYTES", str(20 * MIB)))  # all files of one dossier
        ),
        clamd_socket=_read("CLAMD_SOCKET"),  # host:port or a path; empty: nothing is scanned
        var=Path(_read("VAR", str(ROOT / "var"))),
        log_level=_read("LOG_LEVEL", "info"),
    )
    if settings.national_version not in ("2019", "2026"):
        raise ValueError("MOTCUA_NATIONAL_VERSION: 2019 or 2026")
    series = settings.post_series
    if len(series) != 2 or not (series.isascii() and series.isalpha() and series.isupper()):
        raise ValueError("MOTCUA_POST_SERIES: two capital letters")
    if not is_group(settings.receipt_series):
        raise ValueError("MOTCUA_RECEIPT_SERIES: two capital letters of the Vietnamese alphabet")
    if not 365 <= settings.partner_record_days <= 7300:
        raise ValueError("MOTCUA_PARTNER_RECORD_DAYS: 365 (twelve months of logs) to 7300")
    if not 3 <= settings.rating_threshold <= 100 or not 1 <= settings.rating_days <= 365:
        raise ValueError("MOTCUA_RATING_THRESHOLD: 3 to 100; MOTCUA_RATING_DAYS: 1 to 365")
    if settings.policy not in ("trial", "level3", "level4"):
        raise ValueError("MOTCUA_POLICY: trial, level3 or level4")
    if settings.smtp_security not in ("none", "starttls", "tls"):
        raise ValueError("MOTCUA_SMTP_SECURITY: none, starttls or tls")
    if settings.dkim_key and not settings.dkim_domain:
        raise ValueError("MOTCUA_DKIM_DOMAIN: name the domain that letters are signed for")
    _refuse_unreadable_bounces(settings)
    if settings.push_key and not _is_key(settings.push_key):
        raise ValueError("MOTCUA_PUSH_KEY: 32 bytes in base64url (motcua keys push)")
    if not 0 <= settings.step_up_minutes <= 60:
        raise ValueError("MOTCUA_STEP_UP_MINUTES: 1 to 60, or 0 for the policy profile's own")
    if settings.is_production:
        refuse_unsafe(settings)
    return settings


def _refuse_unreadable_bounces(settings: Settings) -> None:
    name, _, domain = settings.bounce_address.partition("@")
    if settings.bounce_address and not (0 < len(name) <= 20 and domain and "+" not in name):
        raise ValueError("MOTCUA_BOUNCE_ADDRESS: a mailbox, at most 20 letters before the @, no +")
    schemes = ("imaps://", "imap://", "imap+plain://", "maildir:")
    if settings.bounce_mailbox and not settings.bounce_mailbox.startswith(schemes):
        raise ValueError("MOTCUA_BOUNCE_MAILBOX: imaps://, imap:// or maildir:")
    if bool(settings.bounce_address) != bool(settings.bounce_mailbox):
        raise ValueError("MOTCUA_BOUNCE_ADDRESS and MOTCUA_BOUNCE_MAILBOX go together")


def _is_key(text: str) -> bool:
    try:
        raw = base64.b64decode(text + "=" * (-len(text) % 4), "-_", validate=True)
    except ValueError:
        return False
    return len(raw) == 32 and any(raw)


def _known_regime(name: str) -> str:
    try:
        adopted(name, date.today())  # nosemgrep: clock-beside-the-clock (the clock reads settings)
    except UnknownRegime:
        known = ", ".join(regime.key for regime in REGIMES)
        raise UnsafeSettings(f"MOTCUA_REGIME: one of {known}, {IN_FORCE}") from None
    return name


@cache
def settings() -> Settings:
    """The settings of this process, read once."""
    return load()
