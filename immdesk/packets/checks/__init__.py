"""The ways of looking a packet over: small pure functions that a check of the packs names."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from immdesk.packets.checks.forms import FORMS
from immdesk.packets.checks.mailing import MAILING
from immdesk.packets.checks.papers import PAPERS
from immdesk.packets.checks.people import PEOPLE
from immdesk.packets.checks.seen import Look
from immdesk.packets.checks.signatures import SIGNATURES

LOOKS: Final[Mapping[str, Look]] = {**FORMS, **PAPERS, **PEOPLE, **SIGNATURES, **MAILING}
