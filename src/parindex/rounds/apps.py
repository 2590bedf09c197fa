from datetime import time
from functools import partial

from django.apps import AppConfig

from parindex.attachments.owners import register_owner_type
from parindex.calendars.due import register_due_source
from parindex.editions.measures import agencies_with, register_measures
from parindex.jobs.kinds import register_daily_work


class RoundsConfig(AppConfig):
    name = "parindex.rounds"
    label = "rounds"

    def ready(self) -> None:
        # Models can be imported only once all apps are known.
        from parindex.rounds import deadlines, due_stages, evidence, measures, models
        from parindex.rounds.constants import EVIDENCE_OWNER
        from parindex.rounds.exchange import jobs

        register_owner_type(
            EVIDENCE_OWNER,
            evidence.may_view,
            evidence.may_add,
            evidence.page_of,
            evidence.hold,
            evidence.shows,
            evidence.lets_go,
            evidence.label_of,
        )
        # Last year's deductions count: whoever never took part has none.
        took_part = partial(agencies_with, models.Participant)
        register_measures(*measures.MEASURES, agencies=took_part)
        register_due_source(due_stages.SOURCE)
        jobs.register()
        register_daily_work("rounds.lock_what_ended", deadlines.lock_what_ended, at=time(0, 5))
