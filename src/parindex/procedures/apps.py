from django.apps import AppConfig

from parindex.editions.measures import register_measures


class ProceduresConfig(AppConfig):
    name = "parindex.procedures"
    label = "procedures"

    def ready(self) -> None:
        # Models can be imported only once all apps are known.
        from parindex.procedures import measures

        register_measures(*measures.MEASURES)
