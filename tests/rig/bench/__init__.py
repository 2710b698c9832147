"""What the stories are made of: a machine, and devices below its kernel's own drivers."""
