from django.apps import AppConfig

from parindex.editions.measures import register_measures


class ReportingConfig(AppConfig):
    name = "parindex.reporting"
    label = "reporting"

    def ready(self) -> None:
        # Models can be imported only once all apps are known.
        from parindex.reporting import daily_work, measures

        register_measures(*measures.MEASURES)
        daily_work.register()
