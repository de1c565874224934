"""The style sheet of the desk; @words@ are colours of the look. Sizes of type never stand here."""

from __future__ import annotations

from typing import Final

STYLE: Final = """
QToolTip { background: @text@; color: @card@; border: 0; padding: 4px 8px; }
QMainWindow, QDialog, QWidget#page, QScrollArea#page > QWidget > QWidget { background: @ground@; }
QDialog#question { background: @card@; }
QScrollArea { border: 0; background: transparent; }

QMenuBar { background: @card@; border-bottom: 1px solid @line@; padding: 2px 8px; }
QMenuBar::item { padding: 4px 10px; border-radius: 4px; background: transparent; }
QMenuBar::item:selected { background: @accent_soft@; color: @text@; }
QMenu { background: @card@; border: 1px solid @line@; padding: 6px; }
QMenu::item { padding: 6px 28px 6px 12px; border-radius: 4px; }
QMenu::item:selected { background: @accent_soft@; color: @text@; }
QMenu::item:disabled { color: @edge@; }
QMenu::separator { height: 1px; background: @line@; margin: 6px 4px; }

QStatusBar { padding-left: 16px; background: @card@; border-top: 1px solid @line@; color: @quiet@; }
QStatusBar::item { border: 0; }

QWidget#side { background: @side@; }
QWidget#side QLabel { color: @side_text@; background: transparent; }
QToolButton#place { color: @side_text@; background: transparent; border: 1px solid transparent;
    border-radius: 6px;
    padding: 8px 12px; text-align: left; }
QToolButton#place:hover { background: @side_on@; }
QToolButton#place:checked { background: @side_on@; color: #ffffff; font-weight: 600; }
QToolButton#place:focus { border-color: @side_text@; }

QFrame#card { background: @card@; border: 1px solid @line@; border-radius: 8px; }
QFrame#banner { border-radius: 6px; border: 1px solid @line@; background: @accent_soft@; }
QFrame#banner[level="warn"] { background: @warn_soft@; border-color: @warn@; }
QFrame#banner[level="bad"] { background: @bad_soft@; border-color: @bad@; }
QFrame#banner[level="good"] { background: @good_soft@; border-color: @good@; }
QLabel#target { background: @accent_soft@; color: @accent@; border: 2px dashed @accent@; border-radius: 8px; }
QFrame#rule { background: @line@; border: 0; max-height: 1px; min-height: 1px; }
QLabel { background: transparent; }
QLabel[quiet="true"] { color: @quiet@; }
QLabel[level="good"] { color: @good@; }
QLabel[level="warn"] { color: @warn@; }
QLabel[level="bad"] { color: @bad@; }
QLabel[level="accent"] { color: @accent@; }
QLabel#badge { border-radius: 4px; padding: 2px 8px; background: @ground@; color: @quiet@; }
QLabel#badge[level="accent"] { background: @accent_soft@; color: @accent@; }
QLabel#badge[level="good"] { background: @good_soft@; color: @good@; }
QLabel#badge[level="warn"] { background: @warn_soft@; color: @warn@; }
QLabel#badge[level="bad"] { background: @bad_soft@; color: @bad@; }

QPushButton { background: @card@; color: @text@; border: 1px solid @edge@; border-radius: 6px;
    padding: 6px 14px; }
QPushButton:hover { background: @hover@; border-color: @accent@; }
QPushButton:pressed { background: @accent_soft@; }
QPushButton:focus { border: 2px solid @accent@; padding: 5px 13px; }
QPushButton:disabled { color: @edge@; border-color: @line@; background: @ground@; }
QPushButton:checked { background: @accent_soft@; border-color: @accent@; color: @accent@; }
QPushButton[main="true"] { background: @accent@; color: @on_accent@; border-color: @accent@;
    font-weight: 600; }
QPushButton[main="true"]:hover { background: @accent_hover@; border-color: @accent_hover@; }
QPushButton[main="true"]:focus { border: 2px solid @text@; }
QPushButton[main="true"]:disabled { background: @line@; color: @quiet@; border-color: @line@; }
QPushButton[danger="true"] { color: @bad@; border-color: @bad@; }
QPushButton[danger="true"]:hover { background: @bad_soft@; }
QPushButton[link="true"] { border: 1px solid transparent; background: transparent; color: @accent@;
    padding: 4px 2px; text-align: left; }
QPushButton[link="true"]:hover { background: @accent_soft@; }
QPushButton[link="true"]:focus { border: 1px solid @accent@; padding: 4px 2px; }
QToolButton { background: transparent; border: 1px solid transparent; border-radius: 6px; padding: 5px; }
QToolButton:hover { background: @hover@; border-color: @line@; }
QToolButton:focus { border-color: @accent@; }
QToolButton:checked { background: @accent_soft@; color: @accent@; }

QPushButton#line { background: transparent; border: 1px solid transparent; border-radius: 6px;
    text-align: left; padding: 0; }
QPushButton#line:hover { background: @hover@; }
QPushButton#line:focus { border: 1px solid @accent@; background: @hover@; padding: 0; }
QPushButton#line:pressed { background: @accent_soft@; }
QPushButton#person, QPushButton#relative { background: @card@; border: 1px solid @edge@;
    border-radius: 8px; padding: 0; text-align: left; }
QPushButton#person { border: 2px solid @accent@; }
QPushButton#person:hover, QPushButton#relative:hover { background: @hover@; }
QPushButton#person:focus, QPushButton#relative:focus { background: @accent_soft@; border: 2px solid @text@;
    padding: 0; }

QLineEdit, QPlainTextEdit, QTextEdit, QComboBox, QSpinBox { background: @card@; color: @text@;
    border: 1px solid @edge@;
    border-radius: 6px; padding: 5px 8px; selection-background-color: @accent@;
    selection-color: @on_accent@; }
QLineEdit:hover, QPlainTextEdit:hover, QComboBox:hover { border-color: @quiet@; }
QLineEdit:focus, QPlainTextEdit:focus, QTextEdit:focus, QComboBox:focus,
    QSpinBox:focus { border: 2px solid @accent@; padding: 4px 7px; }
QLineEdit:disabled, QComboBox:disabled { background: @ground@; color: @quiet@; }
QLineEdit[level="ok"] { border-color: @good@; }
QLineEdit[level="warn"] { border-color: @warn@; }
QLineEdit[level="bad"] { border-color: @bad@; }
QComboBox::drop-down { border: 0; width: 24px; }
QComboBox::down-arrow { image: url("@down_arrow@"); width: 12px; height: 12px; margin-right: 8px; }
QComboBox QAbstractItemView { background: @card@; border: 1px solid @line@;
    selection-background-color: @accent_soft@;
    selection-color: @text@; outline: 0; padding: 4px; }
QTextBrowser { border: 0; padding: 0; background: @card@; }
QTextBrowser:focus { border: 0; padding: 0; }
QCheckBox::indicator, #ticked::indicator { width: @tick_side@px; height: @tick_side@px;
    border: 1px solid @edge@; border-radius: 4px; background: @card@; }
QCheckBox::indicator:hover, #ticked::indicator:hover { border-color: @accent@; }
QCheckBox::indicator:checked, #ticked::indicator:checked {
    background: @accent@; border-color: @accent@; image: url("@tick@"); }
#ticked::item { padding: 3px 2px; }
QCheckBox::indicator:disabled { background: @ground@; border-color: @line@; }
QRadioButton::indicator { width: @tick_side@px; height: @tick_side@px; border: 1px solid @edge@;
    border-radius: @tick_half@px; background: @card@; }
QRadioButton::indicator:hover { border-color: @accent@; }
QRadioButton::indicator:checked { border-color: @accent@;
    background: qradialgradient(cx: 0.5, cy: 0.5, radius: 0.5, fx: 0.5, fy: 0.5,
    stop: 0 @accent@, stop: 0.55 @accent@, stop: 0.62 @card@, stop: 1 @card@); }
QCheckBox, QRadioButton { spacing: 8px; padding: 3px; border: 1px solid transparent; border-radius: 4px; }
QCheckBox:focus, QRadioButton:focus { border-color: @accent@; }

QTableView, QTreeView, QListView, QListWidget { background: @card@; border: 1px solid @line@;
    border-radius: 8px; outline: 0;
    gridline-color: @line@; alternate-background-color: @ground@;
    selection-background-color: @accent_soft@; selection-color: @text@; }
QTableView:focus, QTreeView:focus, QListView:focus, QListWidget:focus { border-color: @accent@; }
QTableView::item { padding: 0 8px; border: 0; border-bottom: 1px solid @line@; }
QTableView::item:hover { background: @hover@; }
QTableView::item:selected { background: @accent_soft@; color: @text@; }
QListView::item, QListWidget::item { padding: 6px 8px; border-radius: 4px; }
QListView::item:hover, QListWidget::item:hover { background: @hover@; }
QListView::item:selected, QListWidget::item:selected { background: @accent_soft@; color: @text@; }
QHeaderView { background: @card@; border: 0; border-top-left-radius: 8px; border-top-right-radius: 8px; }
QHeaderView::section { background: @card@; color: @quiet@; border: 0; border-bottom: 1px solid @edge@;
    padding: 8px 11px; font-weight: 600; }
QHeaderView::section:hover { color: @text@; }
QTableCornerButton::section { background: @card@; border: 0; }

QTabWidget::pane { border: 0; border-top: 1px solid @line@; }
QTabBar { background: transparent; }
QTabBar::tab { background: transparent; color: @quiet@; padding: 8px 7px; border: 0;
    border-bottom: 2px solid transparent; margin-right: 2px; }
QTabBar::tab:hover { color: @text@; background: @hover@; }
QTabBar::tab:selected { color: @accent@; border-bottom: 2px solid @accent@; font-weight: 600; }
QTabBar::tab:focus { background: @accent_soft@; }

QProgressBar { background: @line@; border: 0; border-radius: 3px; max-height: 6px; min-height: 6px;
    text-align: center; }
QProgressBar::chunk { background: @accent@; border-radius: 3px; }
QSplitter::handle { background: @line@; }
QScrollBar:vertical { background: transparent; width: 12px; margin: 2px; }
QScrollBar:horizontal { background: transparent; height: 12px; margin: 2px; }
QScrollBar::handle { background: @edge@; border-radius: 4px; min-height: 32px; min-width: 32px; }
QScrollBar::handle:hover { background: @quiet@; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
"""
