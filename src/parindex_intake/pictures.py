"""Pictures of pages: opened safely, set upright, evened out for recognition, kept small."""

from __future__ import annotations

import warnings
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageFilter, ImageOps, UnidentifiedImageError

from parindex_intake.refusals import PaperRefused, Reason

Gray = NDArray[np.uint8]

# Points. A sheet of A4 at 300 to the inch has 2480 × 3508, a good phone's photo 50 million.
MOST_POINTS = 64_000_000
# The long side of what letters are recognised on, and of what people look at.
RECOGNISED, SHOWN = 3508, 1654
# A page shot off a screen: letters of fewer points than this are made larger.
_SMALL = 1700
_QUALITY = 60

# Degrees: sheets lie no more askew than that in a scanner.
_MOST_TILT, _COARSE, _FINE = 6.0, 0.5, 0.1
_LOOKED_AT = 900


def open_picture(path: Path) -> Image.Image:
    """A picture as grey, turned as its camera says, its long side that of ``RECOGNISED``.

    :raises PaperRefused: when it is broken, or has more points than any scan.
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(path, formats=("PNG", "JPEG", "WEBP")) as opened:
                if opened.width * opened.height > MOST_POINTS:
                    raise PaperRefused(Reason.TOO_HEAVY)
                opened.draft("L", (RECOGNISED, RECOGNISED))
                turned = ImageOps.exif_transpose(opened)
                return _on_white(turned)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning, MemoryError):
        raise PaperRefused(Reason.TOO_HEAVY) from None
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError) as error:
        if isinstance(error, PaperRefused):
            raise
        raise PaperRefused(Reason.BROKEN) from None


def _on_white(picture: Image.Image) -> Image.Image:
    """Grey, with what is transparent as paper."""
    if picture.mode in ("RGBA", "LA", "PA") or "transparency" in picture.info:
        layered = picture.convert("RGBA")
        paper = Image.new("RGBA", layered.size, "white")
        picture = Image.alpha_composite(paper, layered)
    return fitted(picture.convert("L"), RECOGNISED, least=_SMALL)


def fitted(picture: Image.Image, longest: int, least: int = 0) -> Image.Image:
    """The picture with a long side of at most ``longest``, and at least ``least``, points."""
    side = max(picture.size)
    wanted = min(max(side, least), longest)
    if wanted == side:
        return picture
    factor = wanted / side
    size = max(1, round(picture.width * factor)), max(1, round(picture.height * factor))
    return picture.resize(size, Image.Resampling.LANCZOS)


def upright(picture: Image.Image) -> Image.Image:
    """The picture turned so that its lines of text lie level."""
    angle = tilt_of(picture)
    if abs(angle) < 0.05:
        return picture
    return picture.rotate(angle, Image.Resampling.BICUBIC, fillcolor=255)


def tilt_of(picture: Image.Image) -> float:
    """By how many degrees, counter-clockwise, to turn the picture for level lines.

    Level lines of text make rows of ink and rows of paper: the angle whose rows differ most.
    """
    small = fitted(picture, _LOOKED_AT)
    small = ImageOps.invert(ImageOps.autocontrast(small, cutoff=1))
    small = small.point([255 if value > 110 else 0 for value in range(256)])
    best, score = 0.0, _contrast(small, 0.0)
    for step, reach in ((_COARSE, _MOST_TILT), (_FINE, _COARSE)):
        middle = best
        for count in range(-round(reach / step), round(reach / step) + 1):
            angle = middle + count * step
            found = _contrast(small, angle)
            if found > score * 1.0005:
                best, score = angle, found
    return best


def _contrast(ink: Image.Image, angle: float) -> float:
    turned = ink.rotate(angle, Image.Resampling.BILINEAR) if angle else ink
    rows = np.asarray(turned, dtype=np.float32).sum(axis=1)
    return float(np.square(np.diff(rows)).sum())


def evened(picture: Image.Image) -> Image.Image:
    """The picture with its paper white: shadows of a photo and the grey of a copy taken off."""
    # The paper is what stays bright when letters are spread over by their surroundings.
    small = fitted(picture, 400).filter(ImageFilter.MaxFilter(9))
    small = small.filter(ImageFilter.GaussianBlur(6))
    paper = np.asarray(small.resize(picture.size, Image.Resampling.BILINEAR), dtype=np.float32)
    values = np.asarray(picture, dtype=np.float32)
    even = np.clip(values / np.maximum(paper, 1.0) * 255.0, 0, 255).astype(np.uint8)
    # Single grains go, strokes of letters stay.
    return Image.fromarray(even).filter(ImageFilter.MedianFilter(3))


def ink_of(picture: Image.Image) -> NDArray[np.bool_]:
    """Where an evened picture is dark."""
    return np.asarray(picture) < 150


def save_shown(picture: Image.Image, path: Path) -> tuple[int, int]:
    """Keep the picture as people look at it; returns its width and height in points."""
    shown = fitted(picture, SHOWN)
    shown.save(path, "WEBP", quality=_QUALITY, method=4)
    return shown.size
