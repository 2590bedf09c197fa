from django.apps import AppConfig

from parindex.registers.table import register_register


class MissionsConfig(AppConfig):
    name = "parindex.registers.missions"
    label = "missions"

    def ready(self) -> None:
        # Models can be imported only once all apps are known.
        from parindex.registers.missions.register import MISSIONS

        register_register(MISSIONS)
