//! Enough of Rust's grammar to read imports: what is code and what is not, and which paths stand in it.

/// The code alone: comments are gone, texts and characters are empty, lines stay where they were.
pub(super) fn code(text: &str) -> String {
    let mut code = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let skipped = skip(rest, code.chars().next_back());
        if skipped == 0 {
            code.push(first);
            rest = &rest[first.len_utf8()..];
        } else {
            let lines = rest[..skipped].matches('\n').count();
            let mark = if rest.starts_with('/') { " " } else { "\"\"" };
            code.push_str(mark);
            code.extend(std::iter::repeat_n('\n', lines));
            rest = &rest[skipped..];
        }
    }
    code
}

/// How many bytes of `rest` are a comment, a text or a character; 0 if it begins with none of them.
fn skip(rest: &str, before: Option<char>) -> usize {
    let within_word = before.is_some_and(|c| c.is_alphanumeric() || c == '_');
    if rest.starts_with("//") {
        return rest.find('\n').unwrap_or(rest.len());
    }
    if rest.starts_with("/*") {
        return block(rest);
    }
    if rest.starts_with('"') {
        return quoted(rest);
    }
    if !within_word && let Some(length) = raw(rest) {
        return length;
    }
    if rest.starts_with('\'') {
        return character(rest);
    }
    0
}

/// Block comments nest.
fn block(rest: &str) -> usize {
    let (mut depth, mut at) = (0_usize, 0);
    while at < rest.len() {
        if rest[at..].starts_with("/*") {
            (depth, at) = (depth + 1, at + 2);
        } else if rest[at..].starts_with("*/") {
            (depth, at) = (depth - 1, at + 2);
            if depth == 0 {
                return at;
            }
        } else {
            at += rest[at..].chars().next().map_or(1, char::len_utf8);
        }
    }
    rest.len()
}

/// A text with escapes, from its first quotation mark to behind its last.
fn quoted(rest: &str) -> usize {
    let mut escaped = false;
    for (at, c) in rest.char_indices().skip(1) {
        match c {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            '"' => return at + 1,
            _ => {}
        }
    }
    rest.len()
}

/// `r"..."`, `r#"..."#`, `br#"..."#`.
fn raw(rest: &str) -> Option<usize> {
    let hashes = rest.strip_prefix("br").or_else(|| rest.strip_prefix('r'))?;
    let body = hashes.trim_start_matches('#');
    let count = hashes.len() - body.len();
    let body = body.strip_prefix('"')?;
    let end = format!("\"{}", "#".repeat(count));
    let closed = body.find(&end).map_or(body.len(), |at| at + end.len());
    Some(rest.len() - body.len() + closed)
}

/// `'x'` or `'\n'`, but not the lifetime `'x`.
fn character(rest: &str) -> usize {
    let mut inside = rest.chars().skip(1);
    match inside.next() {
        Some('\\') => rest.char_indices().skip(3).find(|(_, c)| *c == '\'').map_or(0, |(at, _)| at + 1),
        Some(c) if inside.next() == Some('\'') => 2 + c.len_utf8(),
        _ => 0,
    }
}

/// The code before the file's tests.
pub(super) fn without_tests(code: &str) -> &str {
    code.split("#[cfg(test)]\nmod ").next().unwrap_or(code)
}

/// Every path in the code, groups written out: `use a::{b, c::d}` gives `a::b` and `a::c::d`.
pub(super) fn paths(code: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(c) = code[at..].chars().next() {
        let starts = (c.is_alphabetic() || c == '_') && !code[..at].ends_with("::") && !code[..at].ends_with('.');
        if starts {
            at += tree(&code[at..], "", &mut found);
        } else {
            at += c.len_utf8();
        }
    }
    found
}

/// Reads one path or group from the start of `rest`; answers with its length in bytes.
fn tree(rest: &str, prefix: &str, found: &mut Vec<String>) -> usize {
    let name_end = rest.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(rest.len());
    let path = format!("{prefix}{}", &rest[..name_end]);
    let Some(behind) = rest[name_end..].strip_prefix("::") else {
        found.push(path);
        return name_end.max(1);
    };
    let at = name_end + 2;
    let prefix = format!("{path}::");
    if !behind.starts_with('{') {
        let next = behind.starts_with(|c: char| c.is_alphabetic() || c == '_');
        if next {
            return at + tree(behind, &prefix, found);
        }
        found.push(path);
        return at;
    }
    let mut inside = 1;
    while let Some(c) = behind[inside..].chars().next() {
        inside += match c {
            '}' => return at + inside + 1,
            c if c.is_alphabetic() || c == '_' => tree(&behind[inside..], &prefix, found),
            c => c.len_utf8(),
        };
    }
    rest.len()
}

#[test]
fn comments_and_texts_are_no_code() {
    let cases = [
        ("a // tokio::spawn\nb", "a  \nb"),
        ("/* x /* y */ z */a", " a"),
        ("\"std::fs \\\" \"a", "\"\"a"),
        ("r#\"a\"b\"#c", "\"\"c"),
        ("for_r\"a\"", "for_r\"\""),
        ("'\"' 'a' '\\'' x", "\"\" \"\" \"\" x"),
        ("fn a<'a>(b: &'a str)", "fn a<'a>(b: &'a str)"),
        ("\"é\n\" 'é'", "\"\"\n \"\""),
    ];
    for (text, expected) in cases {
        assert_eq!(code(text), expected, "{text}");
    }
}

#[test]
fn groups_are_written_out() {
    let found = paths("use a::{self, b::{c, d as e}, f::*};\nlet x = g::h(i.j) + std::fs::read(k);");
    for path in ["a::self", "a::b::c", "a::b::d", "a::f", "g::h", "std::fs::read"] {
        assert!(found.iter().any(|known| known == path), "{path} is not in {found:?}");
    }
    assert!(!found.iter().any(|path| path == "j"), "a field is no path");
}
