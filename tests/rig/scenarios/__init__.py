"""Stories of a kiosk on real drivers, one a file: each has a docstring, what must hold, and a figure."""
