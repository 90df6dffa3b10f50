"""Registers the platform's tables and migrations with Piccolo."""

from pathlib import Path

from piccolo.conf.apps import AppConfig

from backend.platform.tables import Idempotency, Outbox

APP_CONFIG = AppConfig(
    app_name="platform",
    migrations_folder_path=str(Path(__file__).parent / "schema"),
    table_classes=[Outbox, Idempotency],
    migration_dependencies=[],
)
