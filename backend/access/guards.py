"""Every route declares who may call it; a route that declares nothing is closed.

A declaration is the keyword arguments of a handler: `@get("/me", **signed_in())`.
"""

from collections.abc import Callable
from typing import Any

from litestar.connection import ASGIConnection
from litestar.handlers import BaseRouteHandler
from litestar.types import Scope

from backend.access.actor import Actor
from backend.platform.problems import Forbidden, Unauthenticated
from shared.vocabulary.roles import AccountKind, Role

Connection = ASGIConnection[Any, Any, Any, Any]


def public() -> dict[str, Any]:
    """Anybody, signed in or not."""
    return _declared("public", None)


def signed_in() -> dict[str, Any]:
    """Any signed-in person; what they see is scoped by the queries."""
    return _declared("signed_in", lambda _actor: True)


def citizen() -> dict[str, Any]:
    """Citizens and organisations."""
    return _declared("citizen", lambda actor: actor.kind is not AccountKind.OFFICER)


def officer(*roles: Role) -> dict[str, Any]:
    """Officers, or only those with one of the roles."""
    name = "officer" + (":" + ",".join(sorted(roles)) if roles else "")
    return _declared(name, lambda actor: actor.is_officer and (not roles or actor.has(*roles)))


async def as_declared(connection: Connection, handler: BaseRouteHandler) -> None:
    """The guard of the whole application.

    It does not wait for anything, but a guard that is no coroutine is run in a thread, which
    costs more than the guard.

    Raises Forbidden for an undeclared route and for a person without the role, Unauthenticated
    for nobody.
    """
    if handler.opt.get("permission") == "public":
        return
    allowed: Callable[[Actor], bool] | None = handler.opt.get("allowed")
    if allowed is None:
        raise Forbidden
    if not allowed(provide_actor(connection.scope)):
        raise Forbidden(
            "Tài khoản của bạn không được giao việc này.",
            en="Your account may not do this.",
        )


def _declared(permission: str, allowed: Callable[[Actor], bool] | None) -> dict[str, Any]:
    return {"opt": {"permission": permission, "allowed": allowed}}


def provide_actor(scope: Scope) -> Actor:
    """The signed-in person of a request. Raises Unauthenticated."""
    actor: Actor | None = scope.get("user")
    if actor is None:
        raise Unauthenticated
    return actor
