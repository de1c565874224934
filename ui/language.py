"""The language of the desk: our own words through gettext, Qt's buttons through its own translator."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from immdesk.basics.words import set_language

_SPOKEN = "spoken"  # the property of the application that holds Qt's own translator


def speak(app: QCoreApplication, code: str) -> bool:
    """Let the desk speak `code` ("en", "es"); say whether our own words were found in it."""
    found = set_language(code)
    old = app.property(_SPOKEN)  # looking among the children would read all of Qt's names at the start
    if old is not None:
        app.removeTranslator(old)
        app.setProperty(_SPOKEN, None)
    if code.startswith("en"):
        return found
    from PySide6.QtCore import QLibraryInfo, QTranslator

    translator = QTranslator(app)
    if translator.load(f"qtbase_{code}", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)):
        app.installTranslator(translator)
        app.setProperty(_SPOKEN, translator)
    return found
