from django.apps import AppConfig

from parindex.attachments.owners import register_owner_type
from parindex.editions.measures import register_measures


class ProceduresConfig(AppConfig):
    name = "parindex.procedures"
    label = "procedures"

    def ready(self) -> None:
        # Models can be imported only once all apps are known.
        from parindex.procedures import constants, measures, procedure_documents

        register_measures(*measures.MEASURES)
        for name in (constants.PROCEDURE_OWNER, constants.PROPOSAL_OWNER):
            register_owner_type(
                name,
                procedure_documents.may_view,
                procedure_documents.may_add,
                procedure_documents.page_of,
            )
