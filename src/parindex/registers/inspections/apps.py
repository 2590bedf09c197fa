from django.apps import AppConfig

from parindex.registers.table import register_register


class InspectionsConfig(AppConfig):
    name = "parindex.registers.inspections"
    label = "inspections"

    def ready(self) -> None:
        # Models can be imported only once all apps are known.
        from parindex.registers.inspections.register import INSPECTION_FINDINGS, INSPECTIONS

        register_register(INSPECTIONS)
        register_register(INSPECTION_FINDINGS)
