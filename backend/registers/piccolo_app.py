"""Registers the tables and migrations of the registers of dossiers with Piccolo."""

from pathlib import Path

from piccolo.conf.apps import AppConfig

from backend.registers.tables import CertifiedLine, RegisterBook, RegisterLine, RegisterPrint

APP_CONFIG = AppConfig(
    app_name="registers",
    migrations_folder_path=str(Path(__file__).parent / "migrations"),
    table_classes=[RegisterBook, RegisterLine, CertifiedLine, RegisterPrint],
    migration_dependencies=["backend.platform.piccolo_app", "backend.documents.piccolo_app"],
)
