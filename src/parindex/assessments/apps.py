from django.apps import AppConfig

from parindex.editions.measures import recount_by


class AssessmentsConfig(AppConfig):
    name = "parindex.assessments"
    label = "assessments"

    def ready(self) -> None:
        # Models exist only now.
        from parindex.assessments.counting import recount_measures

        recount_by(recount_measures)
