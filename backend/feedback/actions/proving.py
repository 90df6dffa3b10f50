"""Four digits that the applicant of a dossier knows, asked for where nobody signs in: guessing ends
after some wrong ones a day for each dossier."""

from typing import Any

from backend.feedback.asked import digits_fit
from backend.platform import clock
from backend.platform.database import execute, fetch_row
from backend.platform.problems import TooMany

_WRONG_A_DAY = 5


async def knows_digits(row: Any, digits: str, otherwise: str) -> bool:
    """Whether these are the last four of the applicant's phone or personal number; a wrong try is
    counted. `row` has id, phone and personal number of the dossier; `otherwise` says what to do
    where no more tries are left. Raises TooMany."""
    today = clock.today()
    tried = await fetch_row(
        "select wrong from rating_try where dossier_id = $1 and day = $2", row["id"], today
    )
    if tried is not None and tried["wrong"] >= _WRONG_A_DAY:
        raise TooMany(
            f"Nhập sai quá nhiều lần cho hồ sơ này. {otherwise}",
            retry_after=3600,
            en="Too many wrong tries for this dossier.",
        )
    if digits_fit(row, digits):
        return True
    await execute(
        "insert into rating_try (dossier_id, day, wrong) values ($1, $2, 1) "
        "on conflict (dossier_id) do update set day = excluded.day, wrong = case "
        "when rating_try.day = excluded.day then rating_try.wrong + 1 else 1 end",
        row["id"],
        today,
    )
    return False
