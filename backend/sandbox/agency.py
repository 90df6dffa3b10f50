"""A stand-in for an agency's own identity provider: separate from VNeID, with people of its own."""

from typing import Any

from backend.sandbox.vneid import VNeID
from backend.settings import settings

CLIENT_ID, CLIENT_SECRET = "motcua-can-bo", "chi-de-trinh-dien-va-thu"
PATH = "/co-quan"
PEOPLE: tuple[dict[str, Any], ...] = (
    {"sub": "vanthu@kylua", "name": "Văn thư phường Kỳ Lừa", "amr": ["pwd"]},
    {"sub": "lanhdao@kylua", "name": "Lãnh đạo phường Kỳ Lừa", "amr": ["pwd", "otp", "mfa"]},
    {"sub": "la@kylua", "name": "Người chưa được liên kết", "amr": ["pwd", "mfa"]},
)


def agency_provider(base: str) -> VNeID:
    """The provider under an address of the sandbox."""
    return VNeID(
        f"{base}{PATH}",
        CLIENT_ID,
        CLIENT_SECRET,
        f"{settings().officer_url}/api/v1/session/agency/callback",
        path=PATH,
        title="Đăng nhập cơ quan (thử nghiệm)",
        people=PEOPLE,
    )


if __name__ == "__main__":
    import os

    import uvicorn
    from litestar import Litestar

    from backend.sandbox.faults import FaultGate
    from backend.sandbox.vneid import vneid_routes

    port = int(os.environ["TEST_AGENCY_PORT"])
    uvicorn.run(
        FaultGate(
            Litestar(
                route_handlers=vneid_routes(agency_provider(f"http://127.0.0.1:{port}")),
                openapi_config=None,
            )
        ),
        host="127.0.0.1",
        port=port,
        log_level="warning",
    )
