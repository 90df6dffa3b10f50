"""Registers the tables and migrations of successions with Piccolo."""

from pathlib import Path

from piccolo.conf.apps import AppConfig

from backend.succession.tables import SuccessionRun

APP_CONFIG = AppConfig(
    app_name="succession",
    migrations_folder_path=str(Path(__file__).parent / "migrations"),
    table_classes=[SuccessionRun],
    migration_dependencies=["backend.organisation.piccolo_app", "backend.identity.piccolo_app"],
)
