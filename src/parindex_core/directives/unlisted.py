"""Names that look like a body's though no list has them: kept as written, or the nearest unit's."""

import re
from collections.abc import Sequence

from parindex_core.directives.assignees import VERB
from parindex_core.directives.names import Mention, NameFinder
from parindex_core.directives.transcript import Transcript

_ANCHOR = re.compile(
    r"\b(?:phong|trung tam|chi cuc|ban|truong|vien|vu|cuc|so|doi|hoi|quy|benh vien|van phong"
    r"|thanh tra|doan|cong ty|bao|dai|to|lien doan|kho bac|bao hiem|cong an|tram|khoa) (?=[a-z&])"
)
# After “và” these begin another name; “Hội nhập” goes on with the same.
_NEXT_BODY = re.compile(r"(?:phong|trung tam|chi cuc|van phong|thanh tra|so|truong|ubnd)\b")
_WORD = re.compile(r"(?: ?- ?| )?([a-z&]+)")
_ENDS = re.compile(
    rf"{VERB}|(?:cua|thuoc|tai|ve|cho|duoc|da|se|nay|co|bi|cung|la|cac|hoac|gui|trinh|tham)\b"
)
_MOST_WORDS = 10


def unlisted_mentions(
    transcript: Transcript, names: NameFinder, known: Sequence[Mention], start: int, end: int
) -> list[Mention]:
    """Names in [start, end) beside those ``known``: the kind of body, then a capital."""
    flat = transcript.flat
    found: list[Mention] = []
    taken = 0
    for match in _ANCHOR.finditer(flat, start, end):
        while taken < len(known) and known[taken].end <= match.start():
            taken += 1
        limit = end
        if taken < len(known):
            if known[taken].start <= match.start():
                continue
            limit = known[taken].start
        if found and match.start() < found[-1].end:
            continue
        if not (transcript.capital_at(match.start()) and transcript.capital_at(match.end())):
            continue
        last = _end_of_name(transcript, match.end(), limit)
        found.append(_mention(transcript, names, match.start(), last))
    return found


def _end_of_name(transcript: Transcript, at: int, limit: int) -> int:
    """Where the name ends: at a sign, or at a small word that begins what the body must do."""
    flat, last = transcript.flat, at
    for count in range(_MOST_WORDS):
        match = _WORD.match(flat, last, limit)
        if match is None:
            break
        word = match.start(1)
        joins = match[1] in ("va", "&")
        following = match.end() + 1 if joins else word
        capital = transcript.capital_at(following)
        if count and joins and (not capital or _NEXT_BODY.match(flat, following)):
            break
        if count and not capital and _ENDS.match(flat, word):
            break
        last = match.end()
    return last


def _mention(transcript: Transcript, names: NameFinder, start: int, end: int) -> Mention:
    near = names.closest(transcript.flat[start:end])
    if near is not None:
        unit, likeness = near
        return Mention(start, end, unit.key, unit.name, True, round(0.8 * likeness, 2))
    return Mention(start, end, None, transcript.original(start, end), False, 0.4)
