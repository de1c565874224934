"""Calculators: one question about a case answered on one sheet, by the same rules that make its dates."""
