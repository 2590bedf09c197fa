from django.apps import AppConfig


class CalendarsConfig(AppConfig):
    name = "parindex.calendars"
    label = "calendars"
