"""The language of the desk: our own words through gettext, Qt's buttons through its own translator."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QTranslator

from immdesk.basics.words import set_language


def speak(app: QCoreApplication, code: str) -> bool:
    """Let the desk speak `code` ("en", "es"); say whether our own words were found in it."""
    found = set_language(code)
    for old in app.findChildren(QTranslator):
        app.removeTranslator(old)
        old.deleteLater()
    if code.startswith("en"):
        return found
    translator = QTranslator(app)
    if translator.load(f"qtbase_{code}", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)):
        app.installTranslator(translator)
    return found
