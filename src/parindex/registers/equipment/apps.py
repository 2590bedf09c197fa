from django.apps import AppConfig

from parindex.registers.table import register_register


class EquipmentConfig(AppConfig):
    name = "parindex.registers.equipment"
    label = "equipment"

    def ready(self) -> None:
        # Models can be imported only once all apps are known.
        from parindex.registers.equipment.register import EQUIPMENT

        register_register(EQUIPMENT)
