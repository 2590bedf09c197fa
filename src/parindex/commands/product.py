"""Getting the Django product ready for a command."""

import os

import django


def set_up_product() -> None:
    """Load the settings and the apps; later calls do nothing."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "parindex.settings.base")
    django.setup()
