"""What holds for everybody is decided at the agency above all others, never in one below it."""

from backend.access.actor import Actor
from backend.platform.problems import Forbidden
from shared.vocabulary.roles import ROLE_LABELS, Role


def why_not(actor: Actor, *roles: Role) -> str:
    """Why this person may not decide what holds for everybody; empty when they may."""
    return "" if actor.has_for_all(*roles) else refusal(*roles)


def require(actor: Actor, *roles: Role) -> None:
    """Raises Forbidden, saying who may, unless one of the roles is held above all others."""
    if sentence := why_not(actor, *roles):
        raise Forbidden(
            sentence,
            en="This holds for every agency; the agency that runs the portal decides.",
            slug="for-everybody",
        )


def refusal(*roles: Role) -> str:
    """Who decides instead."""
    names = ", ".join(ROLE_LABELS[role].vi for role in roles)
    return (
        "Nội dung này áp dụng cho mọi cơ quan nên do cơ quan chủ quản Cổng quyết định. Hãy đề "
        f"nghị người giữ một trong các vai trò sau tại cơ quan đó: {names}."
    )
