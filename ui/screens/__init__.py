"""One module a screen: Today, Cases, Calendar, Packets, the case page, the intake."""
