"""Registers the tables and migrations of identity with Piccolo."""

from pathlib import Path

from piccolo.conf.apps import AppConfig

from backend.identity.tables import (
    AccessReview,
    Account,
    AgencyProvider,
    Delegation,
    DemoAccount,
    DossierSender,
    MailCode,
    Mandate,
    NationalIdentity,
    NationalSignIn,
    OfficerIdentity,
    RecoveryCode,
    Registration,
    RoleGrant,
    RoleRequest,
    Session,
    SignInTry,
)

APP_CONFIG = AppConfig(
    app_name="identity",
    migrations_folder_path=str(Path(__file__).parent / "migrations"),
    table_classes=[
        Account,
        RoleGrant,
        Session,
        SignInTry,
        RecoveryCode,
        MailCode,
        Registration,
        Delegation,
        DemoAccount,
        NationalSignIn,
        OfficerIdentity,
        NationalIdentity,
        DossierSender,
        RoleRequest,
        AccessReview,
        Mandate,
        AgencyProvider,
        OfficerIdentity,
    ],
    migration_dependencies=["backend.platform.piccolo_app", "backend.organisation.piccolo_app"],
)
