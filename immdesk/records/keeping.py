"""What must not be destroyed: holds on a case, a person or an employer, with the reason and who set them."""

from __future__ import annotations

from sqlalchemy.orm import Mapped

from immdesk.records.base import Must, Record, Said


class LegalHold(Record):
    """A hold: nothing of `about` is destroyed until it is lifted. `about_kind`: case, person, employer."""

    __tablename__ = "legal_hold"
    about_kind: Mapped[Must]
    about_id: Mapped[Must]
    reason: Mapped[Must]
    by: Mapped[Said]
    at: Mapped[Said]
    lifted_on: Mapped[Said]
    lifted_by: Mapped[Said]

    def whose(self) -> tuple[str | None, str | None]:
        """A hold on a case concerns the case, one on a person the person."""
        case = self.about_id if self.about_kind == "case" else None
        return case, self.about_id if self.about_kind == "person" else None
