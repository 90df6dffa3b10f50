"""Legal regimes as dated data; a dossier keeps the one under which it was submitted.

NĐ 61/2018/NĐ-CP (as amended by NĐ 107/2021/NĐ-CP) until 30/6/2025, NĐ 118/2025/NĐ-CP from
01/7/2025. A deployment that has to keep the earlier rules says so in its settings.
"""

from dataclasses import dataclass
from datetime import date, time


@dataclass(frozen=True, slots=True)
class Regime:
    """What one decree says of times and numbers; hours and days are working time."""

    key: str
    source: str
    valid_from: date
    valid_to: date | None
    online_answer_hours: int = 8
    in_process_supplement_days: int = 3
    requests_before_acceptance: int = 1
    requests_in_process: int = 1
    extensions: int = 1
    extension_notice_days: int = 1
    afternoon_limit: time = time(15, 0)
    version: int = 0  # 0 as shipped; later ones are kept on screen (regime_figures)

    @property
    def decree(self) -> str:
        """The decree that makes the regime, without those that amend it."""
        return self.source.split(",", 1)[0]


class UnknownRegime(KeyError):
    """No regime of this name is known."""


REGIMES: tuple[Regime, ...] = (
    Regime(
        "ND61-2018", "NĐ 61/2018/NĐ-CP, NĐ 107/2021/NĐ-CP", date(2018, 6, 21), date(2025, 6, 30)
    ),
    Regime("ND118-2025", "NĐ 118/2025/NĐ-CP, NĐ 367/2025/NĐ-CP", date(2025, 7, 1), None),
)


def regime(key: str) -> Regime:
    """A regime by its name. Raises UnknownRegime."""
    for known in REGIMES:
        if known.key == key:
            return known
    raise UnknownRegime(key)


IN_FORCE = "in-force"


def adopted(setting: str, day: date) -> Regime:
    """The regime a deployment keeps for dossiers begun on a day: one by name, or by the dates.

    Raises UnknownRegime.
    """
    return regime_in_force(day) if setting == IN_FORCE else regime(setting)


def regime_in_force(day: date) -> Regime:
    """The regime in force on a day; the earliest one for days before it."""
    return next(
        (r for r in reversed(REGIMES) if r.valid_from <= day),
        REGIMES[0],
    )
