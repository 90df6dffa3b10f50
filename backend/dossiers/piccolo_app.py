"""Registers the tables and migrations of drafts and dossiers with Piccolo."""

from pathlib import Path

from piccolo.conf.apps import AppConfig

from backend.dossiers.tables import (
    BundleRow,
    ClockInterval,
    CodeCounter,
    ComponentCheck,
    Consultation,
    Dossier,
    DossierAgencyMove,
    DossierEvent,
    DossierEventWaiting,
    DossierFeed,
    DossierFeedFloor,
    DossierReach,
    Draft,
    DueDate,
    JointTask,
    RecalculationRun,
    SupplementItem,
)

APP_CONFIG = AppConfig(
    app_name="dossiers",
    migrations_folder_path=str(Path(__file__).parent / "migrations"),
    table_classes=[
        BundleRow,
        Draft,
        Dossier,
        DossierAgencyMove,
        DossierEvent,
        DossierEventWaiting,
        DossierFeed,
        DossierFeedFloor,
        DueDate,
        JointTask,
        RecalculationRun,
        SupplementItem,
        ClockInterval,
        ComponentCheck,
        Consultation,
        DossierReach,
        CodeCounter,
    ],
    migration_dependencies=[
        "backend.platform.piccolo_app",
        "backend.organisation.piccolo_app",
        "backend.identity.piccolo_app",
        "backend.catalogue.piccolo_app",
        "backend.forms.piccolo_app",
    ],
)
