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
    ONE_STOP_OFFICER = "one_stop_officer", _("One-stop officer")
    COUNCIL_SECRETARY = "council_secretary", _("Secretary of the appraisal council")
    COUNCIL_MEMBER = "council_member", _("Member of the appraisal council")
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
    # To a person of the unit.
    DELEGATE_TASKS = "delegate_tasks"
    DECIDE_EXTENSIONS = "decide_extensions"
    LOAD_DOSSIERS = "load_dossiers"
    RECORD_APOLOGIES = "record_apologies"
    PROPOSE_OBJECTIVE_CAUSES = "propose_objective_causes"
    APPROVE_OBJECTIVE_CAUSES = "approve_objective_causes"
    CONSOLIDATE_SCORES = "consolidate_scores"
    SUBMIT_SCORES = "submit_scores"
    # What the agency aims at in the year: an index, a rank.
    SET_TARGETS = "set_targets"
    EXPLAIN_DEDUCTIONS = "explain_deductions"
    ANSWER_FOR_DEDUCTIONS = "answer_for_deductions"
    DECIDE_ON_ANSWERS = "decide_on_answers"
    # Of the whole agency, or of one's own unit.
    KEEP_PROCEDURES = "keep_procedures"
    # Entries of registers, and their steps; facts that are an approval; up to which day all stands.
    KEEP_REGISTERS = "keep_registers"
    APPROVE_ENTRIES = "approve_entries"
    CLOSE_REGISTERS = "close_registers"
    # Report forms and obligations; which reports are accepted; the agency's own reports.
    KEEP_REPORTS = "keep_reports"
    # Of one's own unit, or of any.
    FILL_REPORTS = "fill_reports"
    SIGN_REPORTS = "sign_reports"
    # Questionnaires, survey rounds with their codes, results that others surveyed.
    RUN_SURVEYS = "run_surveys"
    # Holidays and swapped days, for every agency.
    KEEP_CALENDAR = "keep_calendar"
    # Who did what, and who was refused.
    VIEW_AUDIT = "view_audit"
    # Of everybody's in the agency; one's own tokens everybody revokes.
    REVOKE_TOKENS = "revoke_tokens"
    # In the agency that organises the appraisal; they show no agency's drafts.
    VIEW_ROUNDS = "view_rounds"
    RUN_ROUNDS = "run_rounds"
    APPRAISE = "appraise"


# What only the appraisal council does, in the agency that organises it.
OF_COUNCIL = frozenset({Permission.VIEW_ROUNDS, Permission.RUN_ROUNDS, Permission.APPRAISE})
# What only the one who leads the agency does.
OF_DIRECTOR = frozenset({Permission.DECIDE_ON_ANSWERS})
# What belongs to the installation, not to an agency's work.
OF_ADMINISTRATORS = frozenset(
    {Permission.KEEP_CALENDAR, Permission.VIEW_AUDIT, Permission.REVOKE_TOKENS}
)

# What the head of a unit or of the agency answers for; nobody does it in their stead.
OF_HEADS = frozenset({Permission.APPROVE_OBJECTIVE_CAUSES, Permission.SIGN_REPORTS})

GRANTS: dict[Role, frozenset[Permission]] = {
    Role.PAR_OFFICER: (
        frozenset(Permission) - OF_COUNCIL - OF_DIRECTOR - OF_HEADS - OF_ADMINISTRATORS
    ),
    Role.UNIT_HEAD: frozenset(
        {
            Permission.VIEW,
            Permission.ENTER_VALUES,
            Permission.REPORT_TASKS,
            Permission.DELEGATE_TASKS,
            Permission.FILL_REPORTS,
            Permission.SIGN_REPORTS,
            Permission.KEEP_PROCEDURES,
            Permission.KEEP_REGISTERS,
            Permission.APPROVE_ENTRIES,
            Permission.CLOSE_REGISTERS,
            Permission.EXPLAIN_DEDUCTIONS,
            Permission.ANSWER_FOR_DEDUCTIONS,
            Permission.RECORD_APOLOGIES,
            Permission.PROPOSE_OBJECTIVE_CAUSES,
            Permission.APPROVE_OBJECTIVE_CAUSES,
        }
    ),
    Role.UNIT_OFFICER: frozenset(
        {
            Permission.VIEW,
            Permission.ENTER_VALUES,
            Permission.REPORT_TASKS,
            Permission.FILL_REPORTS,
            Permission.KEEP_PROCEDURES,
            Permission.KEEP_REGISTERS,
            Permission.EXPLAIN_DEDUCTIONS,
            Permission.RECORD_APOLOGIES,
            Permission.PROPOSE_OBJECTIVE_CAUSES,
        }
    ),
    Role.DIRECTOR: frozenset(
        {
            Permission.VIEW,
            Permission.CONFIRM_TASKS,
            Permission.DECIDE_EXTENSIONS,
            Permission.APPROVE_ENTRIES,
            Permission.SUBMIT_SCORES,
            Permission.SET_TARGETS,
            Permission.DECIDE_ON_ANSWERS,
            Permission.APPROVE_OBJECTIVE_CAUSES,
            Permission.SIGN_REPORTS,
        }
    ),
    Role.ONE_STOP_OFFICER: frozenset(
        {Permission.VIEW, Permission.LOAD_DOSSIERS, Permission.RECORD_APOLOGIES}
    ),
    Role.COUNCIL_SECRETARY: frozenset({Permission.VIEW_ROUNDS, Permission.RUN_ROUNDS}),
    Role.COUNCIL_MEMBER: frozenset({Permission.VIEW_ROUNDS, Permission.APPRAISE}),
    # Reads everything of the agency, and of its rounds where it organises them.
    Role.AUDITOR: frozenset({Permission.VIEW, Permission.VIEW_ROUNDS, Permission.VIEW_AUDIT}),
    # Keeps accounts and editions; sees no agency's drafts by that role alone.
    Role.ADMINISTRATOR: OF_ADMINISTRATORS,
}
# What opens an agency's pages to a person: its own work, or the rounds that it organises.
OPENING = frozenset({Permission.VIEW, Permission.VIEW_ROUNDS})


class Scope(models.TextChoices):
    """What a script may do with a token, of what the person may do."""

    READ = "read", _("Read the agency's work")
    WRITE = "write", _("Enter figures, evidence and explanations")
    SUBMIT = "submit", _("Sign off, submit and decide for the agency")
    COUNCIL_READ = "council_read", _("Read the council's rounds")
    COUNCIL_WRITE = "council_write", _("Appraise and run rounds")


# What a scope leaves of a person's permissions. A scope to write also reads what it writes to.
SCOPE_PERMISSIONS: dict[Scope, frozenset[Permission]] = {
    Scope.READ: frozenset({Permission.VIEW}),
    Scope.WRITE: frozenset(
        {
            Permission.VIEW,
            Permission.ENTER_VALUES,
            Permission.EXPLAIN_DEDUCTIONS,
            Permission.ANSWER_FOR_DEDUCTIONS,
        }
    ),
    Scope.SUBMIT: frozenset(
        {
            Permission.VIEW,
            Permission.CONSOLIDATE_SCORES,
            Permission.SUBMIT_SCORES,
            Permission.DECIDE_ON_ANSWERS,
        }
    ),
    Scope.COUNCIL_READ: frozenset({Permission.VIEW_ROUNDS}),
    Scope.COUNCIL_WRITE: frozenset(
        {Permission.VIEW_ROUNDS, Permission.APPRAISE, Permission.RUN_ROUNDS}
    ),
}
# A token is forgotten in a drawer sooner than an account.
LONGEST_TOKEN_DAYS = 366
