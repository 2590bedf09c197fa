from django.apps import AppConfig

from parindex.registers.table import register_register


class FinanceConfig(AppConfig):
    name = "parindex.registers.finance"
    label = "finance"

    def ready(self) -> None:
        # Models can be imported only once all apps are known.
        from parindex.registers.finance.register import FINANCE

        register_register(FINANCE)
