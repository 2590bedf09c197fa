from django.apps import AppConfig

from parindex.registers.table import register_register


class PetitionsConfig(AppConfig):
    name = "parindex.registers.petitions"
    label = "petitions"

    def ready(self) -> None:
        # Models can be imported only once all apps are known.
        from parindex.registers.petitions.register import PETITIONS

        register_register(PETITIONS)
