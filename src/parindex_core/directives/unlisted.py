"""Names that look like a body's though no list has them: kept as written, or the nearest unit's."""

import re
from collections.abc import Sequence

from parindex_core.directives.assignees import VERB
from parindex_core.directives.names import Mention, NameFinder
from parindex_core.directives.transcript import Transcript

_KIND_NAMES = (
    "phong|trung tam|chi cuc|ban|truong|vien|vu|cuc|so|doi|hoi|quy|benh vien|van phong|thanh tra"
    "|doan|cong ty|bao|dai|to|lien doan|kho bac|bao hiem|cong an|tram|khoa"
)
# Headings in capitals begin with words that a body's name begins with, too.
_NO_BODY = (
    "to chuc|ban hanh|quy (?:dinh|che|trinh|hoach)|bao (?:cao|dam|ve)|hoi nghi|truong hop|vien chuc"
    "|so (?:lieu|ket)|dai bieu|doan the|khoa hoc"
)
_KIND = re.compile(rf"(?!(?:{_NO_BODY})\b)(?:{_KIND_NAMES}) (?=[a-z&])")
_FIRST_WORDS = frozenset(name.split()[0] for name in _KIND_NAMES.split("|"))
# After “và” these begin another name; “Hội nhập” goes on with the same.
_NEXT_BODY = re.compile(r"(?:phong|trung tam|chi cuc|van phong|thanh tra|so|truong|ubnd)\b")
_WORD = re.compile(r"(?: ?- ?| )?([a-z&]+)")
_ENDS = re.compile(
    rf"{VERB}|(?:cua|thuoc|tai|ve|cho|duoc|da|se|nay|co|bi|cung|la|cac|hoac|gui|trinh|tham)\b"
)
_MOST_WORDS = 10
_LONGEST_HEADING = 200


def kinds_of_bodies(transcript: Transcript) -> list[int]:
    """Where words in capitals begin that a body's name may begin with, in order."""
    return transcript.capitalised(_FIRST_WORDS)


def unlisted_mentions(
    transcript: Transcript, names: NameFinder, known: Sequence[Mention], places: Sequence[int]
) -> list[Mention]:
    """Names at the ``places`` beside those ``known``, both in order: a kind, then a capital."""
    flat = transcript.flat
    found: list[Mention] = []
    taken = past = 0
    for place in places:
        while taken < len(known) and known[taken].end <= place:
            taken += 1
        within = taken < len(known) and known[taken].start <= place
        match = None if within or place < past else _KIND.match(flat, place)
        if match is None or not transcript.capital_at(match.end()):
            continue
        limit = known[taken].start if taken < len(known) else len(flat)
        past = _end_of_name(transcript, match.end(), limit)
        found.append(_mention(transcript, names, place, past))
    return found


def _end_of_name(transcript: Transcript, at: int, limit: int) -> int:
    """Where the name ends: at a sign, or at a small word that begins what the body must do."""
    flat, last = transcript.flat, at
    for count in range(_MOST_WORDS):
        match = _WORD.match(flat, last, limit)
        if match is None:
            break
        # “III. TỔ CHỨC THỰC HIỆN” is over with its line.
        heading = "\n" in transcript.text[last : match.start(1)] and _shouts(transcript, last)
        if heading:
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


def _shouts(transcript: Transcript, at: int) -> bool:
    """Whether the line up to the place is written in capitals."""
    start = transcript.text.rfind("\n", max(0, at - _LONGEST_HEADING), at) + 1
    return transcript.original(start, at).isupper()


def _mention(transcript: Transcript, names: NameFinder, start: int, end: int) -> Mention:
    near = names.closest(transcript.flat[start:end])
    if near is not None:
        unit, likeness = near
        return Mention(start, end, unit.key, unit.name, True, round(0.8 * likeness, 2))
    return Mention(start, end, None, transcript.original(start, end), False, 0.4)
