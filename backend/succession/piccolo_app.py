"""Registers the tables and migrations of successions with Piccolo."""

from pathlib import Path

from piccolo.conf.apps import AppConfig

from backend.succession.tables import HandoverRow, SuccessionRun

APP_CONFIG = AppConfig(
    app_name="succession",
    migrations_folder_path=str(Path(__file__).parent / "migrations"),
    table_classes=[SuccessionRun, HandoverRow],
    migration_dependencies=["backend.dossiers.piccolo_app", "backend.identity.piccolo_app"],
)
