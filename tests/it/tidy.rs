//! The house rules that neither the compiler nor clippy can hold: who may import whom, how long a file may be, what
//! every dependency and every exception owes its reader. Each rule is a function from texts to sentences, so that it can
//! be shown to fail; each is also run on the project itself.

mod imports;
mod manifests;
mod sizes;
mod source;
mod tree;
mod words;

/// Fails with every sentence if there is one.
fn none(broken: &[String]) {
    assert!(broken.is_empty(), "{} house rules are broken:\n{}", broken.len(), broken.join("\n"));
}
