from django.apps import AppConfig

from parindex.registers.table import register_register


class LegalDocumentsConfig(AppConfig):
    name = "parindex.registers.legal_documents"
    label = "legal_documents"

    def ready(self) -> None:
        # Models can be imported only once all apps are known.
        from parindex.registers.legal_documents.register import LEGAL_DRAFTS, LEGAL_REVIEWS

        register_register(LEGAL_DRAFTS)
        register_register(LEGAL_REVIEWS)
