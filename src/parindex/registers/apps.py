from django.apps import AppConfig


class RegistersConfig(AppConfig):
    name = "parindex.registers"
    label = "registers"
