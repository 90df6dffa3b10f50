"""How commands typed beside a running `make run` find its database, store and keys."""

import base64
import hashlib
import os
from pathlib import Path

_NAME = "local.env"
_SANDBOX_PIN = "246810"  # of every certificate of the sandbox, see backend/sandbox/signing.py


def tell(var: Path, environment: dict[str, str]) -> None:
    """Writes the settings of the running system where only its owner can read them."""
    path = var / _NAME
    path.touch(mode=0o600)
    path.chmod(0o600)
    settings = {k: v for k, v in environment.items() if k.startswith("MOTCUA_")}
    path.write_text("".join(f"{name}={value}\n" for name, value in sorted(settings.items())))


def forget(var: Path) -> None:
    """The system has stopped."""
    (var / _NAME).unlink(missing_ok=True)


def join(var: Path) -> None:
    """Takes over the settings of a running system, unless a database was named already."""
    path = var / _NAME
    named = any(f"MOTCUA_DATABASE_URL{end}" in os.environ for end in ("", "_FILE"))
    if named or not path.exists():
        return
    for line in path.read_text().splitlines():
        name, _, value = line.partition("=")
        os.environ.setdefault(name, value)


def post_settings(port: int) -> dict[str, str]:
    """The post, document management, measuring and electronic receipts of the sandbox."""
    url = f"http://127.0.0.1:{port}"
    return {
        "MOTCUA_POST_URL": f"{url}/buu-chinh",
        "MOTCUA_POST_FEE_NEAR": "26000",
        "MOTCUA_POST_FEE_FAR": "34000",
        "MOTCUA_OFFICE_URL": f"{url}/qlvb",
        "MOTCUA_RECEIPT_URL": f"{url}/bien-lai",
        "MOTCUA_RECEIPT_PIN": _SANDBOX_PIN,
        "MOTCUA_PAKN_URL": f"{url}/pakn",
        "MOTCUA_EMC_URL": f"{url}/emc",
        "MOTCUA_EMC_SITE": "37",
        "MOTCUA_EMC_PROFILE": "MOTCUA",
        "MOTCUA_EMC_SCRIPT": "yes",
    }


def signing_settings(port: int, var: Path) -> dict[str, str]:
    """The signing service of the sandbox and the root of its test authority."""
    url = f"http://127.0.0.1:{port}"
    return {
        "MOTCUA_SIGNING_URL": url,
        "MOTCUA_SIGNING_TSA_URL": f"{url}/tsa",
        "MOTCUA_SIGNING_ROOTS": str(var / "sandbox-authority" / "root.pem"),
        "MOTCUA_SIGNING_CRL_URLS": f"{url}/ca/root.crl,{url}/ca/issuing.crl",
    }


def bounce_settings(var: Path) -> dict[str, str]:
    """Where letters come back to: a Maildir that the mail server of the sandbox fills."""
    return {
        "MOTCUA_BOUNCE_ADDRESS": "tra-lai@motcua.example",
        "MOTCUA_BOUNCE_MAILBOX": f"maildir:{var / 'returned'}",
    }


def message_settings(port: int, seed: str = "of tests") -> dict[str, str]:
    """Where the stand-ins of the gateways, of Zalo and of a push service are.

    `seed` is what the key of Web Push is drawn from. Browsers name their own push service beside
    the stand-in.
    """
    ways = ("sms", "sms2", "zalo")
    urls = {f"MOTCUA_{way.upper()}_URL": f"http://127.0.0.1:{port}/{way}" for way in ways}
    key = base64.urlsafe_b64encode(hashlib.sha256(f"push {seed}".encode()).digest())
    return urls | {
        "MOTCUA_ZALO_APP_ID": "1234567890",
        "MOTCUA_ZALO_TOKEN": "",
        "MOTCUA_ZALO_REFRESH_TOKEN": hashlib.sha256(f"zalo {seed}".encode()).hexdigest(),
        "MOTCUA_ZALO_OAUTH_URL": f"http://127.0.0.1:{port}/zalo/oauth/v4/oa/access_token",
        "MOTCUA_PUSH_KEY": key.decode().rstrip("="),
        "MOTCUA_PUSH_HOSTS": "127.0.0.1 fcm.googleapis.com push.services.mozilla.com "
        "push.apple.com notify.windows.com",
    }
