//! Processes that are killed: a test runs its own binary again, and both exchange lines.

use std::{
    io::{BufRead, BufReader, Write},
    path::Path,
    process::{Child, ChildStdin, ChildStdout, Command, Stdio},
};

/// The environment variable with the path of the file that the process works on.
pub const FILE: &str = "RELATIONS_KILL_FILE";

/// A process that runs one ignored test of this binary.
pub struct Process {
    child: Child,
    input: Option<ChildStdin>,
    output: BufReader<ChildStdout>,
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
        let input = child.stdin.take();
        let output = BufReader::new(child.stdout.take().expect("the child speaks"));
        Self { child, input, output }
    }

    /// Returns the next line, or `None` if the process has ended.
    pub fn next_line(&mut self) -> Option<String> {
        let mut line = String::new();
        let read = self.output.read_line(&mut line).expect("the child writes text");
        assert!(!line.contains("FAILED"), "{line}");
        (read > 0).then(|| line.trim_end().to_owned())
    }

    /// Reads up to a line that ends with `word`, since the first one comes behind text of the test harness. Returns
    /// `false` if the process has ended.
    pub fn wait_for_line(&mut self, word: &str) -> bool {
        while let Some(line) = self.next_line() {
            if line.ends_with(word) {
                return true;
            }
        }
        false
    }

    /// Lets the process go on from a line at which it waits.
    pub fn go_on(&mut self) {
        let input = self.input.as_mut().expect("the child is listened to");
        writeln!(input, "go on").expect("the child listens");
    }

    /// Lets the process go on without waiting from now on.
    pub fn stop_waiting(&mut self) {
        self.input = None;
    }

    /// Kills the process by SIGKILL, and returns the lines that were not read yet.
    pub fn kill(mut self) -> Vec<String> {
        self.child.kill().expect("the child can be killed");
        let mut left = Vec::new();
        while let Some(line) = self.next_line() {
            left.push(line);
        }
        self.child.wait().expect("the child ends");
        left
    }

    /// Lets the process go on at the first `count` lines that end with `word`, and kills it at the next one. Returns
    /// `false` if it ends before.
    pub fn kill_at(mut self, word: &str, count: usize) -> bool {
        for at in 0..=count {
            if !self.wait_for_line(word) {
                self.finish();
                return false;
            }
            if at < count {
                self.go_on();
            }
        }
        self.kill();
        true
    }

    /// Waits until the process has ended, which must be without an error.
    pub fn finish(mut self) {
        self.input = None;
        let status = self.child.wait().expect("the child ends");
        assert!(status.success(), "the child ended by itself with {status}");
    }
}

/// Prints a word in the process, and waits until it may go on.
pub fn announce(word: &str) {
    println!("{word}");
    std::io::stdin().lines().next();
}
