"""Registers the tables and migrations of compliance with Piccolo."""

from pathlib import Path

from piccolo.conf.apps import AppConfig

from backend.compliance.tables import BackupTold, PerformanceMinute, PerformanceThreshold

APP_CONFIG = AppConfig(
    app_name="compliance",
    migrations_folder_path=str(Path(__file__).parent / "migrations"),
    table_classes=[PerformanceMinute, PerformanceThreshold, BackupTold],
    migration_dependencies=["backend.identity.piccolo_app"],
)
