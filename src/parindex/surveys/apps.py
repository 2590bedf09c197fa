from django.apps import AppConfig

from parindex.editions.measures import register_measures


class SurveysConfig(AppConfig):
    name = "parindex.surveys"
    label = "surveys"

    def ready(self) -> None:
        # Models can be imported only once all apps are known.
        from parindex.surveys import measures

        register_measures(*measures.MEASURES)
