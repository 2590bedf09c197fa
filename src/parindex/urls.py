"""Addresses of the product."""

from django.urls import include, path

urlpatterns = [
    path("api/", include("parindex.api.application", namespace="api")),
    path("", include("parindex.web.urls")),
]

handler400 = "parindex.web.views.bad_request.show_bad_request"
handler403 = "parindex.web.views.desk.show_refusal"
