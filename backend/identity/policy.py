"""How long a session lasts and an account may sleep, by policy profile; pure.

TCVN 14423:2026 §5.5.2.2 (idle at most 15 minutes, administrators 5) and §5.6.2.3 (accounts idle for
45 days are disabled). A profile is chosen by MOTCUA_POLICY; production refuses `trial`.
"""

from dataclasses import dataclass
from datetime import timedelta

from shared.vocabulary.roles import Role


@dataclass(frozen=True, slots=True)
class Profile:
    """Durations of one policy profile."""

    citizen_idle: timedelta
    officer_idle: timedelta
    administrator_idle: timedelta
    citizen_absolute: timedelta
    officer_absolute: timedelta
    sleeping: timedelta
    proof_holds: timedelta  # how long one proof of who it is serves for acts that need one

    def idle(self, *, officer: bool, roles: frozenset[str]) -> timedelta:
        """After how much silence a session ends; the strictest that fits the person."""
        if not officer:
            return self.citizen_idle
        return self.administrator_idle if roles & ADMINISTERS else self.officer_idle

    def absolute(self, *, officer: bool) -> timedelta:
        """After how long a session ends whatever is done in it."""
        return self.officer_absolute if officer else self.citizen_absolute


ADMINISTERS = frozenset({Role.SYSTEM_ADMIN, Role.CATALOGUE_ADMIN})
_M, _H, _SLEEPING = timedelta(minutes=1), timedelta(hours=1), timedelta(days=45)
_NEVER = timedelta(days=3650)  # people of the demonstration are tried once in a while
PROFILES = {
    "trial": Profile(60 * _M, 60 * _M, 60 * _M, 12 * _H, 12 * _H, _NEVER, 30 * _M),
    "level3": Profile(15 * _M, 15 * _M, 5 * _M, 12 * _H, 10 * _H, _SLEEPING, 15 * _M),
    "level4": Profile(10 * _M, 10 * _M, 5 * _M, 8 * _H, 8 * _H, _SLEEPING, 10 * _M),
}
