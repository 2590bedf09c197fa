"""What was done, and to what, in the words of those who read the audit."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

ACTIONS: dict[str, Promise] = {
    "refuse": _("Refused"),
    "create_account": _("Created an account"),
    "grant_role": _("Gave a role"),
    "create_agency": _("Created an agency"),
    "create_units": _("Created units"),
    "load_edition": _("Loaded an edition"),
    "open_assessment": _("Opened a year"),
    "enter_values": _("Entered figures"),
    "load_values": _("Loaded figures"),
    "count_measure": _("Counted from recorded facts"),
    "register_directive": _("Read a directive"),
    "assign_tasks": _("Assigned a directive's tasks"),
    "assign_task": _("Assigned the task"),
    "change_task_state": _("Took a task further"),
    "load_plan_tasks": _("Loaded the plan's tasks"),
    "load_progress": _("Loaded illustrative states"),
    "attach_file": _("Attached a file"),
    "cite_document": _("Cited a document"),
    "withdraw_attachment": _("Withdrew an attachment"),
    "set_calendar_exception": _("Set a day of the calendar"),
    "remove_calendar_exception": _("Gave a day of the calendar back"),
    "start_job": _("Started long work"),
    "finish_job": _("Finished long work"),
    "cancel_job": _("Cancelled long work"),
    "upload_dossiers": _("Uploaded dossiers"),
    "correct_mapping": _("Corrected what columns mean"),
    "load_dossiers": _("Loaded dossiers"),
    "discard_upload": _("Discarded an upload"),
    "sweep_upload": _("Swept an upload that nobody loaded"),
    "set_dossier_unit": _("Said whose dossiers these are"),
    "enter_portal_figures": _("Entered the portal's figures"),
    "load_portal_figures": _("Loaded the portal's figures"),
    "record_apology": _("Recorded an apology"),
    "deliver_apology": _("Delivered an apology"),
    "withdraw_apology": _("Withdrew an apology"),
    "propose_objective_cause": _("Proposed an objective cause"),
    "approved_objective_cause": _("Approved an objective cause"),
    "returned_objective_cause": _("Returned an objective cause"),
    "record_procedure_version": _("Recorded a procedure"),
    "move_procedure": _("Moved a procedure"),
    "import_procedures": _("Imported procedures"),
    "plan_review": _("Planned a review"),
    "record_finding": _("Recorded a finding"),
    "remove_from_plan": _("Took a review out of the plan"),
    "draft_proposal": _("Drafted a proposal"),
    "take_proposal_further": _("Took a proposal further"),
}
TARGETS: dict[str, Promise] = {
    "agency": _("Agency"),
    "api_token": _("API token"),
    "assessment": _("Year"),
    "calendar": _("Calendar"),
    "component": _("Component"),
    "directive": _("Directive"),
    "dossier": _("Dossier"),
    "dossier_unit": _("Unit of dossiers"),
    "dossier_upload": _("Upload of dossiers"),
    "edition": _("Edition"),
    "job": _("Long work"),
    "procedure": _("Procedure"),
    "proposal": _("Proposal"),
    "review": _("Review"),
    "task": _("Task"),
    "user": _("Account"),
}


def action_words(action: str) -> str:
    """The action in words; its name where an older version of the product knew others."""
    return str(ACTIONS.get(action, action.replace("_", " ")))


def target_words(target_type: str) -> str:
    return str(TARGETS.get(target_type, target_type.replace("_", " ")))
