from django.apps import AppConfig


class EditionsConfig(AppConfig):
    name = "parindex.editions"
    label = "editions"
