"""Registers the tables and migrations of exports with Piccolo."""

from pathlib import Path

from piccolo.conf.apps import AppConfig

from backend.exports.tables import ExportJob

APP_CONFIG = AppConfig(
    app_name="exports",
    migrations_folder_path=str(Path(__file__).parent / "migrations"),
    table_classes=[ExportJob],
    migration_dependencies=["backend.identity.piccolo_app"],
)
