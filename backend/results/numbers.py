"""Numbers within agency, symbol and year: no gap, no repeat. Of results (NĐ 30/2020 Điều 15) and of
certified copies (NĐ 23/2015 Điều 13).

A number is held while the seal or signature is being made and used for good when that is kept. One
that was held for nothing is free again and is the next to be given out.
"""

from datetime import timedelta
from uuid import UUID

import asyncpg

from backend.platform import clock
from backend.platform.database import transaction

_HELD = timedelta(minutes=5)


async def hold(agency_id: UUID, symbol: str, held_for: UUID) -> tuple[int, int]:
    """The smallest free number, held for a draft or scan; returns year and number."""
    now = clock.now()
    year = now.astimezone(clock.VIETNAM).year
    async with transaction() as connection:
        # The row of the counter is locked first, so that everybody asks in turn.
        await connection.execute(
            "insert into result_counter (agency_id, symbol, year, last) values ($1, $2, $3, 0) "
            "on conflict (agency_id, symbol, year) do update set last = result_counter.last",
            agency_id,
            symbol,
            year,
        )
        number: int | None = await connection.fetchval(
            "update result_number set held_for = $4, held_until = $5 where (agency_id, symbol, "
            "year, number) = (select agency_id, symbol, year, number from result_number "
            "where agency_id = $1 and symbol = $2 and year = $3 and not used "
            "and (held_until < $6 or held_for = $4) order by number limit 1) returning number",
            agency_id,
            symbol,
            year,
            held_for,
            now + _HELD,
            now,
        )
        if number is None:
            number = await connection.fetchval(
                "update result_counter set last = last + 1 "
                "where agency_id = $1 and symbol = $2 and year = $3 returning last",
                agency_id,
                symbol,
                year,
            )
            await connection.execute(
                "insert into result_number (agency_id, symbol, year, number, held_for, held_until) "
                "values ($1, $2, $3, $4, $5, $6)",
                agency_id,
                symbol,
                year,
                number,
                held_for,
                now + _HELD,
            )
    assert number is not None
    return year, number


async def use(
    connection: asyncpg.Connection,
    agency_id: UUID,
    symbol: str,
    year: int,
    number: int,
    held_for: UUID,
) -> bool:
    """Uses a held number for good, with the transaction that issues; False when it was lost."""
    found = await connection.fetchval(
        "update result_number set used = true where agency_id = $1 and symbol = $2 and year = $3 "
        "and number = $4 and held_for = $5 and not used returning true",
        agency_id,
        symbol,
        year,
        number,
        held_for,
    )
    return found is True


async def let_go(agency_id: UUID, symbol: str, year: int, number: int, held_for: UUID) -> None:
    """Nothing came of it: the number is the next to be given out."""
    async with transaction() as connection:
        await connection.execute(
            "update result_number set held_until = $6 where agency_id = $1 and symbol = $2 "
            "and year = $3 and number = $4 and held_for = $5 and not used",
            agency_id,
            symbol,
            year,
            number,
            held_for,
            clock.now(),
        )
