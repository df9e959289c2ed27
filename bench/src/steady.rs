//! Steady conditions: the process starts itself again with an allocator that keeps its memory, on one CPU.

use std::{
    env, io,
    process::{Command, ExitCode},
};

const TUNABLES: &str = "GLIBC_TUNABLES";

/// glibc gives freed memory back to the system and faults it in again, which would look like work.
const KEEP_MEMORY: &str = "glibc.malloc.trim_threshold=1073741824:glibc.malloc.mmap_threshold=33554432:glibc.malloc.top_pad=67108864";

/// Runs this program with these arguments under steady conditions; `None` if this already is that run.
pub fn run_again(arguments: &[String]) -> io::Result<Option<ExitCode>> {
    if env::var_os(TUNABLES).is_some() {
        return Ok(None);
    }
    let program = env::current_exe()?;
    let mut command = match pinned() {
        Some(cpu) => {
            let mut command = Command::new("taskset");
            command.args(["-c", &cpu]).arg(program);
            command
        }
        None => Command::new(program),
    };
    let status = keeping_memory(&mut command).args(arguments).status()?;
    Ok(Some(if status.success() { ExitCode::SUCCESS } else { ExitCode::FAILURE }))
}

/// Has the program that is to be run keep the memory that it frees. What the allocator does otherwise depends on where memory
/// happens to lie, and differs by hundredths between two builds that do the same.
pub fn keeping_memory(command: &mut Command) -> &mut Command {
    command.env(TUNABLES, KEEP_MEMORY)
}

/// The last CPU, if `taskset` exists and may use it.
fn pinned() -> Option<String> {
    let last = std::thread::available_parallelism().ok()?.get() - 1;
    let cpu = last.to_string();
    let tried = Command::new("taskset").args(["-c", &cpu, "true"]).output().ok()?;
    tried.status.success().then_some(cpu)
}
