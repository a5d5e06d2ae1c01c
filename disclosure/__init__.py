"""Statistical disclosure control: which cells stay hidden so that nobody is recognised, now or by subtraction."""
