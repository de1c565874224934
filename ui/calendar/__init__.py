"""The calendar, painted by hand."""
