"""Every route declares who may call it; a route that declares nothing is closed.

A declaration is the keyword arguments of a handler: `@get("/me", **signed_in())`.
"""

from collections.abc import Awaitable, Callable
from typing import Any

from litestar.connection import ASGIConnection
from litestar.types import Scope

from backend.access import everybody
from backend.access.actor import Actor
from backend.partners.granting import partner_of
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


def device(let_in: Callable[[Connection], Awaitable[object]]) -> dict[str, Any]:
    """A device with a key of its own, such as a kiosk; `let_in` knows it or raises."""
    declared = _declared("device", None)
    return declared | {"opt": declared["opt"] | {"device": let_in}}


def officer(*roles: Role) -> dict[str, Any]:
    """Officers, or only those with one of the roles."""
    name = "officer" + (":" + ",".join(sorted(roles)) if roles else "")
    return _declared(name, lambda actor: actor.is_officer and (not roles or actor.has(*roles)))


def for_all(*roles: Role) -> dict[str, Any]:
    """Those with one of the roles at the agency above all others: what they do holds for every
    agency."""
    name = "for_all:" + ",".join(sorted(roles))
    declared = _declared(name, lambda actor: actor.is_officer and actor.has_for_all(*roles))
    return declared | {"opt": declared["opt"] | {"for_all": roles}}


def in_first_steps(declared: dict[str, Any]) -> dict[str, Any]:
    """Open as well to an officer who has yet to change the first password and set up a factor."""
    return declared | {"opt": declared["opt"] | {"in_first_steps": True}}


async def as_declared(scope: Scope) -> None:
    """The guard of the whole application, before anything of a body is read.

    Raises Forbidden for an undeclared route and for a person without the role, Unauthenticated
    for nobody.
    """
    declared = scope["route_handler"].opt
    if declared.get("permission") == "public":
        return
    if "device" in declared:
        scope["device"] = await declared["device"](ASGIConnection(scope))  # type: ignore[typeddict-unknown-key]
        return
    if "partner" in declared:
        await _partner_as_declared(scope, declared["partner"])
        return
    allowed: Callable[[Actor], bool] | None = declared.get("allowed")
    if allowed is None:
        raise Forbidden
    actor = provide_actor(scope)
    if actor.first_steps and not declared.get("in_first_steps"):
        raise Forbidden(
            "Hãy đổi mật khẩu lần đầu và bật mã xác thực trước khi làm việc.",
            en="Please change the first password and set up your second factor first.",
            slug="first-steps",
        )
    if not allowed(actor):
        if actor.has(*declared.get("for_all", ())):
            everybody.require(actor, *declared["for_all"])
        raise Forbidden(
            "Tài khoản của bạn không được giao việc này.",
            en="Your account may not do this.",
        )


async def _partner_as_declared(scope: Scope, wanted: str) -> None:
    """Lets a program in by its token, never by a cookie. Raises Unauthenticated, Forbidden."""
    connection: Connection = ASGIConnection(scope)
    address = connection.client.host if connection.client is not None else ""
    found = await partner_of(connection.headers.get("authorization", ""), address)
    if wanted and wanted not in found.scopes:
        raise Forbidden(
            "Mã truy cập không có quyền này.",
            en="The access token has no such scope.",
            slug="insufficient-scope",
        )
    scope["partner"] = found  # type: ignore[typeddict-unknown-key]


def _declared(permission: str, allowed: Callable[[Actor], bool] | None) -> dict[str, Any]:
    return {"opt": {"permission": permission, "allowed": allowed}}


def provide_actor(scope: Scope) -> Actor:
    """The signed-in person of a request. Raises Unauthenticated."""
    actor: Actor | None = scope.get("user")
    if actor is None:
        raise Unauthenticated
    return actor
