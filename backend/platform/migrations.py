"""Migrations forward and back: SQL written by hand per slice, run and recorded by Piccolo.

A migration module of a slice says `ID`, and `forwards = sql_migration(...)`. Each runs in one
transaction; one advisory lock keeps two processes from migrating at once.
"""

import contextlib
import io
from collections.abc import AsyncIterator, Awaitable, Callable

from piccolo.apps.migrations.auto.migration_manager import MigrationManager
from piccolo.apps.migrations.commands.backwards import BackwardsMigrationManager
from piccolo.apps.migrations.commands.base import BaseMigrationManager, MigrationResult
from piccolo.apps.migrations.commands.forwards import run_forwards

from backend.platform.database import DB

_LOCK = 7_305_041  # any fixed number; only our migrations use it


class MigrationFailed(Exception):
    """A migration could not be applied; nothing of it is left behind."""


def sql_migration(
    migration_id: str, app_name: str, forwards: str, backwards: str, description: str = ""
) -> Callable[[], Awaitable[MigrationManager]]:
    """The `forwards` coroutine of a Piccolo migration made of plain SQL in both directions."""

    async def manager() -> MigrationManager:
        built = MigrationManager(
            migration_id=migration_id, app_name=app_name, description=description
        )

        async def go() -> None:
            await _script(forwards)

        async def back() -> None:
            await _script(backwards)

        built.add_raw(go)
        built.add_raw_backwards(back)
        return built

    return manager


async def _script(sql: str) -> None:
    transaction = DB.current_transaction.get()
    assert transaction is not None
    await transaction.connection.execute(sql)


async def migrate_forward() -> None:
    """Brings the database to the newest version. Raises MigrationFailed."""
    async with _locked():
        result = await _quietly(lambda: run_forwards("all"))
        if not result.success:
            raise MigrationFailed(result.message)


async def migrate_back_to_empty() -> None:
    """Takes every migration back, newest slice first; used to prove that they can be."""
    async with _locked():
        for app_name in reversed(BaseMigrationManager().get_sorted_app_names()):
            manager = BackwardsMigrationManager(
                app_name=app_name, migration_id="all", auto_agree=True
            )
            result = await _quietly(manager.run)
            if not result.success:
                raise MigrationFailed(result.message)


@contextlib.asynccontextmanager
async def _locked() -> AsyncIterator[None]:
    connection = await DB.get_new_connection()
    try:
        await connection.execute("select pg_advisory_lock($1)", _LOCK)
        yield
    finally:
        await connection.close()


async def _quietly(run: Callable[[], Awaitable[MigrationResult]]) -> MigrationResult:
    # Piccolo prints its progress with emoji; only what went wrong is of interest.
    output = io.StringIO()
    try:
        with contextlib.redirect_stdout(output):
            return await run()
    except Exception as error:
        raise MigrationFailed(f"{error}\n{output.getvalue()}") from error
