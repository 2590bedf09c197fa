from django.apps import AppConfig

from parindex.registers.table import register_register


class AdministrationConfig(AppConfig):
    name = "parindex.registers.administration"
    label = "administration"

    def ready(self) -> None:
        # Models can be imported only once all apps are known.
        from parindex.registers.administration.register import DIGITAL_WORK, QUALITY

        register_register(DIGITAL_WORK)
        register_register(QUALITY)
