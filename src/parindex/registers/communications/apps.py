from django.apps import AppConfig

from parindex.registers.table import register_register


class CommunicationsConfig(AppConfig):
    name = "parindex.registers.communications"
    label = "communications"

    def ready(self) -> None:
        # Models can be imported only once all apps are known.
        from parindex.registers.communications.register import COMMUNICATIONS

        register_register(COMMUNICATIONS)
