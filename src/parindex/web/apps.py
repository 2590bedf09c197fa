"""The pages of the product."""

from django.apps import AppConfig


class WebConfig(AppConfig):
    name = "parindex.web"
    label = "web"
