//! A serving process: its address, its processor time, its memory.

use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, ChildStdout, Command, Stdio};
use std::time::Duration;

/// The kernel counts processor time in hundredths of a second.
const TICK: Duration = Duration::from_millis(10);

/// A process that says on its first line where it serves.
pub struct Server {
    process: Child,
    pub address: String,
    /// Stays open: a program that cannot say where it serves ends.
    _output: BufReader<ChildStdout>,
}

impl Server {
    /// The program on the database in a folder.
    pub fn program(folder: &Path) -> Self {
        let mut command = Command::new(env!("CARGO_BIN_EXE_miernik"));
        command.args(["serve", "--listen", "127.0.0.1:0", "--data"]).arg(folder).env("MIERNIK_LOG", "error");
        Self::start(command)
    }

    /// The baseline on the same disk.
    pub fn baseline(folder: &Path) -> Self {
        let mut command = Command::new(std::env::current_exe().unwrap());
        command.arg(super::baseline::ARGUMENT).arg(folder);
        Self::start(command)
    }

    fn start(mut command: Command) -> Self {
        let mut process = command.stdout(Stdio::piped()).spawn().unwrap();
        let (mut output, mut said) = (BufReader::new(process.stdout.take().unwrap()), String::new());
        output.read_line(&mut said).unwrap();
        let address = said.trim().rsplit("http://").next().unwrap().to_owned();
        Self { process, address, _output: output }
    }

    /// Processor time so far, of the process in the kernel and outside.
    pub fn processor_time(&self) -> Duration {
        let stat = std::fs::read_to_string(format!("/proc/{}/stat", self.process.id())).unwrap();
        // Behind the name, which ends with the last bracket, user time and system time are the 12th and 13th field.
        let fields: Vec<&str> = stat.rsplit_once(')').unwrap().1.split_whitespace().collect();
        TICK * fields[11..13].iter().map(|ticks| ticks.parse::<u32>().unwrap()).sum()
    }

    /// Proportional set size in MB (10⁶ bytes).
    pub fn memory(&self) -> f64 {
        let rollup = std::fs::read_to_string(format!("/proc/{}/smaps_rollup", self.process.id())).unwrap();
        let line = rollup.lines().find_map(|line| line.strip_prefix("Pss:")).unwrap();
        line.trim().trim_end_matches(" kB").parse::<f64>().unwrap() * 1024.0 / 1e6
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // At the end of the measurement; the process has nothing to finish.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}
