"""The screen: draws, asks, tells; decides nothing."""
