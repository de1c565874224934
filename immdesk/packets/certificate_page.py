"""The translator's certificate: one page in the words of 8 CFR 103.2(b)(3), to be signed by hand."""

from __future__ import annotations

from dataclasses import dataclass

from reportlab.platypus import Flowable, Spacer

from immdesk.basics.words import on_paper
from immdesk.packets.pages import SigningLine, draw, flow
from immdesk.packets.pages_text import HEAD, SMALL, para


@dataclass(frozen=True, slots=True)
class Certificate:
    """What it says: who translates, from which language, which document, and the translator's address."""

    translator: str
    language: str
    document: str
    whose: str
    competence: str
    address: tuple[str, ...]


def certificate_page(told: Certificate) -> bytes:
    """Give the certificate as a PDF of one page. Nobody signs it here: the line stays empty for a pen.

    Authority: 8 CFR 103.2(b)(3): a full English translation that the translator has certified as complete
    and accurate, and the translator's certification of being competent to translate into English.
    """
    title = on_paper("Certificate of Translation")
    competent = on_paper(
        "I, {name}, certify that I am competent to translate from {language} into English, and that the "
        "attached English translation of the document named below is complete and accurate."
    ).format(name=told.translator, language=told.language)
    items: list[Flowable] = [para(title, HEAD, strong=True), Spacer(1, 18), para(competent), Spacer(1, 12)]
    items.append(para(on_paper("Document: {title}").format(title=told.document)))
    if told.whose:
        items.append(para(on_paper("Of: {name}").format(name=told.whose)))
    if told.competence:
        items += [Spacer(1, 12), para(on_paper("My competence: {words}").format(words=told.competence))]
    items += [Spacer(1, 42), SigningLine(), Spacer(1, 6), para(told.translator)]
    items += [para(line) for line in told.address]
    items += [Spacer(1, 18), para(on_paper("8 CFR 103.2(b)(3)"), SMALL)]
    return draw(flow(items), title)[0]
