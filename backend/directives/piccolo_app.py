"""Registers the tables and migrations of directives with Piccolo."""

from pathlib import Path

from piccolo.conf.apps import AppConfig

from backend.directives.tables import DirectiveRow, UnitDirectiveRow

APP_CONFIG = AppConfig(
    app_name="directives",
    migrations_folder_path=str(Path(__file__).parent / "migrations"),
    table_classes=[DirectiveRow, UnitDirectiveRow],
    migration_dependencies=["backend.dossiers.piccolo_app", "backend.identity.piccolo_app"],
)
