from functools import partial

from django.apps import AppConfig

from parindex.attachments.owners import register_owner_type
from parindex.editions.measures import agencies_with, register_measures


class AssignmentsConfig(AppConfig):
    name = "parindex.assignments"
    label = "assignments"

    def ready(self) -> None:
        # Models can be imported only once all apps are known.
        from parindex.assignments import (
            constants,
            daily_work,
            jobs,
            measures,
            models,
            paper_documents,
            task_documents,
        )

        assigned = partial(agencies_with, models.Task)
        register_measures(*measures.MEASURES, agencies=assigned)
        register_owner_type(
            constants.TASK_OWNER,
            task_documents.may_view,
            task_documents.may_add,
            task_documents.page_of,
        )
        register_owner_type(
            constants.PAPER_OWNER,
            paper_documents.may_view,
            paper_documents.may_add,
            paper_documents.page_of,
        )
        daily_work.register()
        jobs.register()
