"""Addresses of the office's pages of surveys; people's own form is in ``survey_form_urls``."""

from django.urls import path

from parindex.web.views.outside_surveys import (
    list_outside,
    send_outside_template,
    take_outside_in,
    withdraw_outside,
)
from parindex.web.views.questionnaire_draft import begin, show_draft
from parindex.web.views.questionnaire_preview import preview, send_questionnaire
from parindex.web.views.questionnaire_section import edit_section
from parindex.web.views.questionnaire_words import edit_words
from parindex.web.views.questionnaires import list_questionnaires, show_questionnaire
from parindex.web.views.survey import show_survey
from parindex.web.views.survey_codes import print_codes, put_on_counter
from parindex.web.views.survey_population import choose_population, send_population_template
from parindex.web.views.survey_results import export_results, make_report, show_results
from parindex.web.views.surveys import change, create, list_surveys

urlpatterns = [
    path("surveys/", list_surveys, name="surveys"),
    path("surveys/new/", create, name="survey-new"),
    path("surveys/population.xlsx", send_population_template, name="survey-population-template"),
    path("surveys/questionnaires/", list_questionnaires, name="questionnaires"),
    path("surveys/questionnaires/new/", begin, name="questionnaire-new"),
    path("surveys/questionnaires/drafts/<int:version_id>/", show_draft, name="questionnaire-draft"),
    path(
        "surveys/questionnaires/drafts/<int:version_id>/words/",
        edit_words,
        name="questionnaire-words",
    ),
    path(
        "surveys/questionnaires/drafts/<int:version_id>/sections/",
        edit_section,
        name="questionnaire-section-new",
    ),
    path(
        "surveys/questionnaires/drafts/<int:version_id>/sections/<str:key>/",
        edit_section,
        name="questionnaire-section",
    ),
    path("surveys/questionnaires/<str:reference>/preview/", preview, name="questionnaire-preview"),
    path(
        "surveys/questionnaires/<str:reference>/questionnaire.yaml",
        send_questionnaire,
        name="questionnaire-file",
    ),
    path("surveys/questionnaires/<str:reference>/", show_questionnaire, name="questionnaire"),
    path("surveys/others/", list_outside, name="outside-surveys"),
    path("surveys/others/new/", take_outside_in, name="outside-survey-new"),
    path("surveys/others/table.xlsx", send_outside_template, name="outside-survey-template"),
    path(
        "surveys/others/<int:survey_id>/withdraw/",
        withdraw_outside,
        name="outside-survey-withdraw",
    ),
    path("surveys/<int:survey_id>/", show_survey, name="survey"),
    path("surveys/<int:survey_id>/change/", change, name="survey-change"),
    path("surveys/<int:survey_id>/population/", choose_population, name="survey-population"),
    path("surveys/<int:survey_id>/codes/", print_codes, name="survey-codes"),
    path("surveys/<int:survey_id>/counter/", put_on_counter, name="survey-counter"),
    path("surveys/<int:survey_id>/results/", show_results, name="survey-results"),
    path("surveys/<int:survey_id>/results.xlsx", export_results, name="survey-results-export"),
    path("surveys/<int:survey_id>/report/", make_report, name="survey-report"),
]
