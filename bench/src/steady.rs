//! Steady conditions: the process starts itself again on one CPU, with an allocator that keeps freed memory.

use std::{
    env, io,
    process::{Command, ExitCode},
};

/// The variable that sets options of glibc's allocator.
const TUNABLES: &str = "GLIBC_TUNABLES";

/// The options that keep freed memory. Otherwise glibc returns it to the system and faults it in again, which would
/// look like work.
const KEEP_MEMORY: &str = "glibc.malloc.trim_threshold=1073741824:glibc.malloc.mmap_threshold=33554432:glibc.malloc.top_pad=67108864";

/// Runs this program with these arguments under steady conditions. Returns `None` if this process already is that
/// run.
pub fn run_again(arguments: &[String]) -> io::Result<Option<ExitCode>> {
    if env::var_os(TUNABLES).is_some() {
        return Ok(None);
    }
    let program = env::current_exe()?;
    let mut command = match last_cpu() {
        Some(cpu) => {
            let mut command = Command::new("taskset");
            command.args(["-c", &cpu]).arg(program);
            command
        }
        None => Command::new(program),
    };
    let status = keep_freed_memory(&mut command).args(arguments).status()?;
    Ok(Some(if status.success() { ExitCode::SUCCESS } else { ExitCode::FAILURE }))
}

/// Makes the program keep the memory that it frees. Otherwise the work of the allocator depends on addresses, and
/// differs by hundredths between two builds of the same code.
pub fn keep_freed_memory(command: &mut Command) -> &mut Command {
    command.env(TUNABLES, KEEP_MEMORY)
}

/// Returns the number of the last CPU, if `taskset` exists and may use it.
fn last_cpu() -> Option<String> {
    let last = std::thread::available_parallelism().ok()?.get() - 1;
    let cpu = last.to_string();
    let tried = Command::new("taskset").args(["-c", &cpu, "true"]).output().ok()?;
    tried.status.success().then_some(cpu)
}
