"""A component's evidence taken from the entries of registers: once in the store, seen from both."""

import pytest
from django.urls import reverse
from tests.apps.attachments.sample_owner import PDF, upload
from tests.apps.registers import initiative_case

from parindex.accounts.queries import access
from parindex.attachments.models import Attachment, StoredFile
from parindex.attachments.services import (
    CitedDocument,
    cite_document,
    store_upload,
    withdraw_attachment,
)
from parindex.registers.initiatives.register import INITIATIVES
from parindex.registers.services.keeping import record_entry
from parindex.rounds.evidence import evidence_owner
from parindex.rounds.models import Participant

PLACE = "/scoring/initiatives/evidence/"
OTHER = "/scoring/communication_forms/evidence/"


@pytest.fixture
def province(kept_department_alone, db, settings, tmp_path):
    settings.FILES = tmp_path / "files"
    return kept_department_alone.lay()


@pytest.fixture
def officer(province):
    agency = province.agencies[0]
    return access(province.people[f"par_officer.{agency.key}"], agency, 2021)


@pytest.fixture
def entry(officer):
    """An initiative of a unit with a file and a document behind it."""
    unit = officer.agency.units.get(key="metrology-sub-department")
    kept = record_entry(officer, INITIATIVES, unit, 2021, initiative_case.FACTS, "")
    store_upload(officer, INITIATIVES.owner(kept), upload(PDF), "quyet-dinh.pdf")
    decision = CitedDocument("12/QĐ-SKHCN", "Sở", title="Quyết định công nhận")
    cite_document(officer, INITIATIVES.owner(kept), decision)
    return kept


@pytest.fixture
def seen_by(client, province):
    def sign_in(person):
        client.force_login(province.people[f"{person}.{province.agencies[0].key}"])
        return client

    return sign_in


def evidence(officer):
    owner = evidence_owner(Participant.objects.get(agency=officer.agency), "initiatives")
    return Attachment.objects.filter(owner_type=owner.type, owner_id=owner.id)


def test_what_is_ticked_is_evidence_and_both_sides_say_so(seen_by, officer, entry):
    client = seen_by("par_officer")
    assert PLACE in client.get("/scoring/initiatives/").content.decode()
    (one,) = client.get(PLACE).context["entries"]
    assert (one[0].entry, [is_present for _, is_present in one[1]]) == (entry, [False, False])
    ticked = {"attachment": [row.attachment.pk for row, _ in one[1]]}
    for _ in range(2):
        client.post(PLACE, ticked)
    assert evidence(officer).count() == 2
    assert StoredFile.objects.count() == 1
    (one,) = client.get(PLACE).context["entries"]
    assert [is_present for _, is_present in one[1]] == [True, True]
    panel = client.get("/scoring/initiatives/").content.decode()
    shown = reverse("register-entry", args=["initiatives", entry.pk])
    assert panel.count(f'<a href="{shown}">{entry.code}</a>') == 2
    page = client.get(shown).content.decode()
    assert page.count(">1.5</a>") == 2


def test_what_is_not_there_to_take_is_not_taken(seen_by, officer, entry):
    client = seen_by("par_officer")
    first, _second = Attachment.objects.order_by("pk")
    withdraw_attachment(officer, first, "Nhầm")
    (one,) = client.get(PLACE).context["entries"]
    assert len(one[1]) == 1
    client.post(PLACE, {"attachment": [first.pk]})
    client.post(PLACE, {})
    for sent in (10**8, "x"):
        assert client.post(PLACE, {"attachment": [sent]}).status_code == 404
    # A component takes only from the registers that it counts; one that counts none has no page.
    assert client.get(OTHER).context["entries"] == []
    assert client.post(OTHER, {"attachment": [first.pk]}).status_code == 404
    assert client.get("/scoring/plan_completion/evidence/").status_code == 404
    assert not evidence(officer).exists()


@pytest.mark.parametrize("person", ["director", "auditor"])
def test_who_may_not_add_evidence_takes_none(seen_by, officer, entry, person):
    client = seen_by(person)
    assert PLACE not in client.get("/scoring/initiatives/").content.decode()
    assert client.get(PLACE).status_code == 403
    chosen = Attachment.objects.values_list("pk", flat=True)
    assert client.post(PLACE, {"attachment": list(chosen)}).status_code == 403
    assert not evidence(officer).exists()


def test_an_entry_without_evidence_is_not_offered(seen_by, officer):
    unit = officer.agency.units.get(key="metrology-sub-department")
    record_entry(officer, INITIATIVES, unit, 2021, initiative_case.FACTS, "")
    client = seen_by("par_officer")
    assert client.get(PLACE).context["entries"] == []
