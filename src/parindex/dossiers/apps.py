from django.apps import AppConfig

from parindex.editions.measures import register_measures


class DossiersConfig(AppConfig):
    name = "parindex.dossiers"
    label = "dossiers"

    def ready(self) -> None:
        # Models can be imported only once all apps are known.
        from parindex.dossiers import jobs, measures

        jobs.register()
        register_measures(*measures.MEASURES)
