from django.apps import AppConfig

from parindex.attachments.owners import register_owner_type
from parindex.editions.measures import register_measures


class DossiersConfig(AppConfig):
    name = "parindex.dossiers"
    label = "dossiers"

    def ready(self) -> None:
        # Models can be imported only once all apps are known.
        from parindex.dossiers import agency_store, cause_documents, jobs, measures

        jobs.register()
        register_owner_type(
            cause_documents.CAUSE_OWNER,
            cause_documents.may_view,
            cause_documents.may_add,
            cause_documents.page_of,
        )
        register_measures(*measures.MEASURES, agencies=agency_store.filled_agencies)
