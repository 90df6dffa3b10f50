"""Registers the tables and migrations of traffic with Piccolo."""

from pathlib import Path

from piccolo.conf.apps import AppConfig

from backend.traffic.tables import AccessCount, AccessMiss, AccessSalt, AccessSeen, FormReached

APP_CONFIG = AppConfig(
    app_name="traffic",
    migrations_folder_path=str(Path(__file__).parent / "migrations"),
    table_classes=[AccessCount, AccessMiss, AccessSalt, AccessSeen, FormReached],
    migration_dependencies=["backend.dossiers.piccolo_app"],
)
