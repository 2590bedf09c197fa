from functools import partial

from django.apps import AppConfig

from parindex.editions.measures import agencies_with, register_measures


class SurveysConfig(AppConfig):
    name = "parindex.surveys"
    label = "surveys"

    def ready(self) -> None:
        # Models can be imported only once all apps are known.
        from parindex.surveys import measures, models

        asked = partial(agencies_with, models.SurveyRound, models.OutsideSurvey)
        register_measures(*measures.MEASURES, agencies=asked)
