"""Registers the tables and migrations of the national portal with Piccolo."""

from pathlib import Path

from piccolo.conf.apps import AppConfig

from backend.national.tables import NationalSync

APP_CONFIG = AppConfig(
    app_name="national",
    migrations_folder_path=str(Path(__file__).parent / "migrations"),
    table_classes=[NationalSync],
    migration_dependencies=["backend.dossiers.piccolo_app"],
)
