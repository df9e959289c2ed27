//! Processes that are killed: a test runs its own binary again, which listens and speaks line by line.

use std::{
    io::{BufRead, BufReader, Write},
    path::Path,
    process::{Child, ChildStdin, ChildStdout, Command, Stdio},
};

/// The variable with the file that the process works on.
pub const FILE: &str = "RELATIONS_KILL_FILE";

/// A process that runs one ignored test of this binary.
pub struct Process {
    child: Child,
    words: Option<ChildStdin>,
    said: BufReader<ChildStdout>,
}

impl Process {
    pub fn start(test: &str, path: &Path, variables: &[(&str, String)]) -> Self {
        let mut child = Command::new(std::env::current_exe().expect("the test has a path"))
            .args(["--ignored", "--exact", test, "--nocapture"])
            .env(FILE, path)
            .envs(variables.iter().map(|(name, value)| (name, value)))
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("the test can run itself");
        let words = child.stdin.take();
        let said = BufReader::new(child.stdout.take().expect("the child speaks"));
        Self { child, words, said }
    }

    /// The next line, or none where it has ended.
    pub fn hear(&mut self) -> Option<String> {
        let mut line = String::new();
        let read = self.said.read_line(&mut line).expect("the child writes text");
        assert!(!line.contains("FAILED"), "{line}");
        (read > 0).then(|| line.trim_end().to_owned())
    }

    /// The next line that ends with `word`, as the first does behind what the test harness says.
    pub fn hear_word(&mut self, word: &str) -> bool {
        while let Some(line) = self.hear() {
            if line.ends_with(word) {
                return true;
            }
        }
        false
    }

    /// Lets it go on behind a line that it waits for.
    pub fn answer(&mut self) {
        let words = self.words.as_mut().expect("the child is listened to");
        writeln!(words, "go on").expect("the child listens");
    }

    /// Lets it wait for nothing any more.
    pub fn hurry(&mut self) {
        self.words = None;
    }

    /// Kills it by SIGKILL; gives what it had said and nobody heard yet.
    pub fn kill(mut self) -> Vec<String> {
        self.child.kill().expect("the child can be killed");
        let mut left = Vec::new();
        while let Some(line) = self.hear() {
            left.push(line);
        }
        self.child.wait().expect("the child ends");
        left
    }

    /// Waits until it has ended, which it has to do in order.
    pub fn end(mut self) {
        self.words = None;
        let status = self.child.wait().expect("the child ends");
        assert!(status.success(), "the child ended by itself with {status}");
    }
}

/// Within the process: says a word and waits for an answer.
pub fn say(word: &str) {
    println!("{word}");
    std::io::stdin().lines().next();
}
