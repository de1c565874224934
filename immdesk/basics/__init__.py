"""What several layers share: words, facts, findings, conditions, values, formats."""
