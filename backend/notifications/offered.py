"""Which ways of reaching people this installation has."""

from dataclasses import dataclass

from backend.notifications import vapid
from backend.settings import settings


@dataclass(frozen=True, slots=True)
class Offered:
    """`push_key` is the public key browsers ask for, empty without browser notifications."""

    sms: bool
    zalo: bool
    push_key: str = ""


def offered() -> Offered:
    """From the settings."""
    here = settings()
    return Offered(
        sms=bool(here.sms_url),
        zalo=bool(here.zalo_url and (here.zalo_token or here.zalo_refresh_token)),
        push_key=vapid.public_key(),
    )
