"""Who asks, as limits count them: the person where one is signed in, else the trusted address."""

from typing import Any

from litestar import Request

from backend.access.actor import Actor
from backend.platform.rate import network_of


def address_of(request: Request[Any, Any, Any]) -> str:
    """Where a request comes from, as the proxies in MOTCUA_TRUSTED_PROXIES vouch."""
    return request.client.host if request.client is not None else ""


def network(request: Request[Any, Any, Any]) -> str:
    """The network of the address, whoever is signed in."""
    return network_of(address_of(request))


def asker(request: Request[Any, Any, Any]) -> str:
    """The person, or the network of the address."""
    actor: Actor | None = request.scope.get("user")
    return str(actor.account_id) if actor is not None else network(request)
