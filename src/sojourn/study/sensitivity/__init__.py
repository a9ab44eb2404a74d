"""Which of the numbers in doubt decide a result, and which of them to measure next."""
