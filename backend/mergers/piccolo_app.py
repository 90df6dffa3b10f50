"""Registers the tables and migrations of changes of agencies with Piccolo."""

from pathlib import Path

from piccolo.conf.apps import AppConfig

from backend.mergers.tables import AgencyChange, AgencyChangeReceiver, AgencyChangeUnit

APP_CONFIG = AppConfig(
    app_name="mergers",
    migrations_folder_path=str(Path(__file__).parent / "migrations"),
    table_classes=[AgencyChange, AgencyChangeUnit, AgencyChangeReceiver],
    migration_dependencies=["backend.dossiers.piccolo_app", "backend.identity.piccolo_app"],
)
