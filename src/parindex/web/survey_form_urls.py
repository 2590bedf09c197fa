"""Addresses of a survey's form, for people without an account; short, since a QR sign says them."""

from django.urls import path

from parindex.web.views.survey_form import fill_in, fill_in_at_kiosk

urlpatterns = [
    path("survey/", fill_in, name="survey-form"),
    path("survey/kiosk/<str:key>/", fill_in_at_kiosk, name="survey-kiosk"),
]
