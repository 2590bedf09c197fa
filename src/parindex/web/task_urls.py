"""Addresses of the pages of tasks."""

from django.urls import path

from parindex.web.views.directive_amended import change_amended_paper
from parindex.web.views.directive_coverage import show_coverage
from parindex.web.views.directive_head import change_head
from parindex.web.views.directive_rest import take_rest
from parindex.web.views.notices import count_notices, list_notices
from parindex.web.views.paper import send_page, show_paper
from parindex.web.views.plan import import_plan, send_plan_template, show_plan
from parindex.web.views.plan_goal import edit_goal
from parindex.web.views.task import act_on_task, show_task
from parindex.web.views.task_evidence import cite_product
from parindex.web.views.task_new import enter_task
from parindex.web.views.task_personal import keep_feed, keep_filter, send_feed
from parindex.web.views.tasks import export_tasks, list_tasks
from parindex.web.views.work import list_unopened, show_board, show_month, show_my_day

urlpatterns = [
    path("tasks/", list_tasks, name="tasks"),
    path("tasks/table.csv", export_tasks, name="tasks-export"),
    path("tasks/new/", enter_task, name="task-new"),
    path("tasks/mine/", show_my_day, name="my-day"),
    path("tasks/board/", show_board, name="task-board"),
    path("tasks/month/", show_month, name="task-month"),
    path("tasks/unopened/", list_unopened, name="tasks-unopened"),
    path("tasks/filters/", keep_filter, name="task-filters"),
    path("tasks/feed/", keep_feed, name="task-feed"),
    path("tasks/<int:task_id>/", show_task, name="task"),
    path("tasks/<int:task_id>/evidence/", cite_product, name="task-evidence"),
    path("tasks/<int:task_id>/<slug:action>/", act_on_task, name="task-action"),
    path("directives/<int:directive_id>/coverage/", show_coverage, name="directive-coverage"),
    path("directives/<int:directive_id>/amends/", change_amended_paper, name="directive-amended"),
    path("directives/<int:directive_id>/head/", change_head, name="directive-head"),
    path("directives/<int:directive_id>/rest/", take_rest, name="directive-rest"),
    path("directives/<int:directive_id>/pages/<int:number>/", send_page, name="directive-page"),
    path("directives/papers/<int:paper_id>/", show_paper, name="directive-paper"),
    path("plan/", show_plan, name="plan"),
    path("plan/goals/<int:goal_id>/", edit_goal, name="plan-goal"),
    path("plan/import/", import_plan, name="plan-import"),
    path("plan/import/template.xlsx", send_plan_template, name="plan-import-template"),
    path("notices/", list_notices, name="notices"),
    path("notices/count/", count_notices, name="notices-count"),
    path("feeds/<str:secret>.ics", send_feed, name="calendar-feed"),
]
