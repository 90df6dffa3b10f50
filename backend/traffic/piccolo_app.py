"""Registers the tables and migrations of traffic with Piccolo."""

from pathlib import Path

from piccolo.conf.apps import AppConfig

from backend.traffic.tables import AccessCount, AccessSalt, AccessSeen

APP_CONFIG = AppConfig(
    app_name="traffic",
    migrations_folder_path=str(Path(__file__).parent / "migrations"),
    table_classes=[AccessCount, AccessSalt, AccessSeen],
    migration_dependencies=[],
)
