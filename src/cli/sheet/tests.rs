//! The command, up to its files and to a printer that is a file.
