"""Due dates counted by hand on a wall calendar, each row with its calculation."""

from decimal import Decimal

import pytest

from backend.law.calendar import WorkingCalendar
from backend.law.deadlines import Duration, due_date
from shared.vocabulary.time_units import TimeUnit
from tests.unit.law.calendars import EARLIER, HALVES, STORM, USUAL, at

H, D, C, M, T = (
    TimeUnit.WORKING_HOUR,
    TimeUnit.WORKING_DAY,
    TimeUnit.CALENDAR_DAY,
    TimeUnit.MONTH,
    TimeUnit.SAME_DAY,
)
Row = tuple[WorkingCalendar, str, str, TimeUnit, str, str]

HOURS: list[Row] = [
    (EARLIER, "09/03/2026 07:00", "8", H, "09/03/2026 17:00", "4,5 + 3,5 = 8"),
    (EARLIER, "09/03/2026 06:15", "4", H, "09/03/2026 11:00", "before opening: 7:00 + 4"),
    (EARLIER, "09/03/2026 11:00", "1", H, "09/03/2026 14:00", "0,5 to 11:30, 0,5 from 13:30"),
    (EARLIER, "09/03/2026 12:10", "2", H, "09/03/2026 15:30", "at lunch: 13:30 + 2"),
    (EARLIER, "09/03/2026 11:30", "1", H, "09/03/2026 14:30", "the morning is over: 13:30 + 1"),
    (EARLIER, "09/03/2026 17:00", "4", H, "10/03/2026 11:00", "the day is over: Tue 7:00 + 4"),
    (EARLIER, "09/03/2026 20:45", "5", H, "10/03/2026 14:00", "Tue 4,5 to 11:30, 0,5 from 13:30"),
    (EARLIER, "13/03/2026 16:30", "2", H, "16/03/2026 08:30", "Fri 0,5; Mon 7:00 + 1,5"),
    (EARLIER, "14/03/2026 10:00", "8", H, "16/03/2026 17:00", "Saturday: the whole Monday"),
    (EARLIER, "15/03/2026 23:59", "1", H, "16/03/2026 08:00", "Sunday: Mon 7:00 + 1"),
    (EARLIER, "09/03/2026 08:00", "24", H, "12/03/2026 08:00", "Mon 7, Tue 8, Wed 8, Thu 1"),
    (EARLIER, "13/02/2026 16:00", "8", H, "23/02/2026 16:00", "Fri 1; Tết; Mon 4,5 + 2,5"),
    (EARLIER, "31/12/2026 15:00", "4", H, "04/01/2027 09:00", "Thu 2; 1-3/1 off; Mon 7:00 + 2"),
    (EARLIER, "09/03/2026 08:00:20", "4", H, "09/03/2026 14:00:20", "3:29:40 + 0:30:20"),
    (USUAL, "21/08/2026 16:30", "4", H, "22/08/2026 10:30", "Fri 1; worked Sat 7:30 + 3"),
    (USUAL, "22/08/2026 17:00", "1", H, "24/08/2026 08:00", "worked Sat 0,5; Mon 0,5"),
    (USUAL, "28/08/2026 17:00", "2", H, "03/09/2026 09:00", "Fri 0,5; 31/8-2/9 off; Thu 1,5"),
    (USUAL, "23/11/2026 16:00", "8", H, "25/11/2026 16:00", "Mon 1,5; 24/11 off; Wed 4 + 2,5"),
    (USUAL, "09/03/2026 09:15", "0.5", H, "09/03/2026 09:45", "half an hour"),
    (USUAL, "09/03/2026 17:29", "1", H, "10/03/2026 08:29", "1 min; Tue 7:30 + 59 min"),
    (USUAL, "09/03/2026 07:30", "40", H, "13/03/2026 17:30", "5 days of 8"),
    (STORM, "09/03/2026 15:00", "4", H, "12/03/2026 09:00", "Mon 2,5; Tue, Wed shut; Thu 1,5"),
    (HALVES, "10/03/2026 10:00", "4", H, "11/03/2026 10:00", "half day 1,5; Wed 2,5"),
    (HALVES, "10/03/2026 13:00", "2", H, "11/03/2026 09:30", "shut since 11:30; Wed 7:30 + 2"),
    (HALVES, "13/03/2026 16:30", "6", H, "16/03/2026 08:30", "Fri 1; Sat morning 4; Mon 1"),
]
PARTS_OF_DAYS: list[Row] = [
    (EARLIER, "09/03/2026 07:00", "0.5", D, "09/03/2026 11:00", "4 h"),
    (EARLIER, "09/03/2026 10:30", "0.5", D, "09/03/2026 16:30", "1 h to 11:30, 3 from 13:30"),
    (EARLIER, "09/03/2026 07:00", "1.5", D, "10/03/2026 11:00", "12 h = 8 + 4"),
    (EARLIER, "12/03/2026 15:00", "1.5", D, "16/03/2026 09:00", "12 h = Thu 2, Fri 8, Mon 2"),
    (USUAL, "13/03/2026 15:30", "2.5", D, "18/03/2026 09:30", "20 h = Fri 2, 8, 8, Wed 2"),
    (USUAL, "14/03/2026 09:00", "1.5", D, "17/03/2026 11:30", "12 h = Mon 8, Tue 4"),
    (STORM, "09/03/2026 13:30", "1.5", D, "12/03/2026 17:30", "12 h = Mon 4, Thu 8"),
    (USUAL, "24/04/2026 13:30", "1.5", D, "28/04/2026 17:30", "12 h = Fri 4, Mon off, Tue 8"),
    (USUAL, "09/03/2026 07:30", "0.25", D, "09/03/2026 09:30", "2 h"),
]
DAYS: list[Row] = [
    (EARLIER, "09/03/2026 06:00", "1", D, "10/03/2026 17:00", "Tue, closing at 17:00"),
    (EARLIER, "09/03/2026 18:30", "1", D, "10/03/2026 17:00", "after closing is still Monday"),
    (EARLIER, "09/03/2026 12:00", "2", D, "11/03/2026 17:00", "Tue, Wed"),
    (USUAL, "13/03/2026 17:30", "1", D, "16/03/2026 17:30", "Fri; Mon is the first"),
    (USUAL, "14/03/2026 08:00", "2", D, "18/03/2026 17:30", "Sat counts as Mon 16; 17, 18"),
    (USUAL, "15/03/2026 08:00", "3", D, "19/03/2026 17:30", "Sun counts as Mon 16; 17, 18, 19"),
    (USUAL, "31/12/2025 09:00", "1", D, "02/01/2026 17:30", "1/1 off; Fri 2/1"),
    (USUAL, "30/12/2026 09:00", "3", D, "05/01/2027 17:30", "31/12; 1/1 off; 4, 5/1"),
    (USUAL, "06/02/2026 09:00", "10", D, "27/02/2026 17:30", "9-13; Tết; 23-27"),
    (USUAL, "03/02/2027 09:00", "2", D, "12/02/2027 17:30", "4-10/2 Tết; 11, 12"),
    (USUAL, "17/02/2026 09:00", "1", D, "24/02/2026 17:30", "Tết counts as Mon 23; 24"),
    (USUAL, "24/11/2026 09:00", "5", D, "02/12/2026 17:30", "counts as 25; 26, 27, 30, 1, 2/12"),
    (USUAL, "29/04/2026 09:00", "1", D, "04/05/2026 17:30", "30/4, 1/5, weekend; Mon 4/5"),
    (USUAL, "29/08/2025 09:00", "1", D, "03/09/2025 17:30", "1-2/9 off; Wed 3/9"),
    (USUAL, "25/04/2025 09:00", "2", D, "28/04/2025 17:30", "worked Sat 26; Mon 28"),
    (USUAL, "26/04/2025 09:00", "1", D, "28/04/2025 17:30", "received on a worked Sat; Mon 28"),
    (USUAL, "29/04/2025 09:00", "1", D, "05/05/2025 17:30", "30/4-2/5 off, weekend; Mon 5/5"),
    (USUAL, "22/08/2026 09:00", "1", D, "24/08/2026 17:30", "received on a worked Sat; Mon 24"),
    (USUAL, "02/03/2026 09:00", "20", D, "30/03/2026 17:30", "4 + 5 + 5 + 5, Mon 30"),
    (USUAL, "01/06/2026 09:00", "30", D, "13/07/2026 17:30", "4 + 5 x 5 = 29, Mon 13/7"),
    (STORM, "09/03/2026 09:00", "2", D, "13/03/2026 17:30", "Tue, Wed shut; 12, 13"),
    (STORM, "10/03/2026 09:00", "1", D, "13/03/2026 17:30", "shut: counts as Thu 12; 13"),
    (HALVES, "09/03/2026 09:00", "1", D, "10/03/2026 11:30", "the half day is one, till 11:30"),
    (HALVES, "09/03/2026 09:00", "2", D, "11/03/2026 17:30", "half day, Wed"),
    (HALVES, "13/03/2026 09:00", "1", D, "14/03/2026 11:30", "worked Sat, till 11:30"),
]
CALENDAR_DAYS: list[Row] = [
    (USUAL, "09/03/2026 16:00", "1", C, "10/03/2026 17:30", "Tue"),
    (USUAL, "12/03/2026 09:00", "2", C, "16/03/2026 17:30", "Sat 14, rolled to Mon"),
    (USUAL, "14/03/2026 09:00", "1", C, "16/03/2026 17:30", "Sun 15, rolled to Mon"),
    (EARLIER, "09/03/2026 09:00", "15", C, "24/03/2026 17:00", "9 + 15 = 24, Tue"),
    (USUAL, "11/02/2026 09:00", "5", C, "23/02/2026 17:30", "16/2 is Tết, rolled to 23"),
    (USUAL, "21/08/2026 09:00", "1", C, "22/08/2026 17:30", "the worked Saturday"),
    (USUAL, "20/08/2026 09:00", "3", C, "24/08/2026 17:30", "Sun 23, rolled to Mon"),
    (USUAL, "25/03/2026 09:00", "30", C, "24/04/2026 17:30", "6 in March, 24 in April, Fri"),
    (USUAL, "26/03/2026 09:00", "30", C, "28/04/2026 17:30", "Sat 25/4; 26, 27 off; Tue 28"),
    (USUAL, "20/12/2026 09:00", "12", C, "04/01/2027 17:30", "1/1/2027, rolled to Mon 4"),
    (USUAL, "09/03/2026 09:00", "0.5", C, "10/03/2026 17:30", "a part counts as one day"),
    (STORM, "08/03/2026 09:00", "2", C, "12/03/2026 17:30", "Tue 10 shut, Wed shut, Thu"),
    (HALVES, "07/03/2026 09:00", "3", C, "10/03/2026 11:30", "the half day, till 11:30"),
]
MONTHS: list[Row] = [
    (USUAL, "28/02/2026 09:00", "1", M, "30/03/2026 17:30", "28/3 is Sat, rolled to Mon 30"),
    (USUAL, "31/03/2026 09:00", "1", M, "04/05/2026 17:30", "30/4 off, 1/5 off, Mon 4/5"),
    (USUAL, "30/01/2026 09:00", "1", M, "02/03/2026 17:30", "no 30/2: Sat 28, rolled"),
    (USUAL, "15/01/2026 09:00", "1", M, "23/02/2026 17:30", "Sun 15/2, Tết, Mon 23"),
    (USUAL, "31/05/2026 09:00", "6", M, "30/11/2026 17:30", "no 31/11: Mon 30"),
    (USUAL, "31/12/2026 09:00", "2", M, "01/03/2027 17:30", "no 31/2: Sun 28/2, Mon 1/3"),
    (USUAL, "31/01/2028 09:00", "1", M, "29/02/2028 17:30", "leap year: Tue 29/2"),
    (USUAL, "24/10/2026 09:00", "1", M, "25/11/2026 17:30", "24/11 off, Wed 25"),
    (EARLIER, "15/05/2026 09:00", "2", M, "15/07/2026 17:00", "Wed 15/7"),
    (USUAL, "31/01/2026 09:00", "1.5", M, "16/03/2026 17:30", "28/2 + 15 = Sun 15/3, Mon"),
    (USUAL, "15/12/2026 09:00", "1", M, "15/01/2027 17:30", "over the year: Fri 15/1"),
    (STORM, "10/02/2026 09:00", "1", M, "12/03/2026 17:30", "10/3 shut, 11/3 shut, Thu"),
]
SAME_DAY: list[Row] = [
    (EARLIER, "09/03/2026 15:00:00", "1", T, "09/03/2026 17:00", "15:00 is not after 15:00"),
    (EARLIER, "09/03/2026 15:00:01", "1", T, "10/03/2026 17:00", "a second later is"),
    (EARLIER, "09/03/2026 06:30", "1", T, "09/03/2026 17:00", "before opening"),
    (EARLIER, "09/03/2026 12:15", "1", T, "09/03/2026 17:00", "at lunch"),
    (USUAL, "09/03/2026 19:00", "1", T, "10/03/2026 17:30", "in the evening"),
    (USUAL, "21/08/2026 15:30", "1", T, "22/08/2026 17:30", "Fri: the worked Saturday"),
    (USUAL, "15/03/2026 08:00", "1", T, "16/03/2026 17:30", "Sunday: Monday"),
    (USUAL, "13/02/2026 15:20", "1", T, "23/02/2026 17:30", "after Tết"),
    (USUAL, "31/12/2026 15:30", "1", T, "04/01/2027 17:30", "1-3/1 off"),
    (STORM, "09/03/2026 16:00", "1", T, "12/03/2026 17:30", "Tue, Wed shut"),
    (HALVES, "10/03/2026 11:00", "1", T, "10/03/2026 11:30", "the half day, till 11:30"),
    (HALVES, "10/03/2026 11:30", "1", T, "11/03/2026 17:30", "the half day is over"),
    (HALVES, "10/03/2026 14:00", "1", T, "11/03/2026 17:30", "over, though before 15:00"),
]
ROWS = HOURS + PARTS_OF_DAYS + DAYS + CALENDAR_DAYS + MONTHS + SAME_DAY


@pytest.mark.criterion("W.18")
@pytest.mark.parametrize(("calendar", "accepted", "amount", "unit", "due", "calculation"), ROWS)
def test_a_due_date_is_what_the_hand_counts(
    calendar: WorkingCalendar,
    accepted: str,
    amount: str,
    unit: TimeUnit,
    due: str,
    calculation: str,
) -> None:
    found = due_date(calendar, at(accepted), Duration(Decimal(amount), unit))
    assert found.at == at(due), (calculation, found.explanation)


def test_no_row_is_written_twice() -> None:
    assert len({(id(row[0]), *row[1:4]) for row in ROWS}) == len(ROWS) >= 90
