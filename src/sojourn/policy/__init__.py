"""What is decided outside the system and changes it on dates: agreements with other countries, and courts."""
