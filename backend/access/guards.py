"""Every route declares who may call it; a route that declares nothing is closed.

A declaration is the keyword arguments of a handler: `@get("/me", **signed_in())`.
"""

from collections.abc import Callable
from typing import Any

from litestar.connection import ASGIConnection
from litestar.handlers import BaseRouteHandler

from backend.access.actor import Actor
from backend.platform.problems import Forbidden, Unauthenticated
from shared.vocabulary.roles import AccountKind, Role

Connection = ASGIConnection[Any, Any, Any, Any]


def public() -> dict[str, Any]:
    """Anybody, signed in or not."""
    return {"opt": {"permission": "public"}}


def signed_in() -> dict[str, Any]:
    """Any signed-in person; what they see is scoped by the queries."""
    return {"opt": {"permission": "signed_in"}, "guards": [_guard(lambda _actor: True)]}


def citizen() -> dict[str, Any]:
    """Citizens and organisations."""

    def allowed(actor: Actor) -> bool:
        return actor.kind is not AccountKind.OFFICER

    return {"opt": {"permission": "citizen"}, "guards": [_guard(allowed)]}


def officer(*roles: Role) -> dict[str, Any]:
    """Officers, or only those with one of the roles."""

    def allowed(actor: Actor) -> bool:
        return actor.is_officer and (not roles or actor.has(*roles))

    name = "officer" + (":" + ",".join(sorted(roles)) if roles else "")
    return {"opt": {"permission": name}, "guards": [_guard(allowed)]}


def closed_unless_declared(connection: Connection, handler: BaseRouteHandler) -> None:
    """The guard of the whole application. Raises Forbidden for an undeclared route."""
    if not handler.opt.get("permission"):
        raise Forbidden


def _guard(allowed: Callable[[Actor], bool]) -> Callable[[Connection, BaseRouteHandler], None]:
    def guard(connection: Connection, _handler: BaseRouteHandler) -> None:
        actor: Actor | None = connection.scope.get("user")
        if actor is None:
            raise Unauthenticated
        if not allowed(actor):
            raise Forbidden(
                "Tài khoản của bạn không được giao việc này.",
                en="Your account may not do this.",
            )

    return guard


def provide_actor(scope: dict[str, Any]) -> Actor:
    """The signed-in person for a handler. Raises Unauthenticated."""
    actor: Actor | None = scope.get("user")
    if actor is None:
        raise Unauthenticated
    return actor
