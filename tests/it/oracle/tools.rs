//! The tools that these tests want from outside, and what becomes of a test where they are not.

use std::ffi::OsStr;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::process::Command;

/// emupos, a printer that somebody else wrote, and zbarimg, which reads codes from pictures.
pub(super) struct Tools {
    /// The folder of emupos's programs, its Python among them.
    bin: PathBuf,
}

impl Tools {
    /// Finds them by the variable `EMUPOS` and the path. Where one is missing, the test says that it is skipped, unless
    /// it must not be.
    pub(super) fn find() -> Option<Self> {
        let missing = match crate::environment("EMUPOS") {
            None => "EMUPOS does not name the folder bin of a Python environment with emupos 0.4.0 (see .ci/run)",
            Some(_) if Command::new("zbarimg").arg("--version").output().is_err() => {
                "there is no zbarimg here (apt install zbar-tools)"
            }
            Some(bin) => return Some(Self { bin: bin.into() }),
        };
        let must = crate::environment("SCANSLIP_SKIP").is_some_and(|said| said == "fail");
        assert!(!must, "{missing}");
        eprintln!("SKIPPED: {missing}");
        None
    }

    /// One of emupos's programs.
    pub(super) fn program(&self, name: &str) -> Command {
        Command::new(self.bin.join(name))
    }

    /// The output of a Python script of ours, which lies beside this file.
    pub(super) fn python(&self, script: &str, arguments: &[&OsStr]) -> String {
        let done = self.program("python").arg(beside(script)).args(arguments).output().expect("emupos's Python starts");
        let said = String::from_utf8_lossy(&done.stderr);
        assert!(done.status.success(), "{script}: {said}");
        String::from_utf8(done.stdout).expect("UTF-8")
    }

    /// What the codes on a picture say, one a line.
    #[expect(clippy::unused_self, reason = "whoever has the tools has zbarimg")]
    pub(super) fn codes_on(&self, picture: &Path) -> String {
        let done = Command::new("zbarimg").args(["--quiet", "--raw", "--nodbus"]).arg(picture).output();
        match done {
            Ok(done) => String::from_utf8(done.stdout).expect("UTF-8").trim_end().to_owned(),
            Err(error) if error.kind() == ErrorKind::NotFound => panic!("zbarimg went away"),
            Err(error) => panic!("zbarimg: {error}"),
        }
    }
}

/// A file that lies beside this one.
pub(super) fn beside(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/it/oracle").join(name)
}
