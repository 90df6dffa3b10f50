"""Registers the tables and migrations of connections with Piccolo."""

from pathlib import Path

from piccolo.conf.apps import AppConfig

from backend.connections.tables import (
    CodeMapping,
    ConnectionAlarm,
    ConnectionComparison,
    ConnectionDifference,
    ConnectionMinute,
    ConnectionRow,
    DeliveryContent,
    DeliveryRow,
)

APP_CONFIG = AppConfig(
    app_name="connections",
    migrations_folder_path=str(Path(__file__).parent / "migrations"),
    table_classes=[
        DeliveryRow,
        DeliveryContent,
        ConnectionRow,
        ConnectionMinute,
        CodeMapping,
        ConnectionAlarm,
        ConnectionDifference,
        ConnectionComparison,
    ],
    migration_dependencies=["backend.identity.piccolo_app"],
)
