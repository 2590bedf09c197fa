"""Roles, and what each may do."""

from enum import Enum

from django.db import models
from django.utils.translation import gettext_lazy as _


class Role(models.TextChoices):
    """Who a person is in an agency; one person may hold several."""

    PAR_OFFICER = "par_officer", _("PAR officer")
    UNIT_HEAD = "unit_head", _("Unit head")
    UNIT_OFFICER = "unit_officer", _("Unit officer")
    DIRECTOR = "director", _("Director")
    AUDITOR = "auditor", _("Auditor")
    ADMINISTRATOR = "administrator", _("Administrator")


# Roles that belong to one unit; the others span the agency.
UNIT_ROLES = (Role.UNIT_HEAD, Role.UNIT_OFFICER)


class Permission(Enum):
    """Something that a service asks before it writes, or a page before it reads."""

    VIEW = "view"
    ENTER_VALUES = "enter_values"
    REGISTER_DIRECTIVES = "register_directives"
    ASSIGN_TASKS = "assign_tasks"
    REPORT_TASKS = "report_tasks"
    CONFIRM_TASKS = "confirm_tasks"


GRANTS: dict[Role, frozenset[Permission]] = {
    Role.PAR_OFFICER: frozenset(Permission),
    Role.UNIT_HEAD: frozenset({Permission.VIEW, Permission.ENTER_VALUES, Permission.REPORT_TASKS}),
    Role.UNIT_OFFICER: frozenset(
        {Permission.VIEW, Permission.ENTER_VALUES, Permission.REPORT_TASKS}
    ),
    Role.DIRECTOR: frozenset({Permission.VIEW, Permission.CONFIRM_TASKS}),
    Role.AUDITOR: frozenset({Permission.VIEW}),
    # Keeps accounts and editions; sees no agency's drafts by that role alone.
    Role.ADMINISTRATOR: frozenset(),
}
