from django.apps import AppConfig


class DossiersConfig(AppConfig):
    name = "parindex.dossiers"
    label = "dossiers"
