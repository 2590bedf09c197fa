"""The pages of the product."""

from django.apps import AppConfig


class WebConfig(AppConfig):
    name = "parindex.web"
    label = "web"

    def ready(self) -> None:
        # The work uses models, which exist once every app is loaded.
        from parindex.web import daily_work

        daily_work.register()
