"""Registers the tables and migrations of measuring with Piccolo."""

from pathlib import Path

from piccolo.conf.apps import AppConfig

from backend.measuring.tables import PageVisits

APP_CONFIG = AppConfig(
    app_name="measuring",
    migrations_folder_path=str(Path(__file__).parent / "migrations"),
    table_classes=[PageVisits],
    migration_dependencies=[],
)
