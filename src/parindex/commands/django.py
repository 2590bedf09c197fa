"""``parindex django``: Django's own management commands with the product's settings."""

import os
import sys

import typer
from django.core.management import execute_from_command_line

PASS_THROUGH = {"allow_extra_args": True, "ignore_unknown_options": True, "help_option_names": []}


def django(context: typer.Context) -> None:
    """Lệnh quản trị của Django (migrate, createsuperuser…). / Django's management commands."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "parindex.settings.base")
    execute_from_command_line([f"{sys.argv[0]} django", *context.args])
