"""Which partners we talk to: every adapter is made known here, once for the API and the worker."""

from backend.connections.registry import register, register_family
from backend.feedback.pakn_adapter import PaknAdapter
from backend.lgsp.adapter import lgsp_adapters
from backend.measuring.adapter import EmcAdapter
from backend.national.adapter import national_adapters
from backend.notifications.adapters import adapters as of_messages
from backend.office.adapter import OfficeAdapter
from backend.partners import webhook_adapter
from backend.payments.receipt_adapter import ReceiptAdapter
from backend.post.adapter import PostAdapter
from backend.settings import settings
from backend.shared_lists.partner import shared_list_adapters


def make_known() -> None:
    """Registers the adapters of all rooms (`connections.registry.register`)."""
    for adapter in (*national_adapters(), *lgsp_adapters(), *shared_list_adapters()):
        register(adapter)
    register_family(webhook_adapter.FAMILY, webhook_adapter.family)
    if settings().post_url:
        register(PostAdapter())
    if settings().receipt_url:
        register(ReceiptAdapter())
    if settings().office_url:
        register(OfficeAdapter())
    if settings().pakn_url:
        register(PaknAdapter())
    if settings().emc_url:
        register(EmcAdapter())
    for adapter in of_messages():
        register(adapter)
