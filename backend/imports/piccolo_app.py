"""Registers the tables and migrations of imports with Piccolo."""

from pathlib import Path

from piccolo.conf.apps import AppConfig

from backend.imports.tables import StagedImport, StagedLine

APP_CONFIG = AppConfig(
    app_name="imports",
    migrations_folder_path=str(Path(__file__).parent / "migrations"),
    table_classes=[StagedImport, StagedLine],
    migration_dependencies=["backend.organisation.piccolo_app", "backend.identity.piccolo_app"],
)
