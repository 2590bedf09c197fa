"""For whom a charge of everyone holds: “các phòng, đơn vị có thực hiện tiếp nhận hồ sơ”."""

import re
from collections.abc import Sequence

from parindex_core.directives.assignees import Charge
from parindex_core.directives.transcript import Transcript

_CONDITION = re.compile(
    r" ?(?P<condition>(?:co|duoc giao|thuoc doi tuong|chua|la thanh vien)\b(?! trach nhiem"
    r"| nhiem vu:| giai phap"
    r"| ke hoach)[^.;:,]{4,160}?)(?= (?:phai|can|co trach nhiem|chu dong|thuc hien nghiem"
    r"|khan truong|day manh"
    r"|tang cuong|tiep tuc|bao dam|dam bao)\b|[,:;.])"
)


def condition_after(transcript: Transcript, charged: Sequence[Charge], end: int) -> str | None:
    """The condition behind the first charge of everyone, as the paper has it; None without one."""
    for charge in charged:
        if charge.mention.everyone and charge.role == "lead":
            match = _CONDITION.match(transcript.flat, charge.mention.end, end)
            return transcript.original(*match.span("condition")) if match else None
    return None
