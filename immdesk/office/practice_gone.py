"""The practice office taken away again, in one step; a real office is never touched."""

from __future__ import annotations

import shutil
from pathlib import Path

from immdesk.basics.problems import Problem, Refused
from immdesk.basics.words import _


def remove_practice(folder: Path) -> None:
    """Remove the folder of the practice office, which must be closed.

    Raises Problem when the office in it is a real one, Refused when the disk will not let it go.
    """
    from immdesk.office import keys

    if not keys.ways_in(folder).practice:
        raise Problem(
            _("This is not the practice office."),
            _("Nothing was removed."),
            _("Only the practice office can be removed from here."),
        )
    try:
        shutil.rmtree(folder)
    except OSError as refused:
        raise Refused(
            _("The practice office could not be removed whole."),
            _("The disk refused: {reason}").format(reason=refused.strerror or type(refused).__name__),
            _("Close other programs that use its folder, then try again."),
        ) from None
