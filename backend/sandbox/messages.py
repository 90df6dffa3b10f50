"""Gateways of text messages, Zalo and a push service, as the demonstration and tests start them."""

from litestar.handlers import HTTPRouteHandler

from backend.sandbox.push import PushService, push_routes
from backend.sandbox.sms import Gateway, sms_routes
from backend.sandbox.zalo import OfficialAccount, zalo_routes
from backend.sandbox.zalo_tokens import Tokens
from backend.settings import settings


def message_routes() -> list[HTTPRouteHandler]:
    """Every route; receipts go to the API of these settings."""
    here = settings()
    tells = f"{here.api_url}/api/v1/message-receipts"
    tokens = Tokens(
        here.var / "zalo-tokens.json", here.zalo_app_id, here.zalo_app_secret,
        here.zalo_refresh_token,
    )  # fmt: skip
    account = OfficialAccount(
        here.var / "zalo", here.zalo_app_id, here.zalo_token, here.zalo_secret, tells, tokens
    )
    return [
        *sms_routes(Gateway(here.var / "sms", here.sms_key, "sms", tells)),
        *sms_routes(Gateway(here.var / "sms2", here.sms2_key, "sms2", tells)),
        *zalo_routes(account),
        *push_routes(PushService()),
    ]


if __name__ == "__main__":
    import os

    import uvicorn
    from litestar import Litestar

    uvicorn.run(
        Litestar(route_handlers=message_routes(), openapi_config=None),
        host="127.0.0.1",
        port=int(os.environ["TEST_SMS_PORT"]),
        log_level="warning",
    )
