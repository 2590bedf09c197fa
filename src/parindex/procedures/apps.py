from django.apps import AppConfig


class ProceduresConfig(AppConfig):
    name = "parindex.procedures"
    label = "procedures"
