"""Production refuses what is only for trying things."""

import pytest

from backend.production import UnsafeSettings
from backend.settings import load

SOUND = {
    "MOTCUA_ENV": "production",
    "MOTCUA_DEMO": "no",
    "MOTCUA_POLICY": "level3",
    "MOTCUA_SECRET_KEY": "k" * 40,
    "MOTCUA_FIELD_KEYS": "1:" + "f" * 44,
    "MOTCUA_BLIND_KEY": "b" * 44,
    "MOTCUA_S3_SECRET_KEY": "s" * 40,
    "MOTCUA_S3_ENDPOINT": "127.0.0.1:9000",
    "MOTCUA_S3_SECURE": "no",
    "MOTCUA_DATABASE_URL": "postgresql://motcua_work@127.0.0.1/motcua",
    "MOTCUA_SMTP_HOST": "127.0.0.1",
    "MOTCUA_SMTP_SECURITY": "none",
    "MOTCUA_SIGNING_URL": "",
    "MOTCUA_PAYMENT_URL": "",
    "MOTCUA_LGSP_URL": "",
    "MOTCUA_POST_URL": "",
    "MOTCUA_POST_TOKEN": "p" * 40,
    "MOTCUA_PAYMENT_SECRET": "q" * 40,
    "MOTCUA_NATIONAL_INBOUND_KEY": "n" * 40,
    "MOTCUA_EMC_URL": "",
    "MOTCUA_INSIDE_HTTP": "",
    "MOTCUA_OFFICE_URL": "",
    "MOTCUA_PAKN_URL": "",
    "MOTCUA_RECEIPT_URL": "",
    "MOTCUA_RECEIPT_TOKEN": "r" * 40,
    "MOTCUA_RECEIPT_PIN": "123456",
    "MOTCUA_PAKN_TOKEN": "t" * 40,
    "MOTCUA_WEBHOOK_INSIDE": "",
    "MOTCUA_NATIONAL_URL": "",
    "MOTCUA_OIDC_ISSUER": "",
    "MOTCUA_SMS_URL": "",
    "MOTCUA_ZALO_URL": "",
    "MOTCUA_ZALO_REFRESH_TOKEN": "",
    "MOTCUA_SMS2_URL": "",
    "MOTCUA_BOUNCE_ADDRESS": "",
    "MOTCUA_BOUNCE_MAILBOX": "",
    "MOTCUA_PUSH_CONTACT": "mailto:cntt@motcua.example.vn",
    "MOTCUA_MAIL_FROM": "Cổng Dịch vụ công <khong-tra-loi@example.vn>",
    "MOTCUA_CITIZEN_URL": "https://dichvucong.example.vn",
    "MOTCUA_OFFICER_URL": "https://motcua.example.vn",
}
UNSAFE = [
    ("MOTCUA_MAIL_FROM", ""),
    ("MOTCUA_PUSH_CONTACT", "mailto:an-toan-thong-tin@motcua.example"),
    ("MOTCUA_DEMO", "yes"),
    ("MOTCUA_POLICY", "trial"),
    ("MOTCUA_SECRET_KEY", "short"),
    ("MOTCUA_SECRET_KEY", "only-for-development-and-tests"),
    ("MOTCUA_FIELD_KEYS", ""),
    ("MOTCUA_BLIND_KEY", ""),
    ("MOTCUA_BLIND_KEY", "f" * 44),
    ("MOTCUA_S3_SECRET_KEY", "only-for-development-and-tests"),
    ("MOTCUA_CITIZEN_URL", "http://dichvucong.example.vn"),
    ("MOTCUA_OFFICER_URL", "http://motcua.example.vn"),
    ("MOTCUA_OIDC_ISSUER", "http://vneid.example.vn"),
]
PARTNERS = ["NATIONAL", "LGSP", "PAYMENT", "POST", "EMC", "PAKN", "RECEIPT"]


@pytest.fixture(autouse=True)
def sound(monkeypatch: pytest.MonkeyPatch) -> None:
    """The settings of a sound installation."""
    for name, value in SOUND.items():
        monkeypatch.setenv(name, value)


def test_a_sound_installation_starts() -> None:
    assert load().is_production
    assert load().secure_cookies


def test_a_portal_that_sends_us_dossiers_needs_a_key_of_its_own(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("MOTCUA_NATIONAL_URL", "https://dvcqg.example.vn")
    monkeypatch.delenv("MOTCUA_NATIONAL_INBOUND_KEY")
    with pytest.raises(UnsafeSettings, match="MOTCUA_NATIONAL_INBOUND_KEY"):
        load()
    monkeypatch.setenv("MOTCUA_NATIONAL_INBOUND_KEY", "n" * 40)
    assert load().is_production
    monkeypatch.setenv("MOTCUA_NATIONAL_VERSION", "2026")
    with pytest.raises(UnsafeSettings, match="MOTCUA_NATIONAL_CLIENT_SECRET"):
        load()


@pytest.mark.parametrize(("name", "value"), UNSAFE)
def test_production_refuses(monkeypatch: pytest.MonkeyPatch, name: str, value: str) -> None:
    monkeypatch.setenv(name, value)
    with pytest.raises(UnsafeSettings, match=name):
        load()


@pytest.mark.parametrize("partner", PARTNERS)
def test_persons_and_keys_travel_by_tls_but_for_a_host_that_is_named(
    monkeypatch: pytest.MonkeyPatch, partner: str
) -> None:
    name = f"MOTCUA_{partner}_URL"
    for address in ("http://lgsp.example.vn:8280/x", "lgsp.example.vn/x", "ftp://lgsp.example.vn"):
        monkeypatch.setenv(name, address)
        with pytest.raises(UnsafeSettings, match=name):
            load()
    monkeypatch.setenv("MOTCUA_INSIDE_HTTP", "10.1.2.3, khac.example.vn")
    monkeypatch.setenv(name, "http://lgsp.example.vn:8280/x")
    with pytest.raises(UnsafeSettings, match=name):
        load()
    monkeypatch.setenv("MOTCUA_INSIDE_HTTP", "10.1.2.3,lgsp.example.vn")
    assert load().is_production
    monkeypatch.setenv("MOTCUA_INSIDE_HTTP", "")
    monkeypatch.setenv(name, "https://lgsp.example.vn/x")
    assert load().is_production


STORES = [
    ("MOTCUA_DATABASE_URL", "postgresql://m@csdl.example.vn/m", "csdl.example.vn"),
    ("MOTCUA_DATABASE_URL", "postgresql://m@csdl.example.vn/m?sslmode=require", "csdl.example.vn"),
    ("MOTCUA_DATABASE_URL", "postgresql:///m?host=csdl.example.vn", "csdl.example.vn"),
    ("MOTCUA_S3_ENDPOINT", "kho.example.vn:9000", "kho.example.vn"),
    ("MOTCUA_SMTP_HOST", "thu.example.vn", "thu.example.vn"),
]


@pytest.mark.parametrize(("name", "value", "host"), STORES)
def test_database_store_and_mail_travel_by_tls_but_for_a_host_that_is_named(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str, host: str
) -> None:
    monkeypatch.setenv(name, value)
    with pytest.raises(UnsafeSettings, match="MOTCUA_INSIDE_HTTP"):
        load()
    monkeypatch.setenv("MOTCUA_INSIDE_HTTP", f"khac.example.vn,{host}")
    assert load().is_production


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("MOTCUA_DATABASE_URL", "postgresql://m@csdl.example.vn/m?sslmode=verify-full"),
        ("MOTCUA_DATABASE_URL", "postgresql:///m?host=/run/postgresql"),
        ("MOTCUA_DATABASE_URL", "postgresql://m@[::1]/m"),
        ("MOTCUA_SMTP_SECURITY", "starttls"),
        ("MOTCUA_S3_SECURE", "yes"),
    ],
)
def test_what_is_checked_or_never_leaves_this_machine_is_sound(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str
) -> None:
    if name == "MOTCUA_SMTP_SECURITY":
        monkeypatch.setenv("MOTCUA_SMTP_HOST", "thu.example.vn")
    if name == "MOTCUA_S3_SECURE":
        monkeypatch.setenv("MOTCUA_S3_ENDPOINT", "kho.example.vn")
    monkeypatch.setenv(name, value)
    assert load().is_production


@pytest.mark.parametrize(
    ("address", "mailbox", "refusal"),
    [
        ("tra-lai@x.vn", "", ValueError),
        ("", "imaps://mail.x.vn/INBOX", ValueError),
        ("tra+lai@x.vn", "imaps://mail.x.vn", ValueError),
        ("rat-dai-rat-dai-rat-dai@x.vn", "imaps://mail.x.vn", ValueError),
        ("tra-lai@x.vn", "pop3://mail.x.vn", ValueError),
        ("tra-lai@x.vn", "imap+plain://mail.x.vn", UnsafeSettings),
    ],
)
def test_a_mailbox_of_returned_letters_is_whole_and_read_over_tls(
    monkeypatch: pytest.MonkeyPatch, address: str, mailbox: str, refusal: type[Exception]
) -> None:
    monkeypatch.setenv("MOTCUA_BOUNCE_ADDRESS", address)
    monkeypatch.setenv("MOTCUA_BOUNCE_MAILBOX", mailbox)
    with pytest.raises(refusal, match="MOTCUA_BOUNCE"):
        load()
    monkeypatch.setenv("MOTCUA_BOUNCE_ADDRESS", "tra-lai@x.vn")
    monkeypatch.setenv("MOTCUA_BOUNCE_MAILBOX", "imaps://mail.x.vn/INBOX")
    assert load().is_production


def test_zalo_renewed_here_needs_the_secret_of_the_application_and_tls(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("MOTCUA_ZALO_URL", "https://business.openapi.example.vn")
    monkeypatch.setenv("MOTCUA_ZALO_SECRET", "z" * 40)
    monkeypatch.setenv("MOTCUA_ZALO_TOKEN", "y" * 40)
    monkeypatch.setenv("MOTCUA_ZALO_OAUTH_URL", "http://oauth.example.vn/v4")
    assert load().is_production  # a token renewed outside
    monkeypatch.setenv("MOTCUA_ZALO_REFRESH_TOKEN", "r" * 40)
    with pytest.raises(UnsafeSettings, match="MOTCUA_ZALO_APP_SECRET"):
        load()
    monkeypatch.setenv("MOTCUA_ZALO_APP_SECRET", "w" * 40)
    with pytest.raises(UnsafeSettings, match="MOTCUA_ZALO_OAUTH_URL"):
        load()
    monkeypatch.setenv("MOTCUA_ZALO_OAUTH_URL", "https://oauth.example.vn/v4")
    assert load().is_production


@pytest.mark.parametrize("key", ["x", "A" * 42, "A" * 44, "không-phải-khóa"])
def test_a_key_of_web_push_that_is_none_stops_the_start(
    monkeypatch: pytest.MonkeyPatch, key: str
) -> None:
    monkeypatch.setenv("MOTCUA_PUSH_KEY", key)
    with pytest.raises(ValueError, match="MOTCUA_PUSH_KEY"):
        load()


def test_no_secret_is_shown_when_settings_are_printed() -> None:
    shown = repr(load())
    assert not [letter for letter in "ksfbpqnt" if letter * 40 in shown]
