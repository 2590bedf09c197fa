"""What comes to pass while a large file is on its way: its right to be added is asked twice."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.apps.attachments.sample_owner import PDF, upload
from tests.apps.rounds.province import NOW, Province, advance

from parindex.accounts.services import PermissionRefused
from parindex.attachments.models import Attachment
from parindex.attachments.owners import Owner
from parindex.attachments.services import CitedDocument, cite_document, store_upload
from parindex.rounds.constants import EVIDENCE_OWNER, State
from parindex.rounds.evidence import evidence_owner, may_add, may_view
from parindex.rounds.services import consolidate, submit


@pytest.fixture(autouse=True)
def files(settings, tmp_path: Path) -> None:
    settings.FILES = tmp_path


class SlowUpload:
    """A file of which the second half comes after the director has submitted."""

    def __init__(self, province: Province) -> None:
        self._province = province

    def chunks(self) -> Iterator[bytes]:
        province, agency = self._province, self._province.agencies[0]
        yield PDF[:10]
        submit(province.of(agency, "director"), province.participant(agency), now=NOW)
        yield PDF[10:]


def test_a_file_that_arrives_after_the_submission_is_no_evidence(department_alone: Province):
    province, agency = department_alone, department_alone.agencies[0]
    advance(province, agency, State.SELF_SCORED)
    province.participant(agency).assessment.owners.update(entry="open")
    officer = province.of(agency, "par_officer")
    consolidate(officer, province.participant(agency), now=NOW)
    key = province.framework.component("1.1.3").key
    owner = evidence_owner(province.participant(agency), key)
    with pytest.raises(PermissionRefused):
        store_upload(officer, owner, SlowUpload(province), "Báo cáo.pdf")
    assert province.participant(agency).state == State.SUBMITTED
    assert not Attachment.objects.exists()
    with pytest.raises(PermissionRefused):
        cite_document(officer, owner, CitedDocument("12/BC", "Sở", NOW.date()))


@pytest.mark.parametrize("number", ["9" * 5000, "9" * 19, "1x", "²", ""])
def test_an_address_that_names_no_row(department_alone: Province, number: str):
    refuses(department_alone, f"{number}:{department_alone.framework.component('1.1.3').key}")


@pytest.mark.parametrize("key", ["nowhere", "x" * 3000, "a\0", ""])
def test_an_address_that_names_no_component(department_alone: Province, key: str):
    assessment = department_alone.participant(department_alone.agencies[0]).assessment
    refuses(department_alone, f"{assessment.pk}:{key}")


def refuses(province: Province, owner_id: str) -> None:
    officer = province.of(province.agencies[0], "par_officer")
    odd = Owner(officer.agency.pk, EVIDENCE_OWNER, owner_id)
    assert not may_add(officer, odd)
    assert not may_view(officer, odd)
    with pytest.raises(PermissionRefused):
        store_upload(officer, odd, upload(PDF), "a.pdf")
