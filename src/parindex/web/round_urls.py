"""Addresses of an agency's side of the assessment round."""

from django.urls import path

from parindex.web.views.component_evidence import take_evidence
from parindex.web.views.round import export_missing, send_evidence, show_round, take_step
from parindex.web.views.round_component import write_self_score
from parindex.web.views.round_explanations import show_explanations

urlpatterns = [
    path("round/", show_round, name="round"),
    path("round/steps/<slug:step>/", take_step, name="round-step"),
    path("round/explanations/", show_explanations, name="round-explanations"),
    path("round/missing.xlsx", export_missing, name="round-missing"),
    path("round/evidence.zip", send_evidence, name="round-evidence"),
    path("scoring/<slug:key>/evidence/", take_evidence, name="component-evidence"),
    path("scoring/<slug:key>/self-score/", write_self_score, name="component-self-score"),
]
