"""The product with one page more, on which files are attached to something of the tests."""

from django.http import HttpRequest, HttpResponse
from django.template import engines
from django.urls import include, path
from tests.apps.attachments.sample_owner import may_add, may_view

from parindex.attachments.owners import OWNER_TYPES, Owner, register_owner_type
from parindex.web.attachment_panel import attachment_panel
from parindex.web.views.desk import desk_of

ADDRESS = "/attachments-of-the-test/"
PAGE = """{% extends "base.html" %}{% load components %}
{% block title %}3.4.1{% endblock %}{% block heading %}3.4.1{% endblock %}
{% block content %}{% card title="Tài liệu kiểm chứng" %}{% attachments panel %}{% endcard %}
{% endblock %}"""


def show(request: HttpRequest) -> HttpResponse:
    desk = desk_of(request)
    panel = attachment_panel(desk.access, Owner(desk.agency.pk, "sample", "12:3.4.1"))
    return HttpResponse(engines["django"].from_string(PAGE).render({"panel": panel}, request))


def register() -> None:
    OWNER_TYPES.pop("sample", None)
    register_owner_type("sample", may_view, may_add, lambda owner: ADDRESS)


urlpatterns = [path(ADDRESS[1:], show), path("", include("parindex.urls"))]
handler403 = "parindex.web.views.desk.show_refusal"
