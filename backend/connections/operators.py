"""Who runs connections: they carry the dossiers of every agency, so the province's people alone."""

from backend.access.actor import Actor
from backend.platform.problems import Forbidden
from shared.vocabulary.roles import Role

RUN = (Role.SYSTEM_ADMIN,)
LOOK = (Role.SYSTEM_ADMIN, Role.AUDITOR)


def require(actor: Actor, *roles: Role) -> None:
    """Raises Forbidden unless one of the roles is held at the top of the installation."""
    if not actor.alone().has_for_all(*roles):
        raise Forbidden(
            "Chỉ quản trị cấp tỉnh, bộ được quản lý kết nối.",
            en="Connections are run by the administrators of the whole installation.",
        )
