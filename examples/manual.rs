//! Writes what a package holds beside the program and is made from the definitions of the command line, so that it cannot
//! tell another story than `--help`: a manual page for each command and the completions of three shells. Neither is in the
//! program itself.
//!
//!     cargo run --example manual --no-default-features -- DIR
//!
//! With the features of the program that it is for: a build without the demo has no page about it.

use clap::{Command, CommandFactory};
use clap_complete::Shell;
use scanslip::cli::Cli;
use std::path::Path;
use std::{env, fs, io};

fn main() -> io::Result<()> {
    let folder = env::args_os().nth(1).ok_or_else(|| io::Error::other("Name the folder to write into."))?;
    let (manual, completions) = (Path::new(&folder).join("man"), Path::new(&folder).join("completions"));
    // A page of a command that is no more must not stay.
    for folder in [&manual, &completions] {
        if folder.exists() {
            fs::remove_dir_all(folder)?;
        }
        fs::create_dir_all(folder)?;
    }
    let mut command = Cli::command();
    command.build();
    pages(&command, &manual)?;
    for shell in [Shell::Bash, Shell::Zsh, Shell::Fish] {
        clap_complete::generate_to(shell, &mut Cli::command(), "scanslip", &completions)?;
    }
    Ok(())
}

/// The page of a command and of all below it: `scanslip-orders-list.1` for `scanslip orders list`. `help` needs none.
fn pages(command: &Command, folder: &Path) -> io::Result<()> {
    let name = command.get_display_name().unwrap_or_else(|| command.get_name()).to_owned();
    let mut page = fs::File::create(folder.join(format!("{name}.1")))?;
    clap_mangen::Man::new(command.clone()).title(name).render(&mut page)?;
    let mut below = command.get_subcommands().filter(|command| command.get_name() != "help");
    below.try_for_each(|command| pages(command, folder))
}
