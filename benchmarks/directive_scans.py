"""Papers of the corpus set as an office would print them, and made into pages of a bad scan.

Everything is a pure function of the paper and a seed, so that a miss can be seen again.
"""

from __future__ import annotations

import io
import re
from pathlib import Path

import numpy as np
import typst
from PIL import Image, ImageFilter

FONTS = Path(__file__).parent.parent / "build" / "fonts"
DOTS_TO_THE_INCH = 200
_PIPE_ROW = re.compile(r"^\|(.*)\|\s*$")
_RULE = re.compile(r"^[\s|:\-]+$")
_HEAD_RIGHT = re.compile(r"^\s*(?:CỘNG HÒA|Độc lập|.{2,40}, ngày \d)", re.IGNORECASE)
_SET = """
#set page(paper: "a4", margin: (top: 20mm, bottom: 20mm, left: 30mm, right: 15mm))
#set text(font: "Tinos", size: 13pt, lang: "vi", hyphenate: false)
#set par(justify: true, leading: 0.75em, spacing: 0.9em)
"""


def as_pdf(text: str) -> bytes:
    """The paper on A4: its head in two columns, its tables ruled, the rest justified."""
    body = [_SET]
    lines = text.split("\n")
    head_end = next((at for at, line in enumerate(lines) if _is_title(line)), 0)
    body.append(_head([line for line in lines[:head_end] if line.strip()]))
    at = head_end
    while at < len(lines):
        if _PIPE_ROW.match(lines[at]):
            rows = []
            while at < len(lines) and _PIPE_ROW.match(lines[at]):
                if not _RULE.match(lines[at]):
                    rows.append([cell.strip() for cell in lines[at].strip().strip("|").split("|")])
                at += 1
            body.append(_table(rows))
            continue
        body.append(_line(lines[at]))
        at += 1
    return typst.compile("\n".join(body).encode(), font_paths=[str(FONTS)])


def scanned(pdf: bytes, seed: int, tilt: float = 0.8, noise: float = 14.0) -> list[Image.Image]:
    """The pages as a worn scanner takes them: askew, grainy, a little blurred, on greyish paper."""
    pages = []
    for number, picture in enumerate(rendered(pdf)):
        chance = np.random.default_rng([seed, number])
        angle = tilt if (seed + number) % 2 else -tilt
        turned = picture.rotate(angle, Image.Resampling.BICUBIC, fillcolor=255)
        blurred = turned.filter(ImageFilter.GaussianBlur(0.6))
        values = np.asarray(blurred, dtype=np.float32)
        height, width = values.shape
        shade = np.linspace(0.86, 0.97, width)[None, :] * np.linspace(0.97, 0.92, height)[:, None]
        grain = chance.normal(0, noise, values.shape)
        values = values * shade + grain + 8
        specks = chance.random(values.shape)
        values[specks < 0.0003] = 40
        pages.append(Image.fromarray(np.clip(values, 0, 255).astype(np.uint8)))
    return pages


def rendered(pdf: bytes) -> list[Image.Image]:
    """The pages as clean pictures in grey."""
    import pypdfium2

    document = pypdfium2.PdfDocument(pdf)
    scale = DOTS_TO_THE_INCH / 72
    return [page.render(scale=scale, grayscale=True).to_pil().convert("L") for page in document]


def as_scanned_pdf(pages: list[Image.Image]) -> bytes:
    """Pictures of pages as a scanner's PDF: no letter of text in it."""
    kept = io.BytesIO()
    first, *others = pages
    first.save(
        kept, "PDF", save_all=True, append_images=others, resolution=DOTS_TO_THE_INCH, quality=70
    )
    return kept.getvalue()


def _is_title(line: str) -> bool:
    words = line.strip()
    return bool(
        re.match(r"^(?:KẾT LUẬN|THÔNG BÁO|KẾ HOẠCH|QUYẾT ĐỊNH|CHỈ THỊ|V/v|Kính gửi)", words)
    )


def _head(lines: list[str]) -> str:
    left, right = [], []
    for line in lines:
        pieces = [piece for piece in re.split(r"\s{3,}|\t", line.strip()) if piece]
        if len(pieces) > 1:
            left.append(pieces[0])
            right.append(pieces[-1])
        elif _HEAD_RIGHT.match(line):
            right.append(line.strip())
        else:
            left.append(line.strip())
    columns = (" \\\n".join(map(_escaped, side)) for side in (left, right))
    return (
        "#grid(columns: (2fr, 3fr), align: center, ["
        + "], [".join(f"#set par(justify: false)\n{column}" for column in columns)
        + "])\n"
    )


def _table(rows: list[list[str]]) -> str:
    columns = max(map(len, rows))
    cells = [f"[{_escaped(cell)}]" for row in rows for cell in [*row, *[""] * (columns - len(row))]]
    # What is to be done needs the room; numbers need little.
    shares = ["auto", "3fr", *["2fr"] * (columns - 2)]
    return (
        "#{set text(size: 11pt); set par(justify: false); table(columns: ("
        + ", ".join(shares)
        + "), "
        + ", ".join(cells)
        + ")}\n"
    )


def _line(line: str) -> str:
    words = line.strip()
    if not words:
        return ""
    if words.isupper() and len(words) < 80:
        return f"#align(center)[*{_escaped(words)}*]\n"
    return f"#par[{_escaped(words)}]\n"


def _escaped(text: str) -> str:
    # A number and its point would be set as a list's, which counts by itself.
    return re.sub(r"([\\#*_`$<>@=~\[\]/\-+.])", r"\\\1", " ".join(text.split()))
