from functools import partial

from django.apps import AppConfig

from parindex.attachments.owners import register_owner_type
from parindex.editions.measures import agencies_with, register_measures


class ProceduresConfig(AppConfig):
    name = "parindex.procedures"
    label = "procedures"

    def ready(self) -> None:
        # Models can be imported only once all apps are known.
        from parindex.procedures import constants, measures, models, procedure_documents

        recorded = partial(agencies_with, models.Procedure, models.Review, models.Proposal)
        register_measures(*measures.MEASURES, agencies=recorded)
        for name in (constants.PROCEDURE_OWNER, constants.PROPOSAL_OWNER):
            register_owner_type(
                name,
                procedure_documents.may_view,
                procedure_documents.may_add,
                procedure_documents.page_of,
            )
