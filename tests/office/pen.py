"""Signed pages as they come back: a printed page, signed with a pen that never writes alike, and scanned."""

from __future__ import annotations

import io
import math
import random
from pathlib import Path

import pypdfium2
from PIL import Image, ImageDraw

DOTS = 150
Box = tuple[float, float, float, float]


def printed(path: Path, page: int) -> Image.Image:
    """Give a page of a PDF as it comes out of a printer; pages from 0."""
    pdf = pypdfium2.PdfDocument(path)
    try:
        return pdf[page].render(scale=DOTS / 72).to_pil().convert("RGB")
    finally:
        pdf.close()


def sign(paper: Image.Image, box: Box, seed: int) -> None:
    """Write a signature with a pen into a box (points from the lower left)."""
    pen, chance = ImageDraw.Draw(paper), random.Random(seed)
    left, low, right, high = (value * DOTS / 72 for value in box)
    tall = 792 * DOTS / 72
    dots = []
    for step in range(60):
        across = left + 12 + (right - left - 60) * 0.7 * step / 60 + chance.uniform(-4, 4)
        up = (low + high) / 2 + (high - low) * 0.4 * math.sin(step * 0.9 + chance.random() * 3)
        dots.append((across, tall - up))
    pen.line(dots, fill=(25, 25, 60), width=3)


def scanned(papers: list[Image.Image], tilt: float = 0.6) -> bytes:
    """Give papers as a scanner's PDF: a little askew, a little grey, one picture a page."""
    shots = []
    for paper in papers:
        askew = paper.rotate(tilt, fillcolor=(250, 250, 248), resample=Image.Resampling.BICUBIC)
        shots.append(askew.convert("L"))
    made = io.BytesIO()
    shots[0].save(made, "PDF", save_all=True, append_images=shots[1:], resolution=DOTS, quality=70)
    return made.getvalue()
