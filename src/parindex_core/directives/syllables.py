"""Which unaccented words can be Vietnamese syllables: what cannot be one is likely an OCR error."""

import re

_ONSET = "(?:b|c|ch|d|g|gh|gi|h|k|kh|l|m|n|ng|ngh|nh|p|ph|qu|r|s|t|th|tr|v|x)?"
_RIMES = ["a", "ac", "ach", "ai", "am", "an", "ang", "anh", "ao", "ap", "at", "au", "ay", "e", "ec", "em", "en", "eng", "eo", "ep", "et", "ech", "enh", "eu", "i", "ia", "ich", "iec", "iem", "ien", "ieng", "iep", "iet", "ieu", "im", "in", "inh", "ip", "it", "iu", "o", "oc", "oi", "om", "on", "ong", "op", "ot", "oa", "oac", "oach", "oai", "oam", "oan", "oang", "oanh", "oao", "oap", "oat", "oay", "oe", "oen", "oeo", "oet", "oong", "u", "ua", "uc", "ui", "um", "un", "ung", "up", "ut", "uu", "uan", "uang", "uat", "uay", "uay", "ue", "uech", "uenh", "uy", "uya", "uych", "uyen", "uyet", "uynh", "uyt", "uyu", "uoc", "uoi", "uom", "uon", "uong", "uop", "uot", "uou", "uo", "y", "yem", "yen", "yeng", "yet", "yeu"]
_SYLLABLE = re.compile(f"{_ONSET}(?:{'|'.join(sorted(set(_RIMES), key=len, reverse=True))})")


def is_syllable(folded: str) -> bool:
    """Whether a folded word is spelt like a Vietnamese syllable without its diacritics."""
    return len(folded) <= 7 and _SYLLABLE.fullmatch(folded) is not None
