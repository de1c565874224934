"""The one table model: ids and chunks."""
