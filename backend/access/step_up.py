"""Who they are is asked again before what cannot be taken back: signing, approving, exporting.

A route declares it around whom it lets in: `@post("/…", **stepped_up(officer(Role.LEADER)))`; an
action that only sometimes needs it calls `require_step_up(actor)`. One proof serves for a while
(the policy profile's, or MOTCUA_STEP_UP_MINUTES), so that fifty approvals ask once.
"""

from datetime import timedelta
from http import HTTPStatus
from typing import Any

from litestar.handlers import BaseRouteHandler

from backend.access.actor import Actor
from backend.access.guards import Connection, provide_actor
from backend.identity.policy import PROFILES
from backend.platform import clock
from backend.platform.problems import Refusal
from backend.settings import settings
from shared.vocabulary.label import Label


class StepUpNeeded(Refusal):
    """The person is known and may do this, once they have proved again that it is they."""

    status = HTTPStatus.FORBIDDEN
    slug = "step-up-needed"
    title = Label("Cần xác nhận lại là bạn", "Please confirm that it is you")


def proof_holds() -> timedelta:
    """For how long one proof serves in this installation."""
    minutes = settings().step_up_minutes
    return timedelta(minutes=minutes) if minutes else PROFILES[settings().policy].proof_holds


def is_proved(actor: Actor, minutes: int = 0) -> bool:
    """Whether the session proved its factor within the minutes, or the installation's window."""
    at = actor.stepped_up_at
    window = timedelta(minutes=minutes) if minutes else proof_holds()
    return at is not None and clock.now() - at <= window


def require_step_up(actor: Actor, minutes: int = 0) -> None:
    """Raises StepUpNeeded unless the session proved its factor lately enough."""
    if not is_proved(actor, minutes):
        raise StepUpNeeded(
            "Việc này cần xác nhận lại là chính bạn. Nội dung đã nhập vẫn được giữ.",
            en="Please confirm that it is you. What you typed is kept.",
        )


def stepped_up(declared: dict[str, Any], minutes: int = 0) -> dict[str, Any]:
    """A route's declaration with the need of a recent proof added; `minutes` only where a route
    wants another window than the installation's.
    """

    async def recently(connection: Connection, _handler: BaseRouteHandler) -> None:
        require_step_up(provide_actor(connection.scope), minutes)

    opt = declared["opt"] | {"stepped_up": True}
    return declared | {"opt": opt, "guards": [*declared.get("guards", []), recently]}
