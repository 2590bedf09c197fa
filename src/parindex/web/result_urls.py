"""Addresses of what follows a round's conclusion: ranking, results, accountability, papers."""

from django.urls import path, re_path

from parindex.web.views.accountability import export_deductions, list_deductions
from parindex.web.views.council_papers import make_council_paper
from parindex.web.views.deduction import show_deduction
from parindex.web.views.new_year import show_new_year
from parindex.web.views.papers import list_papers, make_paper
from parindex.web.views.ranking import (
    export_ranking,
    publish_results,
    show_ranking,
    show_standing,
)
from parindex.web.views.results import export_results, list_results, show_results
from parindex.web.views.round_result import show_round_result

urlpatterns = [
    path("results/", list_results, name="results"),
    path("results/<int:round_id>/", show_results, name="results-round"),
    re_path(
        r"^results/(?P<round_id>[0-9]{1,9})/table\.(?P<form>xlsx|csv|json)$",
        export_results,
        name="results-export",
    ),
    path("round/result/", show_round_result, name="round-result"),
    path("new-year/", show_new_year, name="new-year"),
    path("accountability/", list_deductions, name="accountability"),
    path("accountability/table.xlsx", export_deductions, name="accountability-table"),
    path("accountability/<int:deduction_id>/", show_deduction, name="deduction"),
    path("papers/", list_papers, name="papers"),
    path("papers/<slug:kind>/", make_paper, name="paper"),
    path("council/<int:round_id>/ranking/", show_ranking, name="council-ranking"),
    path("council/<int:round_id>/ranking/table.xlsx", export_ranking, name="council-ranking-table"),
    path("council/<int:round_id>/ranking/publish/", publish_results, name="council-publish"),
    path(
        "council/<int:round_id>/ranking/of/<slug:agency_key>/",
        show_standing,
        name="council-standing",
    ),
    path("council/<int:round_id>/papers/<slug:kind>/", make_council_paper, name="council-paper"),
]
