"""Planning: scenarios, children's ages, priority dates, work ahead; the rules count the days."""
