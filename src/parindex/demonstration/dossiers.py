"""The demonstration's dossiers, loaded as the officer would: export, letters, objective causes."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING

from parindex.accounts.queries import access, account
from parindex.demonstration.synthetic_dossiers import (
    Dossier,
    open_dossiers,
    settled_dossiers,
    synthetic_export,
)
from parindex.dossiers.services.apologies import NewApology, mark_delivered, record_apologies
from parindex.dossiers.services.causes import (
    ProvenCause,
    approve_objective_cause,
    propose_objective_cause,
)
from parindex.dossiers.services.uploads import load_upload, receive_upload

if TYPE_CHECKING:
    from parindex.accounts.queries import Access
    from parindex.dossiers.models import ObjectiveCause
    from parindex.organisations.models import Agency

APOLOGIES = 12
FILE_NAME = "ho-so-minh-hoa-2021.csv"


def load_dossiers(agency: Agency) -> None:
    """Load the synthetic export; 12 of its 17 late dossiers get their letter, 2 a cause approved.

    The most overdue of the open ones has a cause that waits for the head.
    """
    officer, director = access(account("officer"), agency), access(account("director"), agency)
    upload = receive_upload(officer, io.BytesIO(synthetic_export()), FILE_NAME)
    load_upload(officer, upload.pk, lambda words, share: None)
    late = [dossier for dossier in settled_dossiers() if dossier.is_late]
    _apologise(officer, late[:APOLOGIES])
    for dossier in late[-2:]:
        approve_objective_cause(director, _proposed(officer, dossier.code))
    _proposed(officer, next(open_dossiers()).code)


def _apologise(officer: Access, late: Sequence[Dossier]) -> None:
    letters = record_apologies(
        officer,
        [
            NewApology(
                dossier_code=dossier.code,
                number=f"{number}/TXL-SKHCN",
                issued_on=dossier.ended.date(),
                cause="Hồ sơ cần lấy thêm ý kiến chuyên môn nên giải quyết chậm (minh họa).",
                new_day=dossier.ended.date(),
            )
            for number, dossier in enumerate(late, start=1)
            if dossier.ended is not None
        ],
    )
    for letter in letters[:-2]:
        mark_delivered(officer, letter, letter.issued_on + timedelta(days=1))


def _proposed(officer: Access, code: str) -> ObjectiveCause:
    return propose_objective_cause(
        officer,
        code,
        ProvenCause(
            cause="Hệ thống dùng chung của tỉnh gián đoạn (minh họa)",
            document_number="00/TB-STTTT",
            document_date=date(2021, 10, 18),
        ),
    )
