from django.apps import AppConfig

from parindex.registers.table import register_register


class InitiativesConfig(AppConfig):
    name = "parindex.registers.initiatives"
    label = "initiatives"

    def ready(self) -> None:
        # Models can be imported only once all apps are known.
        from parindex.registers.initiatives.register import INITIATIVES

        register_register(INITIATIVES)
