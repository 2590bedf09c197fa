from django.apps import AppConfig

from parindex.registers.table import register_register


class StaffingConfig(AppConfig):
    name = "parindex.registers.staffing"
    label = "staffing"

    def ready(self) -> None:
        # Models can be imported only once all apps are known.
        from parindex.registers.staffing.register import REGISTERS

        for register in REGISTERS:
            register_register(register)
