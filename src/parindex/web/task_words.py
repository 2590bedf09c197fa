"""Why something cannot be done with a task, and what to do instead, in sentences."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

EXTENSION_REFUSALS: dict[str, Promise] = {
    "reason": _("Say why; the reason stays in the history of the task."),
    "state": _("The task is handed in, paused or cancelled: there is no time to ask for."),
    "no_deadline": _("The task has no deadline that could be moved."),
    "too_late": _("The deadline has passed. More time has to be asked for before it does."),
    "not_later": _("Choose a day after the one on which the task is due now."),
    "open_already": _("A request is waiting already. It has to be decided first."),
    "decided": _("The request was decided meanwhile; see below."),
}
