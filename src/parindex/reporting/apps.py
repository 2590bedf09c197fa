from django.apps import AppConfig

from parindex.calendars.due import register_due_source
from parindex.editions.measures import register_measures


class ReportingConfig(AppConfig):
    name = "parindex.reporting"
    label = "reporting"

    def ready(self) -> None:
        # Models can be imported only once all apps are known.
        from parindex.reporting import daily_work, due_reports, measures

        register_measures(*measures.MEASURES)
        register_due_source(due_reports.SOURCE)
        daily_work.register()
