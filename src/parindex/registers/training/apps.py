from django.apps import AppConfig

from parindex.registers.table import register_register


class TrainingConfig(AppConfig):
    name = "parindex.registers.training"
    label = "training"

    def ready(self) -> None:
        # Models can be imported only once all apps are known.
        from parindex.registers.training.register import COURSES

        register_register(COURSES)
