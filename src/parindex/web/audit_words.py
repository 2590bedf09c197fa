"""What was done, and to what, in the words of those who read the audit."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from parindex.rounds.constants import Step

ACTIONS: dict[str, Promise | str] = {
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
    "open_round": _("Opened a round"),
    "add_field": _("Added a field of appraisal"),
    "set_deadline": _("Set a deadline of the round"),
    "seat_member": _("Gave a member a field"),
    "unseat_member": _("Took a field from a member"),
    "lock_after_deadline": _("Locked after the deadline"),
    "correct_edition": _("Corrected the round's edition"),
    "claim_lower": _("Claimed a lower self score"),
    "explain_missing": _("Explained missing evidence"),
    "appraise": _("Appraised a component"),
    "withdraw_appraisal": _("Withdrew an appraisal"),
    "explain_deduction": _("Explained a deduction"),
    "enter_survey_points": _("Entered survey points"),
    "adjust": _("Gave a bonus or penalty"),
    "withdraw_adjustment": _("Withdrew a bonus or penalty"),
    "conclude_round": _("Concluded the round"),
    "publish_round": _("Published the round"),
    "answer_deduction": _("Answered for a deduction"),
    "decide_on_answer": _("Decided on an answer"),
    "start_year": _("Started a new year"),
    "report_remedied": _("Reported a remedy as done"),
    # Steps are recorded by their names.
    **{step.value: step.label for step in Step},
}
TARGETS: dict[str, Promise | str] = {
    "agency": _("Agency"),
    "api_token": _("API token"),
    "assessment": _("Year"),
    "calendar": _("Calendar"),
    "component": _("Component"),
    "deduction": _("Deduction"),
    "directive": _("Directive"),
    "dossier": _("Dossier"),
    "dossier_unit": _("Unit of dossiers"),
    "dossier_upload": _("Upload of dossiers"),
    "edition": _("Edition"),
    "job": _("Long work"),
    "participant": _("Agency in the round"),
    "procedure": _("Procedure"),
    "proposal": _("Proposal"),
    "review": _("Review"),
    "round": _("Assessment round"),
    "task": _("Task"),
    "user": _("Account"),
}


def action_words(action: str) -> str:
    """The action in words; its name where an older version of the product knew others."""
    return str(ACTIONS.get(action, action.replace("_", " ")))


def target_words(target_type: str) -> str:
    return str(TARGETS.get(target_type, target_type.replace("_", " ")))
