from django.apps import AppConfig


class AssignmentsConfig(AppConfig):
    name = "parindex.assignments"
    label = "assignments"
