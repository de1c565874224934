"""Questions drawn from data: one editor per type of answer, one piece of code that draws a page."""
