"""The screen: it draws, asks and tells, and decides nothing."""

import gc

gc.set_threshold(50_000, 20, 20)  # fewer rounds of the collector while Qt is read: a tenth of the start
