"""What people do here: knowledge and memory meet in these calls only."""
