from django.apps import AppConfig


class DossiersConfig(AppConfig):
    name = "parindex.dossiers"
    label = "dossiers"

    def ready(self) -> None:
        # Models can be imported only once all apps are known.
        from parindex.dossiers import jobs

        jobs.register()
