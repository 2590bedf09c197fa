from django.apps import AppConfig


class OrganisationsConfig(AppConfig):
    name = "parindex.organisations"
    label = "organisations"
