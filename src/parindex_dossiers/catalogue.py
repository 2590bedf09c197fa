"""The indicators: the template's codes and those of decision 766 that dossiers can give.

Each divides two measures (see ``measures``), or counts procedures that have one. The portal's other
codes cannot come from dossiers:

- PUBLISH_ON_TIME, PUBLIC_UPDATE_ON_TIME, PUBLIC_CONTENT_FULL, CITIZEN_DATA_CONNECTED_FORMALITY,
  FORMALITY_PAYMENT_OFFERED come from the catalogue of procedures;
- DOSSIER_SYNC needs the portal's own count of what it received;
- ELECTRONIC_CERTIFIED_COPY and SYNCED_WITH_DVCQG_PERSONAL_STORAGE need the portal's records;
- PETITION_PROCESSING_ON_TIME, PETITION_HANDLING_SATISFACTION, DOSSIER_RECEIVING_SATISFACTION come
  from petitions and surveys;
- CLGQ is taken as the portal gives it: its split into components is not published.
"""

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True)
class Indicator:
    """A ratio. ``numerator`` and ``denominator`` name sums of measures; ``source`` the ground.

    ``of``: what is counted, dossiers or procedures that have such a dossier.
    ``variables``: names of numerator and denominator in the framework's component.
    """

    code: str
    numerator: tuple[str, ...]
    denominator: tuple[str, ...]
    label: str
    source: str
    variables: tuple[str, str] = ("numerator", "denominator")
    of: Literal["dossiers", "procedures"] = "dossiers"
    ours: bool = False


_TEMPLATE = "bộ tiêu chí mẫu của sở, mục 3.4 và 7.2"
_DECISION = "Quyết định 766/QĐ-TTg, "

INDICATORS: tuple[Indicator, ...] = (
    # Settled in the period with that end not after the appointed return.
    Indicator(
        "3.4.1",
        ("on_time",),
        ("settled",),
        "Hồ sơ giải quyết đúng và sớm hạn",
        _TEMPLATE,
        ("on_time", "settled"),
    ),
    # On time, and on an earlier day than the one appointed.
    Indicator(
        "3.4.2",
        ("early",),
        ("settled",),
        "Hồ sơ giải quyết sớm hạn",
        _TEMPLATE,
        ("early", "settled"),
    ),
    # Late dossiers for which an apology letter is recorded, objective causes included.
    Indicator(
        "3.4.3",
        ("apology",),
        ("late",),
        "Thư xin lỗi đối với hồ sơ trễ hạn",
        _TEMPLATE,
        ("apologies", "late"),
    ),
    # Settled online at level 3 (since 2022: một phần).
    Indicator(
        "7.2.2",
        ("level3",),
        ("settled",),
        "Hồ sơ giải quyết trực tuyến mức độ 3",
        _TEMPLATE,
        ("level3_settled", "settled"),
    ),
    # Settled online at level 4 (since 2022: toàn trình).
    Indicator(
        "7.2.3",
        ("level4",),
        ("settled",),
        "Hồ sơ giải quyết trực tuyến mức độ 4",
        _TEMPLATE,
        ("level4_settled", "settled"),
    ),
    # Settled, with a fee, paid on the national portal or the local gateway.
    Indicator(
        "7.2.4",
        ("paid_online",),
        ("with_fee",),
        "Hồ sơ có phí thanh toán trực tuyến",
        _TEMPLATE,
        ("paid_online", "with_fee"),
    ),
    # In hand in the period; one still open is judged at the period's end.
    Indicator(
        "DOSSIER_ON_TIME",
        ("on_time", "open_on_time"),
        ("settled", "open"),
        "Hồ sơ giải quyết đúng hạn",
        _DECISION + "nhóm 2, tiêu chí 2.1",
    ),
    # Settled with an electronic result attached.
    Indicator(
        "ORIGINAL_RESULT_AVAILABLE",
        ("electronic_result",),
        ("settled",),
        "Hồ sơ cấp kết quả điện tử",
        _DECISION + "nhóm 4",
    ),
    # Settled with its papers digitised.
    Indicator(
        "SO_HOA_GIAY_TO_GIAI_QUYET",
        ("digitised",),
        ("settled",),
        "Hồ sơ được số hóa giấy tờ",
        _DECISION + "nhóm 4",
    ),
    # Settled with papers taken from the shared store of digitised data.
    Indicator(
        "REUSED_DIGITIZED_DATA",
        ("reused",),
        ("settled",),
        "Hồ sơ khai thác, sử dụng lại dữ liệu số hóa",
        _DECISION + "nhóm 4",
    ),
    # Settled with the applicant's account verified against the population data (VNeID).
    Indicator(
        "CITIZEN_DATA_CONNECTED_DOSSIER",
        ("identity_connected",),
        ("settled",),
        "Hồ sơ kết nối dữ liệu dân cư",
        _DECISION + "nhóm 4",
    ),
    # Procedures with a fee (as dossiers in hand show) of which one dossier was paid online.
    Indicator(
        "FORMALITY_PAID_ONLINE",
        ("paid_online", "open_paid_online"),
        ("with_fee", "open_with_fee"),
        "Thủ tục có phí phát sinh thanh toán trực tuyến",
        _DECISION + "nhóm 6",
        of="procedures",
    ),
    # Dossiers in hand with a fee that were paid online.
    Indicator(
        "DOSSIER_PAID_ONLINE",
        ("paid_online", "open_paid_online"),
        ("with_fee", "open_with_fee"),
        "Hồ sơ có phí thanh toán trực tuyến",
        _DECISION + "nhóm 6",
    ),
    # Ours, for screens: not scored.
    Indicator(
        "ONLINE",
        ("online",),
        ("settled",),
        "Hồ sơ giải quyết trực tuyến",
        "kết luận, điểm 4",
        ours=True,
    ),
    Indicator("LATE", ("late",), ("settled",), "Hồ sơ trễ hạn", "kết luận, điểm 4", ours=True),
    Indicator(
        "LATE_OBJECTIVE",
        ("late_objective",),
        ("late",),
        "Hồ sơ trễ hạn vì nguyên nhân khách quan",
        "kết luận, điểm 4",
        ours=True,
    ),
)

INDICATOR_BY_CODE = {indicator.code: indicator for indicator in INDICATORS}
FROM_ELSEWHERE = (
    "PUBLISH_ON_TIME",
    "PUBLIC_UPDATE_ON_TIME",
    "PUBLIC_CONTENT_FULL",
    "DOSSIER_SYNC",
    "CLGQ",
    "ELECTRONIC_CERTIFIED_COPY",
    "SYNCED_WITH_DVCQG_PERSONAL_STORAGE",
    "CITIZEN_DATA_CONNECTED_FORMALITY",
    "PETITION_PROCESSING_ON_TIME",
    "PETITION_HANDLING_SATISFACTION",
    "DOSSIER_RECEIVING_SATISFACTION",
    "FORMALITY_PAYMENT_OFFERED",
)
