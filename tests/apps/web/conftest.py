"""A department with a few dossiers, and a way to open its pages as any of its people."""

import pytest
from django.urls import reverse
from tests.apps.agency_dossiers.conftest import with_one_stop_officer


@pytest.fixture
def no_dossiers(department, settings, tmp_path):
    settings.DATA, settings.FILES = tmp_path, tmp_path / "files"
    return with_one_stop_officer(department)


@pytest.fixture
def some_dossiers(kept_loaded, db, settings, tmp_path):
    settings.DATA, settings.FILES = tmp_path, tmp_path / "files"
    return kept_loaded.lay()


@pytest.fixture
def open_as(client, some_dossiers):
    """Opens a page as a person of the department: the answer, and its words."""

    def open_page(person, page, /, *arguments, **query):
        client.force_login(some_dossiers.people[person])
        answer = client.get(reverse(page, args=arguments), query)
        return answer, answer.getvalue().decode(errors="replace")

    return open_page
