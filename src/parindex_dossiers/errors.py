"""What can go wrong, each said in Vietnamese with how to mend it."""


class DossiersRefused(Exception):
    """The request cannot be carried out; the text says why and how to mend it."""


class ExportUnreadable(DossiersRefused):
    """A file that cannot be read as an export of dossiers."""


class StoreBusy(DossiersRefused):
    """Another load holds the data folder."""


class StoreEmpty(DossiersRefused):
    """No dossier has been loaded yet."""


class DossierNotFound(DossiersRefused):
    """No dossier has this code."""


class PeriodUnreadable(DossiersRefused):
    """A period that is none of the ways to write one."""


class EngineUnavailable(DossiersRefused):
    """The engine asked for is not installed or not reachable."""
