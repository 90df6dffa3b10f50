"""Registers the tables and migrations of the desk with Piccolo."""

from pathlib import Path

from piccolo.conf.apps import AppConfig

from backend.reception.tables import (
    AppointmentRow,
    CounterSitting,
    DeskClosure,
    DeskDay,
    DeskSeries,
    DeskSetupRow,
    KioskDevice,
    QueueTicket,
    TicketServing,
)

APP_CONFIG = AppConfig(
    app_name="reception",
    migrations_folder_path=str(Path(__file__).parent / "migrations"),
    table_classes=[
        DeskSetupRow,
        DeskDay,
        DeskSeries,
        DeskClosure,
        KioskDevice,
        AppointmentRow,
        QueueTicket,
        TicketServing,
        CounterSitting,
    ],
    migration_dependencies=[
        "backend.audit.piccolo_app",
        "backend.dossiers.piccolo_app",
        "backend.identity.piccolo_app",
    ],
)
