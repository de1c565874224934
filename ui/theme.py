"""How the desk looks: one spacing scale, one accent colour, calm type, light and dark."""

from __future__ import annotations

from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Final

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor, QFont, QFontDatabase, QGuiApplication, QIcon, QPalette
from PySide6.QtWidgets import QApplication, QWidget

from immdesk.basics.paths import resource
from ui.theme_style import STYLE

XS: Final = 4
S: Final = 8
M: Final = 12
L: Final = 16
XL: Final = 24
XXL: Final = 32
RADIUS: Final = 6


@dataclass(frozen=True, eq=False, repr=False)
class Look:
    """The colours of one look, by what they are for. Text on its ground has a contrast of 4.5 or more."""

    dark: bool
    ground: str  # behind everything
    card: str  # cards, tables, fields
    side: str  # the list on the left
    side_text: str
    side_on: str  # the marked place in the list
    line: str  # hairlines
    edge: str  # borders of fields and buttons
    text: str
    quiet: str  # second-rank text
    hover: str
    accent: str
    accent_hover: str
    accent_soft: str
    on_accent: str
    good: str
    good_soft: str
    warn: str
    warn_soft: str
    bad: str
    bad_soft: str


LIGHT: Final = Look(
    dark=False,
    ground="#f5f6f8", card="#ffffff", side="#16324a", side_text="#d6e2ec", side_on="#24506f",
    line="#e3e6ea", edge="#b9c1ca", text="#1b2733", quiet="#5a6775", hover="#eef3f7",
    accent="#0b6391", accent_hover="#095278", accent_soft="#e2eff7", on_accent="#ffffff",
    good="#1b6b4a", good_soft="#e2f3ea", warn="#8a5200", warn_soft="#fdf1d9",
    bad="#b3261e", bad_soft="#fce8e6",
)  # fmt: skip

DARK: Final = Look(
    dark=True,
    ground="#14191f", card="#1c232b", side="#0f151b", side_text="#c4d0da", side_on="#1e3d54",
    line="#2b343e", edge="#4a5764", text="#e6ebf0", quiet="#a3b0bd", hover="#25303a",
    accent="#5bb0de", accent_hover="#7cc2e8", accent_soft="#1d3646", on_accent="#0c1a24",
    good="#6fcf9f", good_soft="#17332a", warn="#f0b95a", warn_soft="#3a2d14",
    bad="#ff8f87", bad_soft="#421f1d",
)  # fmt: skip


def look_of(widget: QWidget | None = None) -> Look:
    """Give the colours that the palette of a widget (or of the program) asks for."""
    palette = widget.palette() if widget is not None else QGuiApplication.palette()
    return DARK if palette.color(QPalette.ColorRole.Window).lightness() < 110 else LIGHT


def apply(app: QApplication, dark: bool | None = None, scale: float = 1.0) -> Look:
    """Dress the program: our palette, our style sheet, our type. `dark` None follows the system.

    `scale` is the size of everything written, 1.0 to 2.0.
    """
    if dark is None:
        dark = app.styleHints().colorScheme() == Qt.ColorScheme.Dark
    look = DARK if dark else LIGHT
    app.setFont(_base_font(app, scale))
    app.setPalette(_palette(look))
    app.setStyleSheet(_style(look, scale))
    return look


def type_size(widget: QWidget, level: int) -> QFont:
    """Give the font of a heading: level 1 for a screen, 2 for a card, 3 for a group; 0 is small print."""
    font = QFont(QApplication.font())
    font.setPointSizeF(font.pointSizeF() * {0: 0.88, 1: 1.7, 2: 1.18, 3: 1.0}[level])
    if level:
        font.setWeight(QFont.Weight.DemiBold)
        font.setVariableAxis(QFont.Tag("wght"), 600.0)
    return font


def color(code: str, alpha: int = 255) -> QColor:
    """Give a colour of the look as Qt wants it; `alpha` 0–255."""
    made = QColor(code)
    made.setAlpha(alpha)
    return made


def on_a_screen(corner: QPoint) -> bool:
    """Say whether a saved window corner still lies on one of the screens of this machine."""
    return any(screen.availableGeometry().contains(corner) for screen in QGuiApplication.screens())


def _base_font(app: QApplication, scale: float) -> QFont:
    """Give the system's own type; where that is only the bare fallback, the Noto Sans that we ship."""
    font = QFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont))
    if font.family() in ("", "Sans", "Sans Serif", "sans", "DejaVu Sans"):
        _add_noto(app)
        font.setFamilies(["Noto Sans", "DejaVu Sans"])
    font.setPointSizeF(10.0 * scale)
    return font


def _add_noto(app: QApplication) -> None:
    spec = find_spec("fontpkg_noto_sans")
    if spec is None or spec.origin is None or app.property("noto") is not None:
        return
    file = Path(spec.origin).parent / "files" / "NotoSans[wdth,wght].ttf"
    app.setProperty("noto", QFontDatabase.addApplicationFont(str(file)))


def _palette(look: Look) -> QPalette:
    palette, role = QPalette(), QPalette.ColorRole
    for which, code in (
        (role.Window, look.ground),
        (role.WindowText, look.text),
        (role.Base, look.card),
        (role.AlternateBase, look.ground),
        (role.Text, look.text),
        (role.Button, look.card),
        (role.ButtonText, look.text),
        (role.ToolTipBase, look.text),
        (role.ToolTipText, look.card),
        (role.Highlight, look.accent),
        (role.HighlightedText, look.on_accent),
        (role.PlaceholderText, look.quiet),
        (role.Link, look.accent),
        (role.Accent, look.accent),
        (role.Mid, look.edge),
        (role.Light, look.card),
        (role.Dark, look.edge),
    ):
        palette.setColor(which, QColor(code))
    for which in (role.WindowText, role.Text, role.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, which, QColor(look.edge))
    return palette


def _style(look: Look, scale: float) -> str:
    text = STYLE.replace("@down_arrow@", resource("icons", "down.svg").as_posix())
    tick = "tick-dark.svg" if look.dark else "tick-light.svg"
    text = text.replace("@tick@", resource("icons", tick).as_posix())
    text = text.replace("@tick_side@", str(round(16 * scale))).replace("@tick_half@", str(round(8 * scale)))
    for name in Look.__dataclass_fields__:
        text = text.replace(f"@{name}@", str(getattr(look, name)))
    return text


def chosen(look: str, size: str) -> tuple[bool | None, float]:
    """Turn two preferences into what `apply` takes: dark or light or the system's, and a scale."""
    return {"dark": True, "light": False}.get(look), int(size) / 100


def window_icon() -> QIcon:
    """Give the program's own picture."""
    from ui.parts.icons import pixmap

    return QIcon(pixmap("immdesk", LIGHT.accent, 64))
